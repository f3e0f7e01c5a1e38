"""Models of the details of members: how to reach them, and how lists identify them.

Values are stored as they were given, right or wrong. Each contact detail is stored with its plain
form (`normalised`), which is computed when it is written.
"""

from __future__ import annotations

from typing import Any, Protocol

from django.db import models
from simple_history.models import HistoricalRecords

from members import normalise
from members.models.directory import Member


class Detail(models.Model):
    """A detail of a member, with when and by whom it was verified.

    `verified_by` is a source's slug or a person's name.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=200, blank=True)

    history = HistoricalRecords(inherit=True, excluded_fields=["normalised", "line"])

    #: The columns that `normalise` sets.
    DERIVED: tuple[str, ...] = ("normalised",)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.normalise()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *self.DERIVED}
        super().save(*args, **kwargs)

    @property
    def field(self) -> str:
        """Return the detail's column in the CSV: `email`, `phone:electorate`, `id:aph`."""
        return field_of(str(self._meta.model_name), getattr(self, "kind", ""))

    def normalise(self) -> None:
        """Set the plain form from the given value.

        Bulk writers call it themselves, as `bulk_create` does not call `save`.
        """


class Identifier(Detail):
    """A member's identifier in some list. `scheme` names the list, as in `aph`."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=50)
    value = models.TextField()

    DERIVED = ()

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"

    @property
    def field(self) -> str:
        return f"id:{self.scheme}"


class Email(Detail):
    """An e-mail address of a member."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="emails")
    kind = models.CharField(max_length=50, blank=True)
    address = models.TextField()
    normalised = models.CharField(max_length=320, editable=False, db_index=True)

    def __str__(self) -> str:
        return self.address

    def normalise(self) -> None:
        self.normalised = normalise.email(self.address)


class Phone(Detail):
    """A telephone or fax number of a member. `normalised` is in E.164 form."""

    class Medium(models.TextChoices):
        """The use of a number: speech or fax."""

        VOICE = "voice", "phone"
        FAX = "fax", "fax"

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="phones")
    kind = models.CharField(max_length=50, blank=True)
    medium = models.CharField(max_length=5, choices=Medium, default=Medium.VOICE)
    number = models.TextField()
    normalised = models.CharField(max_length=20, editable=False, db_index=True)
    line = models.CharField(
        max_length=10,
        editable=False,
        default="",
        help_text="landline, mobile, tollfree, shared or other",
    )

    DERIVED = ("normalised", "line")

    def __str__(self) -> str:
        return self.number

    @property
    def field(self) -> str:
        return field_of("fax" if self.medium == self.Medium.FAX else "phone", self.kind)

    def normalise(self) -> None:
        self.normalised, self.line = normalise.phone(self.number, self.member.chamber.country)


class Address(Detail):
    """An address of a member: whole in `text`, or in parts. `postal` means for letters only."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="addresses")
    kind = models.CharField(max_length=50, blank=True)
    text = models.TextField(
        blank=True, help_text="The whole address, where it was given in one piece."
    )
    line1 = models.TextField(blank=True)
    line2 = models.TextField(blank=True)
    line3 = models.TextField(blank=True)
    suburb = models.TextField(blank=True)
    state = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    postal = models.BooleanField(default=False)
    normalised = models.TextField(editable=False)

    class Meta(Detail.Meta):
        verbose_name_plural = "addresses"

    def __str__(self) -> str:
        return self.text or ", ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        """Return the address line by line, as on an envelope."""
        return lines_of(self)

    def normalise(self) -> None:
        self.normalised = normalise.text(" ".join(self.lines))


class Link(Detail):
    """A web page or social account of a member. `url` may be a bare handle."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=50, blank=True)
    url = models.TextField()
    normalised = models.CharField(max_length=2000, editable=False)

    def __str__(self) -> str:
        return self.url

    def normalise(self) -> None:
        self.normalised = normalise.link(self.url, self.kind)


DETAILS: tuple[type[Detail], ...] = (Identifier, Email, Phone, Address, Link)


def field_of(word: str, kind: str) -> str:
    """Return the column of the CSV for a detail of that kind: `email`, `phone:electorate`."""
    return f"{word}:{kind}" if kind else word


class AddressParts(Protocol):
    """The parts of an address."""

    @property
    def text(self) -> str: ...
    @property
    def line1(self) -> str: ...
    @property
    def line2(self) -> str: ...
    @property
    def line3(self) -> str: ...
    @property
    def suburb(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def postcode(self) -> str: ...


def lines_of(address: AddressParts) -> list[str]:
    """Return the address line by line, as on an envelope."""
    place = " ".join(part for part in (address.suburb, address.state, address.postcode) if part)
    return [
        line
        for line in (
            *address.text.splitlines(),
            address.line1,
            address.line2,
            address.line3,
            place,
        )
        if line.strip()
    ]

"""Models of the directory: who sits where, and how to reach them.

Values are stored as they were given, right or wrong. Finding the wrong ones is for the checks. Each
contact detail is stored with its plain form (`normalised`), which is computed when it is written.
Database triggers increase `Member.version` (`members/storage/triggers.py`) with every write to a
member or one of its details.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from members import normalise
from members.models.querysets import MemberQuerySet


class Chamber(models.Model):
    """A chamber of a parliament."""

    slug = models.SlugField(unique=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166 code of two letters")
    jurisdiction = models.CharField(max_length=50, blank=True)
    name = models.CharField(max_length=200)
    seats = models.PositiveIntegerField(null=True, blank=True)
    members_per_electorate = models.PositiveIntegerField(null=True, blank=True)
    member_title = models.CharField(max_length=100, blank=True)
    website = models.URLField("official list", max_length=500, blank=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("chamber", args=[self.slug])


class Electorate(models.Model):
    """An electorate of one chamber, with its number of seats (None if unknown)."""

    chamber = models.ForeignKey(Chamber, on_delete=models.CASCADE, related_name="electorates")
    name = models.CharField(max_length=200)
    seats = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["chamber", "name"], name="electorate_once_a_chamber")
        ]

    def __str__(self) -> str:
        return self.name


class Party(models.Model):
    """A party, shared by all chambers."""

    name = models.CharField(max_length=200, unique=True)
    abbreviation = models.CharField(max_length=50, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "parties"

    def __str__(self) -> str:
        return self.name


class PartyAlias(models.Model):
    """Another name of a party, as lists may call it."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200, unique=True)

    class Meta:
        verbose_name_plural = "party aliases"

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """One person's sitting in one chamber."""

    slug = models.SlugField(
        max_length=250,
        unique=True,
        help_text="Never changes: it is the member's address on the site.",
    )
    honorific = models.TextField(blank=True)
    first_name = models.TextField(blank=True)
    last_name = models.TextField(blank=True)
    post_nominals = models.TextField(blank=True)
    role = models.TextField(blank=True)
    chamber = models.ForeignKey(Chamber, on_delete=models.PROTECT, related_name="members")
    electorate = models.ForeignKey(
        Electorate, null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="members"
    )
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, db_index=True)
    photo_url = models.TextField(blank=True)
    verified_on = models.DateField(null=True, blank=True)
    version = models.PositiveBigIntegerField(default=0, editable=False)

    objects = MemberQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["version"])

    class Meta:
        ordering = ["last_name", "first_name", "pk"]

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return reverse("member", args=[self.slug])

    @property
    def name(self) -> str:
        """Return first and last name, as on the site and in JSON."""
        return f"{self.first_name} {self.last_name}".strip()


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
        return _with_kind(str(self._meta.model_name), getattr(self, "kind", ""))

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
        return _with_kind("fax" if self.medium == self.Medium.FAX else "phone", self.kind)

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
        place = " ".join(part for part in (self.suburb, self.state, self.postcode) if part)
        return [
            line
            for line in (*self.text.splitlines(), self.line1, self.line2, self.line3, place)
            if line.strip()
        ]

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


def _with_kind(word: str, kind: str) -> str:
    return f"{word}:{kind}" if kind else word

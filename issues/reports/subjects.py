"""The subject of a report, which may be a member who does not exist (any more), and how many open
issues there are about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Min

from issues.models import Issue
from issues.models.subject import of_deleted_member
from issues.models.subject import values as subject_of
from members import fields
from members.models import Member


@dataclass(frozen=True)
class Subject:
    """The subject of a report: a field of a member, a member, or neither."""

    member: Member | None
    field: str
    #: The slug in the address of the form.
    slug: str = ""

    @property
    def unknown(self) -> bool:
        """True if a member was named who does not exist."""
        return bool(self.slug) and self.member is None

    @property
    def remembered(self) -> dict[str, Any]:
        """Return the columns in which an issue stores its subject."""
        return subject_of(self.member) if self.member else of_deleted_member(self.slug)

    @property
    def label(self) -> str:
        """Return the name of the member or, if they do not exist, what names them."""
        return str(self.remembered["label"])

    @property
    def field_label(self) -> str:
        """Return the words for the field."""
        return fields.label(self.field)

    @property
    def values(self) -> list[str]:
        """Return the values that are listed now for the field."""
        return fields.values(self.member, self.field) if self.member and self.field else []


@dataclass(frozen=True)
class Similar:
    """The number of open issues about the same subject, and the date of the first."""

    count: int
    since: datetime | None


def find(slug: str, field: str) -> Subject:
    """Return the subject for the slug and the field in the form's address.

    A field that does not exist is taken as "".
    """
    members = Member.objects.select_related("chamber", "electorate", "party").prefetch_related(
        "emails", "phones", "addresses", "links"
    )
    member = members.filter(slug=slug).first() if slug else None
    return Subject(member, fields.valid_field(field, member) if slug else "", slug)


def similar(about: Subject) -> Similar:
    """Return how many open issues there are about the same field of the same member.

    Contains nothing of their text, as reports are not published.
    """
    if about.member is None:
        return Similar(0, None)
    found = (
        Issue.objects.active()
        .about(about.member.pk, about.field)
        .aggregate(count=Count("pk"), since=Min("first_seen"))
    )
    return Similar(**found)

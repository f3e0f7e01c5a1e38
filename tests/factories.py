"""Rows for tests. Every default is correct: no check finds anything."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from email.utils import make_msgid
from typing import TYPE_CHECKING, Any

from members.lists import snapshots
from members.models import (
    Address,
    Chamber,
    Electorate,
    Email,
    Link,
    Member,
    Phone,
    Snapshot,
    Source,
)

if TYPE_CHECKING:
    from issues.models import Mail


def chamber(slug: str = "nt-la", **values: Any) -> Chamber:
    """Return the chamber with this slug, created if needed and set to these values; by default in
    Australia, with seats for all."""
    defaults = {
        "name": slug.upper(),
        "country": "AU",
        "jurisdiction": "au",
        "seats": 1000,
        "members_per_electorate": 1,
    }
    found, _ = Chamber.objects.update_or_create(slug=slug, defaults={**defaults, **values})
    return found


def electorate(name: str, of: Chamber | None = None, seats: int | None = 1) -> Electorate:
    return Electorate.objects.get_or_create(
        chamber=of or chamber(), name=name, defaults={"seats": seats}
    )[0]


def member(name: str = "Ada Quill", of: Chamber | None = None, **values: Any) -> Member:
    """Return a sitting member with this name; the slug is made from the name."""
    first, _, last = name.rpartition(" ")
    slug = values.pop("slug", name.lower().replace(" ", "-"))
    return Member.objects.create(
        slug=slug, first_name=first, last_name=last, chamber=of or chamber(), **values
    )


def named(first: str, last: str, number: int = 0) -> Member:
    """Return a sitting member with these two names and the slug `ada-<number>`."""
    return Member.objects.create(
        slug=f"ada-{number}", first_name=first, last_name=last, chamber=chamber()
    )


def email(address: str, of: Member | None = None, kind: str = "") -> Email:
    return Email.objects.create(member=of or member(), address=address, kind=kind)


def phone(number: str, of: Member | None = None, **values: str) -> Phone:
    return Phone.objects.create(member=of or member(), number=number, **values)


def link(url: str, of: Member | None = None, kind: str = "website") -> Link:
    return Link.objects.create(member=of or member(), url=url, kind=kind)


def address(of: Member | None = None, country: str = "AU", **parts: Any) -> Address:
    """Return an electorate office of this member, by default of a new one in this country."""
    return Address.objects.create(
        member=of or member(of=chamber(country=country)), kind="electorate", **parts
    )


def mail(**values: Any) -> Mail:
    """Return a queued message to staff."""
    from issues.models import Mail  # there are tests of members without issues

    defaults = {"message_id": make_msgid(domain="localhost"), "audience": Mail.Audience.STAFF}
    return Mail.objects.create(
        **{**defaults, "sender": "a@example.org", "recipient": "b@example.org", **values}
    )


def snapshot(source: Source, taken_at: datetime) -> Snapshot:
    """Return an accepted, empty snapshot of this source."""
    return Snapshot.objects.create(
        source=source,
        taken_at=taken_at,
        origin="x",
        checksum="",
        size=0,
        content=b"",
        verdict="accepted",
    )


def official_list(
    *rows: dict[str, str],
    of: Chamber | None = None,
    slug: str = "official",
    day: str = "2026-06-01",
) -> Source:
    """Return a source of this chamber. Its snapshot in force contains these rows in the product's
    own CSV and was taken on this day."""
    source, _ = Source.objects.get_or_create(
        slug=slug, defaults={"format": "csv", "chamber": of or chamber()}
    )
    columns = list(dict.fromkeys(["name", *(column for row in rows for column in row)]))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    copy = snapshots.take(source, text.getvalue().encode(), "made up").snapshot
    copy.verdict, copy.taken_at = (
        copy.Verdict.ACCEPTED,
        datetime.fromisoformat(f"{day}T12:00:00+00:00"),
    )
    copy.save()
    Source.objects.filter(pk=source.pk).update(checked_at=copy.taken_at)
    return source


def listed(of: Chamber | None = None, slug: str = "official", **row: str) -> Source:
    """Return the source with one row more in its snapshot in force; `phone__electorate` is the
    column `phone:electorate`."""
    source = Source.objects.filter(slug=slug).first()
    copy = source and source.in_force()
    rows = list(csv.DictReader(io.StringIO(copy.data.decode()))) if copy else []
    return official_list(
        *rows, {column.replace("__", ":"): value for column, value in row.items()}, of=of, slug=slug
    )

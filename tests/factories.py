"""Members made up for tests. Everything not given is right: no check has anything to say of it."""

from __future__ import annotations

from typing import Any

from members.models import Chamber, Electorate, Email, Member


def chamber(slug: str = "nt-la", **values: Any) -> Chamber:
    """The chamber of that slug, made when it is not there: with seats for everybody, in Australia."""
    defaults = {"name": slug.upper(), "country": "AU", "jurisdiction": "au", "seats": 1000, "members_per_electorate": 1}
    found, _ = Chamber.objects.update_or_create(slug=slug, defaults={**defaults, **values})
    return found


def electorate(name: str, of: Chamber | None = None, seats: int | None = 1) -> Electorate:
    return Electorate.objects.get_or_create(chamber=of or chamber(), name=name, defaults={"seats": seats})[0]


def member(name: str = "Ada Quill", of: Chamber | None = None, **values: Any) -> Member:
    """A sitting member of that name; the slug is made of it."""
    first, _, last = name.rpartition(" ")
    slug = values.pop("slug", name.lower().replace(" ", "-"))
    return Member.objects.create(slug=slug, first_name=first, last_name=last, chamber=of or chamber(), **values)


def email(address: str, of: Member | None = None, kind: str = "") -> Email:
    return Email.objects.create(member=of or member(), address=address, kind=kind)

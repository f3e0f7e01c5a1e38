"""Data with a single cause, for each pair of a narrower check and the wider check that takes in its
findings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from members.models import Address, Chamber, Email, Identifier, Phone
from tests import factories
from tests.issues.conftest import TODAY

OFFICE = {"kind": "electorate", "line1": "5 High Street"}


def addresses(*parts: dict[str, str]) -> list[Address]:
    """Store one member with an address for each of these."""
    house = factories.chamber("nt-la")
    members = [factories.member(f"Ada {chr(65 + row)}quill", house) for row in range(len(parts))]
    return [
        Address.objects.create(member=member, **{**OFFICE, **each})
        for member, each in zip(members, parts, strict=True)
    ]


def counting(first: int, state: str = "", length: int = 4) -> None:
    """Store addresses with consecutive postcodes."""
    addresses(*({"postcode": str(first + row), "state": state} for row in range(length)))


def odd_suburb() -> None:
    """Store a suburb with one postcode three times, and with another one that begins a series."""
    addresses(
        *({"suburb": "Ludmilla", "postcode": "0820"} for _ in range(3)),
        *(
            {"suburb": suburb, "postcode": str(821 + row).zfill(4)}
            for row, suburb in enumerate(("Ludmilla", "Winnellie", "Bayview", ""))
        ),
    )


def phones(stem: str, first: int, **values: str) -> None:
    house = factories.chamber("nt-la")
    for row in range(4):
        member = factories.member(f"Ada {chr(65 + row)}quill", house)
        Phone.objects.create(
            member=member, number=f"{stem}{first + row}", **{"kind": "electorate", **values}
        )


def slipped(**parts: str) -> None:
    addresses(*(parts for _ in range(5)))


def twice(
    seats: int | None = 1000, electorate: str = "", identifier: str = "", **values: str
) -> None:
    """Store one person twice."""
    house = factories.chamber("nt-la", seats=seats)
    for row in range(2):
        place = (
            factories.electorate(electorate.split("/")[row % len(electorate.split("/"))], house)
            if electorate
            else None
        )
        member = factories.member("Ada Quill", house, slug=f"ada-{row}", electorate=place)
        if identifier:
            Identifier.objects.create(member=member, scheme="x", value=identifier)
        if email := values.get("email"):
            Email.objects.create(member=member, address=email)
        if "line1" in values:
            Address.objects.create(member=member, **{**OFFICE, **values})


def crowded(gone_to: str = "", electorate: str = "", seats: int = 1000) -> None:
    """Store two members for one seat. Each is in one of two official lists."""
    house = factories.chamber("nt-la", seats=seats)
    place = factories.electorate(electorate, house) if electorate else None
    for name in ("Ada Quill", "Bo Reed"):
        factories.member(name, house, electorate=place)
    factories.listed(house, name="Bo Reed", electorate=electorate)
    if gone_to:
        factories.listed(factories.chamber(gone_to), f"of-{gone_to}", name="Ada Quill")


def doubled() -> None:
    """Store two members for the only seat of a chamber of one."""
    house = factories.chamber("nt-la", seats=1)
    for name in ("Ada Quill", "Bo Reed"):
        factories.member(name, house, electorate=factories.electorate("Arafura", house))


def vacant(electorate: str = "", was: str = "") -> Chamber:
    """Store a chamber of two with one member. Its official list has another, who sat in the chamber
    `was` or has left this one."""
    house = factories.chamber("nt-la", seats=2)
    first, second = (
        factories.electorate(name, house) if electorate else None
        for name in ("Arafura", electorate or "Barkly")
    )
    factories.member("Bo Reed", house, electorate=first)
    factories.listed(house, name="Bo Reed", electorate="Arafura" if electorate else "")
    factories.listed(house, name="Ada Quill", electorate=electorate)
    if was == house.slug:
        factories.member("Ada Quill", house, electorate=second, ended_on=TODAY)
    elif was:
        factories.member("Ada Quill", factories.chamber(was, seats=1))
    return house


OVERFULL, VACANT = partial(crowded, seats=1), partial(vacant, "Barkly")
MAIL, STREET = "ada@example.org", "5 High Street"

CAUSES: dict[tuple[str, str], Callable[[], object]] = {
    ("postcode-not-in-state", "fill-down"): partial(counting, 2000, "WA"),
    ("postcode-malformed", "fill-down"): partial(counting, 99990),
    ("postcode-zero-lost", "fill-down"): partial(counting, 801, "NT"),
    ("suburb-postcodes", "fill-down"): odd_suburb,
    ("phone-placeholder", "fill-down"): partial(phones, "(08) 9999 999", 6),
    ("phone-not-tollfree", "fill-down"): partial(phones, "(08) 9222 721", 1, kind="tollfree"),
    ("fax-mobile", "fill-down"): partial(phones, "0412 345 6", 71, medium="fax"),
    ("address-wrong-column", "column-shift"): partial(slipped, suburb="NSW", state="2099"),
    ("state-unknown", "column-shift"): partial(slipped, suburb="Dee Why", state="Frobnia"),
    ("postcode-malformed", "column-shift"): partial(
        slipped, suburb="Sydney", postcode="Level 30 Governor Macquarie Tower"
    ),
    ("postcode-not-in-state", "column-shift"): partial(
        slipped, suburb="12 High Street", state="NSW", postcode="6000"
    ),
    ("chamber-overfull", "seat-double"): doubled,
    ("chamber-overfull", "member-departed"): OVERFULL,
    ("chamber-overfull", "member-moved"): partial(OVERFULL, "upper"),
    ("chamber-overfull", "member-double"): partial(twice, 1),
    ("chamber-overfull", "identifier-shared"): partial(twice, 1, identifier="7"),
    ("seat-double", "member-departed"): partial(crowded, electorate="Arafura"),
    ("seat-double", "member-moved"): partial(crowded, "upper", electorate="Arafura"),
    ("seat-double", "member-double"): partial(twice, electorate="Arafura"),
    ("seat-double", "identifier-shared"): partial(twice, electorate="Arafura", identifier="7"),
    ("seat-vacant", "member-missing"): VACANT,
    ("seat-vacant", "member-moved"): partial(VACANT, "lower"),
    ("seat-vacant", "member-still-listed"): partial(VACANT, "nt-la"),
    ("chamber-vacant", "member-missing"): vacant,
    ("chamber-vacant", "member-moved"): partial(vacant, was="lower"),
    ("chamber-vacant", "member-still-listed"): partial(vacant, was="nt-la"),
    ("email-shared", "member-double"): partial(twice, email=MAIL),
    ("email-shared", "identifier-shared"): partial(twice, identifier="7", email=MAIL),
    ("address-shared", "member-double"): partial(twice, electorate="Arafura/Barkly", line1=STREET),
    ("address-shared", "identifier-shared"): partial(
        twice, electorate="Arafura/Barkly", identifier="7", line1=STREET
    ),
}

from collections.abc import Iterator
from functools import lru_cache

from issues.findings import (
    Edit,
    Evidence,
    Finding,
    Fix,
    MemberRow,
    Reach,
    Severity,
    change,
    check,
    delete,
)
from issues.values import addresses
from members.rows.details import AddressRow

PARTS = ("text", "line1", "line2", "line3", "suburb", "state", "postcode")


@check(severity=Severity.WARNING, about="address", reach=Reach.MEMBER)
def address_placeholder(member: MemberRow) -> Iterator[Finding]:
    """A part of an address is only a placeholder, or repeats the column's heading.

    Why: readers see "TBC" or "Suburb" where they expect an office, and the address counts as known.
    Fix: find the address, or leave the part empty.
    Trap: City is a suburb of Canberra, and Street is a town in Somerset. They are not reported.
    """
    for address in member.addresses:
        if not _is_suspect(address):
            continue
        town = addresses.is_odd_town(member.chamber.country, address.suburb)
        empty = [
            part
            for part in PARTS
            if addresses.is_empty_word(getattr(address, part)) and not (town and part == "suburb")
        ]
        if not empty:
            continue
        shown = ", ".join(getattr(address, part) for part in empty)
        yield Finding(
            subject=member,
            field=address.field,
            message=f"{member}: an address has {shown!r} as its {empty[0].rstrip('123')}.",
            evidence=Evidence(
                observed=shown,
                expected="an address, or nothing",
                compared=(shown,),
                context={"address": str(address)},
            ),
            fixes=(Fix(f"Remove {shown}", (_without(address, empty),)),),
        )


def _is_suspect(address: AddressRow) -> bool:
    """True if a part may be a placeholder. No placeholder begins with one of the digits 1 to 9, and
    nearly half of all lines do.
    """
    line1 = address.line1
    return bool(
        (line1 and not "1" <= line1 < ":" and addresses.is_empty_word(line1))
        or (address.line2 and addresses.is_empty_word(address.line2))
        or (address.line3 and addresses.is_empty_word(address.line3))
        or (address.text and addresses.is_empty_word(address.text))
        or _is_odd_place(address.suburb, address.state, address.postcode)
    )


@lru_cache(4096)
def _is_odd_place(*parts: str) -> bool:
    """True if one of these parts is a placeholder. Cached, as places repeat."""
    return any(map(addresses.is_empty_word, parts))


def _without(address: AddressRow, empty: list[str]) -> Edit:
    """Return the edit that clears these parts, or deletes the address if nothing would be left."""
    left = any(getattr(address, part).strip() for part in PARTS if part not in empty)
    return change(address, **dict.fromkeys(empty, "")) if left else delete(address)

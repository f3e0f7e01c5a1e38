from collections.abc import Iterator

from issues.findings import (
    Edit,
    Evidence,
    Finding,
    Fix,
    Scope,
    Severity,
    among,
    change,
    check,
    delete,
)
from issues.values import addresses
from members.models import Address

PARTS = ("text", "line1", "line2", "line3", "suburb", "state", "postcode")


@check(severity=Severity.WARNING, about="address")
def address_placeholder(scope: Scope) -> Iterator[Finding]:
    """A part of an address is only a placeholder, or repeats the column's heading.

    Why: readers see "TBC" or "Suburb" where they expect an office, and the address counts as known.
    Fix: find the address, or leave the part empty.
    Trap: City is a suburb of Canberra, and Street is a town in Somerset. They are not reported.
    """
    rows = scope.details(Address).values_list("pk", *PARTS)
    wrong = [key for key, *parts in rows.iterator() if any(map(addresses.is_empty_word, parts))]
    for address in among(scope.details(Address), wrong):
        town = addresses.is_odd_town(address.member.chamber.country, address.suburb)
        empty = [
            part
            for part in PARTS
            if addresses.is_empty_word(getattr(address, part)) and not (town and part == "suburb")
        ]
        if not empty:
            continue
        shown = ", ".join(getattr(address, part) for part in empty)
        yield Finding(
            subject=address.member,
            field=address.field,
            message=f"{address.member}: an address has {shown!r} as its {empty[0].rstrip('123')}.",
            evidence=Evidence(
                observed=shown,
                expected="an address, or nothing",
                compared=(shown,),
                context={"address": str(address)},
            ),
            fixes=(Fix(f"Remove {shown}", (_without(address, empty),)),),
        )


def _without(address: Address, empty: list[str]) -> Edit:
    """Return the edit that clears these parts, or deletes the address if nothing would be left."""
    left = any(getattr(address, part).strip() for part in PARTS if part not in empty)
    return change(address, **dict.fromkeys(empty, "")) if left else delete(address)

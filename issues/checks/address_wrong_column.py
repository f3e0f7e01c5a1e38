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
    create,
)
from issues.values import addresses, text_kinds
from members import normalise, postcodes
from members.models import Email, Link, Phone
from members.rows.details import AddressRow

COLUMNS = ("text", "line1", "line2", "line3", "suburb", "state", "postcode")
WORDS = {
    "email": "an e-mail address",
    "url": "a web address",
    "postcode": "a postcode",
    "phone": "a phone number",
    "state": "a state",
}
WORDS |= {"street": "a street", "number": "a number"}


@check(severity=Severity.ERROR, about="address", reach=Reach.MEMBER, part_of=("column-shift",))
def address_wrong_column(member: MemberRow) -> Iterator[Finding]:
    """A part of an address is something else: a phone number, an e-mail or web address, a postcode,
    or a state in place of a suburb.

    Why: a letter cannot be sent to the address, and the value is missing where it belongs.
    Fix: move the value to its own column. If one column has slipped, look at the columns beside it.
    Trap: some towns have the name of a state (Washington, Victoria, New York), and one is called
    1770.
    """
    country = member.chamber.country
    for address in member.addresses:
        if not _is_suspect(country, address):
            continue
        foreign = _foreign(country, *(getattr(address, column) for column in COLUMNS))
        if not foreign:
            continue
        shown = "; ".join(f"{column}: {getattr(address, column)}" for column in foreign)
        found = ", ".join(
            f"{WORDS[sort]} ({getattr(address, column)!r}) in the {column.rstrip('123')}"
            for column, sort in foreign.items()
        )
        yield Finding(
            subject=member,
            field=address.field,
            message=f"{member}: an address has {found}.",
            evidence=Evidence(
                observed=shown,
                expected="a part of an address in each column",
                compared=tuple(getattr(address, column) for column in foreign),
                context={"address": str(address)},
            ),
            fixes=tuple(_fixes(member, address, foreign)),
        )


def _is_suspect(country: str, address: AddressRow) -> bool:
    """True if a part may be something else."""
    return bool(
        (address.line1 and addresses.may_be_foreign(address.line1))
        or (address.line2 and addresses.may_be_foreign(address.line2))
        or (address.line3 and addresses.may_be_foreign(address.line3))
        or (address.text and addresses.may_be_foreign(address.text))
        or "." in address.postcode
        or _is_foreign_place(country, address.suburb, address.state)
    )


@lru_cache(4096)
def _is_foreign_place(country: str, suburb: str, state: str) -> bool:
    """True if one of these is something else. Cached, as towns and states repeat."""
    return "foreign" in (
        addresses.suburb_fault(country, suburb),
        addresses.state_fault(country, state),
    )


def _foreign(country: str, *given: str) -> dict[str, str]:
    """Return a dict of each column with a foreign value to what that value is."""
    text, line1, line2, line3, suburb, state, postcode = given
    found = {}
    for column, line in (("text", text), ("line1", line1), ("line2", line2), ("line3", line3)):
        if line and (sort := addresses.line_fault(country, line)):
            found[column] = sort
    if suburb and addresses.suburb_fault(country, suburb) == "foreign":
        found["suburb"] = text_kinds.kind_of_text(country, suburb)
    if state and addresses.state_fault(country, state) == "foreign":
        found["state"] = text_kinds.kind_of_text(country, state)
    if "." in postcode and addresses.postcode_fault(country, state, postcode) == "foreign":
        found["postcode"] = text_kinds.kind_of_text(country, postcode)
    return found


def _fixes(member: MemberRow, address: AddressRow, foreign: dict[str, str]) -> Iterator[Fix]:
    """Yield the fix that moves each value to its place, if the place of every one is known."""
    values: dict[str, str] = {}
    made: list[Edit] = []
    for column, sort in foreign.items():
        given = getattr(address, column)
        if sort in ("phone", "email", "url"):
            edits = _detail(member, address, column, sort, given)
            if edits is None:
                return
            made += edits
            values[column] = ""
        elif (
            sort in ("state", "postcode")
            and column in ("suburb", "state")
            and _free(address, sort, given, foreign)
        ):
            values = {column: "", **values, sort: given}
        else:
            return
    new = {column: values.get(column, getattr(address, column)) for column in COLUMNS}
    country = member.chamber.country
    only = postcodes.states(country, new["postcode"])
    if "state" in foreign and not new["state"] and len(only) == 1:
        values["state"] = new["state"] = only[0]
    if (
        not any(new.values())
        or addresses.postcode_fault(country, new["state"], new["postcode"])
        or _foreign(country, *new.values())
    ):
        return
    yield Fix(
        f"Move {', '.join(getattr(address, column) for column in foreign)}",
        (change(address, **values), *made),
    )


def _free(address: AddressRow, column: str, value: str, foreign: dict[str, str]) -> bool:
    """True if the value can go into that column: it is empty, will be emptied, or has that value
    already.
    """
    return getattr(address, column) in ("", value) or column in foreign


def _detail(
    member: MemberRow, address: AddressRow, column: str, sort: str, given: str
) -> list[Edit] | None:
    """Return the edits that add the value as a detail of the member, none if it is listed already.

    Returns None if the value has other text around it or is not valid.
    """
    kind = address.kind
    if sort == "phone":
        number = text_kinds.phone_in(given)
        plain, _ = normalise.phone(number, member.chamber.country)
        if not plain or plain in {phone.normalised for phone in member.phones}:
            return [] if plain else None
        fax = "fax" in given.lower() or (column == "state" and text_kinds.phone_in(address.suburb))
        return [
            create(
                Phone,
                member_id=member.pk,
                kind=kind,
                medium=Phone.Medium.FAX if fax else Phone.Medium.VOICE,
                number=number,
            )
        ]
    if sort == "email":
        plain = normalise.email(given.strip())
        there = plain in {email.normalised for email in member.emails}
        return (
            None
            if not plain
            else []
            if there
            else [create(Email, member_id=member.pk, kind=kind, address=given.strip())]
        )
    plain = normalise.link(given, "website")
    if not plain or not given.strip().lower().startswith(("http://", "https://", "www.")):
        return None
    url = given.strip() if "://" in given else f"https://{given.strip()}"
    there = plain in {normalise.link(link.url, "website") for link in member.links}
    return [] if there else [create(Link, member_id=member.pk, kind="website", url=url)]

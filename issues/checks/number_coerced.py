import re
from collections.abc import Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, Reach, Severity, change, check
from issues.values import addresses, numbers
from members import normalise, postcodes
from members.rows.details import AddressRow, IdentifierRow, PhoneRow

LINES = ("line1", "line2", "line3")

# `4E4` is an identifier of the Australian parliament, and other lists have `1.5` or a date
_NATURAL = re.compile(r"\A(?:\d++E[1-9]\d*|\d++\.0*+[1-9]\d*|\d{4}-\d\d-\d\d)", re.IGNORECASE)


@check(severity=Severity.ERROR, about="", reach=Reach.MEMBER)
def number_coerced(member: MemberRow) -> Iterator[Finding]:
    """A spreadsheet turned a value into another number, or into a date: 6.13E+11, 3000.0, 1-May.

    Why: the value is useless, and most of its digits may be lost for good.
    Fix: take the value from the source again. Make the column a text column before you open the
    file in a spreadsheet.
    Trap: a parliament's own identifiers may be written like that, for example 4E4. 1/25 High Street
    is a unit and a street number.
    """
    country = member.chamber.country
    for phone in member.phones:
        number = phone.number
        if not phone.normalised or "." in number or "," in number:
            yield from _in_phone(member, phone)
    for address in member.addresses:
        if (
            (address.line1 and _is_coerced_line(address.line1))
            or (address.line2 and _is_coerced_line(address.line2))
            or (address.line3 and _is_coerced_line(address.line3))
            or addresses.postcode_fault(country, address.state, address.postcode) == "coerced"
        ):
            yield from _in_address(member, address)
    for identifier in member.identifiers:
        if numbers.is_coerced(identifier.value):
            yield from _in_identifier(member, identifier)


def _is_coerced_line(line: str) -> bool:
    return line[:1].isalnum() and bool(numbers.coerced_start(line))


def _in_phone(member: MemberRow, phone: PhoneRow) -> Iterator[Finding]:
    if numbers.is_coerced(phone.number):
        was = numbers.restored(phone.number)
        valid = was and normalise.phone(was, member.chamber.country)[0]
        fixes = (Fix(f"Write {was}", (change(phone, number=was),)),) if valid else ()
        yield _finding(member, phone.field, phone.number, was if valid else "", fixes)


def _in_address(member: MemberRow, address: AddressRow) -> Iterator[Finding]:
    country = member.chamber.country
    if addresses.postcode_fault(country, address.state, address.postcode) == "coerced":
        was = numbers.restored(address.postcode)
        was = postcodes.with_zero(country, address.state, was) or was
        right = was and not addresses.postcode_fault(country, address.state, was)
        yield _finding(
            member,
            address.field,
            address.postcode,
            was,
            (Fix(f"Write {was}", (change(address, postcode=was),)),) if right else (),
        )
    for column in LINES:
        line = getattr(address, column)
        start = numbers.coerced_start(line)
        if not start:
            continue
        was = numbers.restored(start)
        whole = line.replace(start, was, 1) if was else ""
        yield _finding(
            member,
            address.field,
            line,
            whole,
            (Fix(f"Write {whole}", (change(address, **{column: whole}),)),) if was else (),
        )


def _in_identifier(member: MemberRow, identifier: IdentifierRow) -> Iterator[Finding]:
    if not _NATURAL.fullmatch(identifier.value):
        was = numbers.restored(identifier.value)
        fixes = (Fix(f"Write {was}", (change(identifier, value=was),)),) if was else ()
        yield _finding(member, identifier.field, identifier.value, was, fixes)


def _finding(
    member: MemberRow, field: str, value: str, was: str, fixes: tuple[Fix, ...]
) -> Finding:
    return Finding(
        subject=member,
        field=field,
        message=f"{member}: {value!r} is what a spreadsheet makes of a number"
        + (f"; it was {was}." if was else "."),
        evidence=Evidence(
            observed=value,
            expected=was or "the value before the spreadsheet changed it",
            compared=(value,),
        ),
        fixes=fixes,
    )

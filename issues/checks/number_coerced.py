import re
from collections.abc import Iterator

from django.db.models import Q

from issues.findings import Evidence, Finding, Fix, Scope, Severity, among, change, check
from issues.values import addresses, numbers
from members import normalise, postcodes
from members.models import Address, Identifier, Phone

LINES = ("line1", "line2", "line3")

# `4E4` is an identifier of the Australian parliament, and other lists have `1.5` or a date
_NATURAL = re.compile(r"\A(?:\d++E[1-9]\d*|\d++\.0*+[1-9]\d*|\d{4}-\d\d-\d\d)", re.IGNORECASE)


@check(severity=Severity.ERROR, about="")
def number_coerced(scope: Scope) -> Iterator[Finding]:
    """A spreadsheet turned a value into another number, or into a date: 6.13E+11, 3000.0, 1-May.

    Why: the value is useless, and most of its digits may be lost for good.
    Fix: take the value from the source again. Make the column a text column before you open the
    file in a spreadsheet.
    Trap: a parliament's own identifiers may be written like that, for example 4E4. 1/25 High Street
    is a unit and a street number.
    """
    yield from _phones(scope)
    yield from _addresses(scope)
    yield from _identifiers(scope)


def _phones(scope: Scope) -> Iterator[Finding]:
    suspect = scope.details(Phone).filter(
        Q(normalised="") | Q(number__contains=".") | Q(number__contains=",")
    )
    for phone in suspect:
        if numbers.is_coerced(phone.number):
            was = numbers.restored(phone.number)
            valid = was and normalise.phone(was, phone.member.chamber.country)[0]
            fixes = (Fix(f"Write {was}", (change(phone, number=was),)),) if valid else ()
            yield _finding(phone, phone.field, phone.number, was if valid else "", fixes)


def _addresses(scope: Scope) -> Iterator[Finding]:
    rows = scope.details(Address).values_list(
        "pk", "member__chamber__country", "state", "postcode", *LINES
    )
    wrong = [
        key
        for key, country, state, postcode, *lines in rows.iterator()
        if any(line[:1].isalnum() and numbers.coerced_start(line) for line in lines)
        or addresses.postcode_fault(country, state, postcode) == "coerced"
    ]
    for address in among(scope.details(Address), wrong):
        yield from _in_address(address)


def _in_address(address: Address) -> Iterator[Finding]:
    country = address.member.chamber.country
    if addresses.postcode_fault(country, address.state, address.postcode) == "coerced":
        was = numbers.restored(address.postcode)
        was = postcodes.with_zero(country, address.state, was) or was
        right = was and not addresses.postcode_fault(country, address.state, was)
        yield _finding(
            address,
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
            address,
            address.field,
            line,
            whole,
            (Fix(f"Write {whole}", (change(address, **{column: whole}),)),) if was else (),
        )


def _identifiers(scope: Scope) -> Iterator[Finding]:
    rows = scope.details(Identifier)
    wrong = [
        key
        for key, value in rows.values_list("pk", "value").iterator()
        if numbers.is_coerced(value) and not _NATURAL.fullmatch(value)
    ]
    for identifier in among(rows, wrong):
        was = numbers.restored(identifier.value)
        fixes = (Fix(f"Write {was}", (change(identifier, value=was),)),) if was else ()
        yield _finding(identifier, f"id:{identifier.scheme}", identifier.value, was, fixes)


def _finding(
    detail: Phone | Address | Identifier, field: str, value: str, was: str, fixes: tuple[Fix, ...]
) -> Finding:
    return Finding(
        subject=detail.member,
        field=field,
        message=f"{detail.member}: {value!r} is what a spreadsheet makes of a number"
        + (f"; it was {was}." if was else "."),
        evidence=Evidence(
            observed=value,
            expected=was or "the value before the spreadsheet changed it",
            compared=(value,),
        ),
        fixes=fixes,
    )

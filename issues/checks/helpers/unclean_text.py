"""Stray markup, white space and broken encoding in members' text columns, and the fixes that remove
them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from issues.findings import Evidence, Finding, Fix, MemberRow, change, delete
from issues.values.text import LOST, clean
from members import normalise
from members.member_columns import Holds, columns_of
from members.normalise import COUNTRIES_WITH_NUMBERING_PLAN
from members.rows.details import DetailRow, EmailRow, LinkRow, PhoneRow

#: The member's own columns that are searched, each with its field in the CSV's words.
OWN = {
    **dict.fromkeys(columns_of(Holds.NAME), "name"),
    **{column: column for column in columns_of(Holds.TEXT)},
}
PLACE = ("text", "line1", "line2", "line3", "suburb", "state", "postcode")
#: Columns whose value may have several lines.
LINES = frozenset({"text", *columns_of(Holds.TEXT)})
#: Columns in which a line break becomes a comma.
ENVELOPE = frozenset({"line1", "line2", "line3"})
_LINE_BREAKS = re.compile(
    r"(?:(?<!\s)\s++)?,[^\S\r\n]*+[\r\n]\s*+|(?:(?<!\s)[^\S\r\n]++)?[\r\n]\s*+"
)


def unclean(
    member: MemberRow, wrong: Callable[[str, bool], bool], message: str
) -> Iterator[Finding]:
    """Yield a finding for each field of a member whose text is `wrong`, with a fix that cleans it.

    `wrong` gets the text and whether it may have several lines. A detail that is still malformed
    when it is clean is left to the checks of its kind.
    """
    for field in dict.fromkeys(OWN.values()):
        columns = [column for column, of in OWN.items() if of == field]
        yield from _findings(member, member, field, columns, wrong, message)
    for column, details in (
        ("address", member.emails),
        ("number", member.phones),
        ("", member.addresses),
        ("url", member.links),
    ):
        for detail in details:
            columns = [column] if column else list(PLACE)
            yield from _findings(member, detail, detail.field, columns, wrong, message)


def _findings(
    member: MemberRow,
    row: MemberRow | DetailRow,
    field: str,
    columns: list[str],
    wrong: Callable[[str, bool], bool],
    message: str,
) -> Iterator[Finding]:
    given = {column: getattr(row, column) for column in columns}
    texts = {
        column: text for column, text in given.items() if text and wrong(text, column in LINES)
    }
    country = member.chamber.country
    right = {column: _cleaned(column, text) for column, text in texts.items()}
    if not texts or not all(_is_valid(row, text, country) for text in right.values()):
        return
    observed, expected = "; ".join(texts.values()), "; ".join(right.values())
    yield Finding(
        subject=member,
        field=field,
        message=f"{member}: {message}: {observed!r}.",
        evidence=Evidence(observed, expected, compared=tuple(texts.values())),
        fixes=_fixes(row, right, expected),
    )


def _cleaned(column: str, text: str) -> str:
    if column in ENVELOPE:
        text = _LINE_BREAKS.sub(", ", text.strip())
    return clean(text, column in LINES)


def _is_valid(row: MemberRow | DetailRow, text: str, country: str) -> bool:
    """True if the clean text is valid in that row. A blank detail is deleted, so it counts as
    valid.
    """
    if not text:
        return True
    if isinstance(row, EmailRow):
        return bool(normalise.email(text))
    if isinstance(row, PhoneRow):
        return country not in COUNTRIES_WITH_NUMBERING_PLAN or bool(
            normalise.phone(text, country)[0]
        )
    return not isinstance(row, LinkRow) or bool(normalise.link(text, row.kind))


def _fixes(row: MemberRow | DetailRow, right: dict[str, str], shown: str) -> tuple[Fix, ...]:
    if any(LOST in text for text in right.values()):
        return ()
    if isinstance(row, (EmailRow, PhoneRow, LinkRow)) and not shown:
        return (Fix("Remove it", (delete(row),)),)
    return (Fix(f"Write {shown}" if shown else "Leave it empty", (change(row, **right),)),)

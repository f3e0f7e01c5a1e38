"""Stray markup, white space and broken encoding in members' text columns, and the fixes that remove
them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Length, StrIndex, Trim
from django.db.models.lookups import Exact, GreaterThan

from issues.findings import Evidence, Finding, Fix, Scope, among, change, delete
from issues.values.text import LOST, clean
from members import normalise
from members.member_columns import Holds, columns_of
from members.models import Address, Detail, Email, Link, Member, Phone
from members.models.querysets import Octets
from members.normalise import COUNTRIES_WITH_NUMBERING_PLAN

#: The columns that are searched, each with its field in the CSV's words ("" for the row's own).
NAME = dict.fromkeys(columns_of(Holds.NAME), "name")
TEXT = {column: column for column in columns_of(Holds.TEXT)}
PLACE = dict.fromkeys(("text", "line1", "line2", "line3", "suburb", "state", "postcode"), "")
COLUMNS: dict[type[Member | Detail], dict[str, str]] = {
    Member: NAME | TEXT,
    Email: {"address": ""},
    Phone: {"number": ""},
    Address: PLACE,
    Link: {"url": ""},
}
#: Columns whose value may have several lines.
LINES = frozenset({"text", *TEXT})
#: Columns in which a line break becomes a comma.
ENVELOPE = frozenset({"line1", "line2", "line3"})
_LINE_BREAKS = re.compile(
    r"(?:(?<!\s)\s++)?,[^\S\r\n]*+[\r\n]\s*+|(?:(?<!\s)[^\S\r\n]++)?[\r\n]\s*+"
)


def unclean(
    scope: Scope, suspect: Callable[[str], Q], wrong: Callable[[str, bool], bool], message: str
) -> Iterator[Finding]:
    """Yield a finding for each field of sitting members whose text is `wrong`, with a fix that
    cleans it.

    `suspect` builds the condition by which the database leaves out nearly all rows, from the name
    of a column. `wrong` gets the text and whether it may have several lines. A detail that is still
    malformed when it is clean is left to the checks of its kind.
    """
    for model, columns in COLUMNS.items():
        rows: QuerySet[Any] = scope.members() if issubclass(model, Member) else scope.details(model)
        suspects = (
            rows.filter(reduce(or_, map(suspect, columns)))
            .order_by("pk")
            .values_list("pk", *columns)
        )
        keys = (pk for pk, *texts in suspects.iterator() if _any_wrong(columns, texts, wrong))
        for row in among(rows, keys):
            for field in dict.fromkeys(columns.values()):
                texts = {
                    column: getattr(row, column) for column, own in columns.items() if own == field
                }
                if finding := _finding(
                    row,
                    field,
                    {c: text for c, text in texts.items() if text and wrong(text, c in LINES)},
                    message,
                ):
                    yield finding


def _any_wrong(
    columns: Iterable[str], texts: Iterable[str], wrong: Callable[[str, bool], bool]
) -> bool:
    return any(
        text and wrong(text, column in LINES) for column, text in zip(columns, texts, strict=True)
    )


def _finding(
    row: Member | Detail, field: str, texts: dict[str, str], message: str
) -> Finding | None:
    right = {column: _cleaned(column, text) for column, text in texts.items()}
    if not texts or not all(_is_valid(row, text) for text in right.values()):
        return None
    member = row if isinstance(row, Member) else row.member
    observed, expected = "; ".join(texts.values()), "; ".join(right.values())
    return Finding(
        subject=member,
        field=field or getattr(row, "field", ""),
        message=f"{member}: {message}: {observed!r}.",
        evidence=Evidence(observed, expected, compared=tuple(texts.values())),
        fixes=_fixes(row, right, expected),
    )


def _cleaned(column: str, text: str) -> str:
    if column in ENVELOPE:
        text = _LINE_BREAKS.sub(", ", text.strip())
    return clean(text, column in LINES)


def _is_valid(row: Member | Detail, text: str) -> bool:
    """True if the clean text is valid in that row. A blank detail is deleted, so it counts as
    valid.
    """
    if not text:
        return True
    if isinstance(row, Email):
        return bool(normalise.email(text))
    if isinstance(row, Phone):
        country = row.member.chamber.country
        return country not in COUNTRIES_WITH_NUMBERING_PLAN or bool(
            normalise.phone(text, country)[0]
        )
    return not isinstance(row, Link) or bool(normalise.link(text, row.kind))


def _fixes(row: Member | Detail, right: dict[str, str], shown: str) -> tuple[Fix, ...]:
    if any(LOST in text for text in right.values()):
        return ()
    if isinstance(row, (Email, Phone, Link)) and not shown:
        return (Fix("Remove it", (delete(row),)),)
    return (Fix(f"Write {shown}" if shown else "Leave it empty", (change(row, **right),)),)


def beyond_ascii(column: str) -> Q:
    """Build the condition that a column contains any character beyond ASCII."""
    return Q(GreaterThan(Octets(F(column)), Length(F(column))))


def holds(column: str, *pieces: str) -> Q:
    """Build the condition that a column contains any of these pieces. Case matters."""
    return reduce(or_, (Q(GreaterThan(StrIndex(F(column), Value(piece)), 0)) for piece in pieces))


def is_padded(column: str) -> Q:
    """Build the condition that a column begins or ends with a space."""
    return ~Q(Exact(Trim(F(column)), F(column)))

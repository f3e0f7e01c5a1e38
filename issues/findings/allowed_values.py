"""The judges of the values that a fix may write: `JUDGES` has one for every column. A new column
needs one too.

A judge is given a value and the row that would hold it. It returns the reason why the directory
does not take that value, as the end of a sentence; "" if it does. References, choices and the
lengths of columns are validated by `issues.fixes.validation`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from issues.findings.edits import Row
from issues.values.dates import FIRST_PAGE, FIRST_SEAT, years
from issues.values.emails import is_nobody
from issues.values.links import LinkFault
from issues.values.links import judge as judge_link
from issues.values.placeholders import is_placeholder
from issues.values.sites import OTHER_ACCOUNTS, Site
from members.contact import is_web
from members.jobs.terminal import HIDDEN
from members.member_columns import Holds, columns_of
from members.models import (
    Address,
    Detail,
    Electorate,
    Email,
    Identifier,
    Link,
    Member,
    Mismatch,
    Party,
    PartyAlias,
    Phone,
)
from members.normalise import COUNTRIES_WITH_NUMBERING_PLAN, LONGEST_NUMBER

Judge = Callable[[Any, Any], str]

#: The most characters of a name or a line of an address, of a text of several lines, and of a link.
LINE, TEXT, URL = 200, 2000, 2000
#: Years. No parliament in the directory has longer terms.
LONGEST_TERM = 15
MOST_SEATS = 10_000
NOT_WEB = "is not the address of a web page"

_ACCOUNT = re.compile(r"(?!/)@?(?:live:)?[\w.~@%/?=&+#!-]{1,200}")
_SCHEME = re.compile(r"\A[^/?#.\s]*:")


def objection(row: Row, columns: Iterable[str]) -> str:
    """Return why the directory does not take this row's values in these columns, as a sentence; ""
    if it does."""
    judges = JUDGES[type(row)]
    for column in columns:
        value = getattr(row, column)
        why = judges[column](value, row) if column in judges and value not in (None, "") else ""
        if why:
            return f"{row._meta.get_field(column).verbose_name}: “{_short(value)}” {why}."  # type: ignore[union-attr]
    return ""


def _short(value: Any) -> str:
    text = " ".join(HIDDEN.sub("\N{REPLACEMENT CHARACTER}", str(value)).split())
    return text if len(text) <= 80 else f"{text[:79]}…"


def _characters(text: str, most: int) -> str:
    if len(text) > most:
        return f"has {len(text):,} characters, at most {most:,} fit"
    return "contains invisible characters" if HIDDEN.search(text) else ""


def _text(text: str, row: Any) -> str:
    return _characters(text, TEXT) or _not_a_placeholder(text)


def _not_a_placeholder(text: str) -> str:
    return (
        "only means that there is no value"
        if is_placeholder(text) or not re.search(r"\w", text)
        else ""
    )


def _line(text: str, row: Any) -> str:
    return _characters(text, LINE) or (
        "has more than one line" if re.search(r"[\t\r\n]", text) else ""
    )


def _person(text: str, row: Any) -> str:
    return _line(text, row) or ("is not a name" if re.search(r"[<>]|://", text) else "")


def _name(text: str, row: Any) -> str:
    """Judge the name of a party or an electorate."""
    return _person(text, row) or _not_a_placeholder(text)


def _email(text: str, row: Email) -> str:
    row.normalise()
    if not row.normalised:
        return "is not a valid e-mail address"
    return (
        "is a placeholder, not an address that anybody reads" if is_nobody(row.normalised) else ""
    )


def _phone(text: str, row: Phone) -> str:
    if why := _characters(text, LONGEST_NUMBER):
        return why
    # A member that the same fix creates does not exist yet, so the country is not known either.
    has_member = row.member_id is not None or Phone.member.is_cached(row)
    if has_member and row.member.chamber.country in COUNTRIES_WITH_NUMBERING_PLAN:
        row.normalise()
        return "" if row.normalised else "is not a valid phone number"
    return (
        ""
        if re.search(r"\d", text) and not re.search(r"[<>]|://", text)
        else "is not a valid phone number"
    )


def _link(url: str, row: Link) -> str:
    if why := _characters(url, URL):
        return why
    kind = row.kind.strip().lower()
    verdict = judge_link(url, kind)
    if verdict and verdict.fault in (LinkFault.MALFORMED, LinkFault.PLACEHOLDER, LinkFault.DOUBLED):
        return verdict.why or NOT_WEB
    has_scheme = _SCHEME.match(url)
    if (
        not has_scheme
        and (Site.of_kind(kind) or kind in OTHER_ACCOUNTS)
        and _ACCOUNT.fullmatch(url)
    ):
        return ""
    return "" if is_web(url if has_scheme else f"http://{url}") else NOT_WEB


def _web_address(url: str, row: Any) -> str:
    return _characters(url, URL) or ("" if is_web(url) else NOT_WEB)


def _start_day(day: date, row: Any) -> str:
    return _day(day, FIRST_SEAT, years(timezone.localdate(), 1))


def _end_day(day: date, row: Any) -> str:
    return _day(day, FIRST_SEAT, years(timezone.localdate(), LONGEST_TERM))


def _verified_day(day: date, row: Any) -> str:
    return _day(day, FIRST_PAGE, timezone.localdate() + timedelta(days=1))


def _day(day: date, first: date, last: date) -> str:
    return "" if first <= day <= last else f"is not between {first} and {last}"


def _seats(number: int, row: Any) -> str:
    return "" if 1 <= number <= MOST_SEATS else f"is not between 1 and {MOST_SEATS:,}"


def _choice(value: Any, row: Any) -> str:
    """Take any value: the column validates those of a short list itself."""
    return ""


_DETAIL: dict[str, Judge] = {"verified_on": _verified_day, "verified_by": _line}
JUDGES: dict[type[Row] | type[Detail], dict[str, Judge]] = {
    Member: {
        "slug": _line,
        **dict.fromkeys(columns_of(Holds.NAME), _person),
        **dict.fromkeys(columns_of(Holds.TEXT), _text),
        **dict.fromkeys(columns_of(Holds.WEB), _web_address),
        "started_on": _start_day,
        "ended_on": _end_day,
        "verified_on": _verified_day,
    },
    Identifier: {**_DETAIL, "scheme": _line, "value": _line},
    Email: {**_DETAIL, "kind": _line, "address": _email},
    Phone: {**_DETAIL, "kind": _line, "medium": _choice, "number": _phone},
    Address: {
        **_DETAIL,
        "kind": _line,
        "text": _text,
        **dict.fromkeys(("line1", "line2", "line3", "suburb", "state", "postcode"), _line),
        "postal": _choice,
    },
    Link: {**_DETAIL, "kind": _line, "url": _link},
    Mismatch: {"scheme": _line, "value": _line},
    Electorate: {"name": _name, "seats": _seats},
    Party: {"name": _name, "abbreviation": _line},
    PartyAlias: {"name": _name},
}

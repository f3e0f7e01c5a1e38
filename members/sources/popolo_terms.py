"""Terms of one person in one chamber, and how they join to sittings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

#: The longest time from a dissolution to the first day of the next term. A shorter break is not a
#: departure.
GAP = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as it was given, and the day that represents it.

    That is the first day of `2012` for a start, the last day for an end.
    """

    text: str
    at: date
    whole: bool


@dataclass(frozen=True, slots=True)
class Term:
    """One membership of a chamber."""

    line: int
    body: str
    start: PartialDate | None
    end: PartialDate | None
    role: str
    party: str
    electorate: str
    #: Records that may contain contact details and links: the membership and its post.
    parts: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class JoinedTerms:
    """Consecutive terms, the latest last."""

    terms: tuple[Term, ...]
    start: PartialDate | None
    end: PartialDate | None

    @property
    def party(self) -> str:
        """Return the party of the latest term that has one."""
        return next((term.party for term in reversed(self.terms) if term.party), "")

    @property
    def electorate(self) -> str:
        """Return the electorate of the latest term that has one."""
        return next((term.electorate for term in reversed(self.terms) if term.electorate), "")

    @property
    def roles(self) -> list[str]:
        """Return the roles held to the end. The role `member` is left out, as everybody has it."""
        held = [
            term.role
            for term in self.terms
            if (term.start is None and term.end is None) or _same(term.end, self.end)
        ]
        return list(dict.fromkeys(role for role in held if role and role.lower() != "member"))


def day(text: str, last: bool) -> PartialDate | None:
    """Parse a date, which may be a year or a month only. Raises ValueError if it is not valid."""
    if not text:
        return None
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text, re.ASCII)
    if found is None:
        raise ValueError(text)
    year, month, number = (int(part) if part else 0 for part in found.groups())
    if number:
        return PartialDate(text, date(year, month, number), whole=True)
    first = date(year, month or (12 if last else 1), 1)
    return PartialDate(text, _last_of_month(first) if last else first, whole=False)


def _last_of_month(first: date) -> date:
    return (
        first.replace(day=31)
        if first.month == 12
        else first.replace(month=first.month + 1) - timedelta(days=1)
    )


def sittings(terms: list[Term]) -> Iterator[JoinedTerms]:
    """Yield the sittings: consecutive terms of one chamber, joined.

    Terms without any date belong to the last sitting.
    """
    dated = sorted(
        (term for term in terms if term.start or term.end),
        key=lambda term: (_begins(term), _ends(term)),
    )
    undated = [term for term in terms if not (term.start or term.end)]
    groups: list[list[Term]] = [[]]
    ended = date.min
    for term in dated:
        if groups[-1] and _begins(term) - ended > GAP:
            groups.append([])
        groups[-1].append(term)
        ended = max(ended, _ends(term))
    for group in groups:
        start = group[0].start if group else None
        ends = [term.end for term in group if term.end]
        end = max(ends, key=lambda last: last.at) if ends and len(ends) == len(group) else None
        yield JoinedTerms((*(undated if group is groups[-1] else ()), *group), start, end)


def _begins(term: Term) -> date:
    return term.start.at if term.start else date.min


def _ends(term: Term) -> date:
    return term.end.at if term.end else date.max


def _same(one: PartialDate | None, other: PartialDate | None) -> bool:
    return (one and one.at) == (other and other.at)

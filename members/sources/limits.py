"""How long a value of a list may be: no name, number or address of anybody is longer, and what reads them need not expect it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from members.sources.records import MemberRecord, Parsed, Problem
from members.sources.text import quoted

#: Characters. The longest of the official lists known to us, a list of offices, has some 700.
LONGEST = 5000


def within(parsed: Parsed) -> Parsed:
    """The same with longer values left out, each of them a problem of its row."""
    problems = list(parsed.problems)
    records = tuple(_within(record, problems) for record in parsed.records)
    return Parsed(records, tuple(problems), parsed.columns)


def _within(record: MemberRecord, problems: list[Problem]) -> MemberRecord:
    changed: dict[str, Any] = {}
    for name in _NAMES:
        value = getattr(record, name)
        if isinstance(value, str) and len(value) > LONGEST:
            changed[name] = ""
            problems.append(_problem(record, name, value))
        elif isinstance(value, tuple) and (long := [text for part in value if (text := _too_long(part))]):
            changed[name] = tuple(part for part in value if not _too_long(part))
            problems += [_problem(record, name, text) for text in long]
    return replace(record, **changed) if changed else record


def _too_long(part: Any) -> str:
    """The text of a detail that is too long, "" if none is."""
    texts = [part] if isinstance(part, str) else [getattr(part, name) for name in type(part).__slots__]
    return next((text for text in texts if isinstance(text, str) and len(text) > LONGEST), "")


def _problem(record: MemberRecord, name: str, text: str) -> Problem:
    return Problem(record.line, f"{name}: {quoted(text)} has more than {LONGEST} characters; left out")


_NAMES = tuple(field.name for field in fields(MemberRecord))

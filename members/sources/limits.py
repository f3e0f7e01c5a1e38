"""Limits on the size of a list's content, so that code reading it need not cope with more."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from members.sources.records import MemberRecord, Parsed, Problem, SourceError
from members.sources.text import quoted

#: Characters. The longest value in the official lists known to us, a list of offices, has about
#: 700.
LONGEST = 5000
#: Details of one type (e-mail addresses, phones ...) of one member. The official lists known to us
#: have at most 12.
DETAILS = 100
#: Other names of one member.
NAMES = 1_000
#: Members of all chambers, and problems.
RECORDS = 300_000
PROBLEMS = 10_000


def within(parsed: Parsed) -> Parsed:
    """Return the result without values and details beyond the limits; each becomes a problem.

    Raises SourceError if there are too many members.
    """
    if len(parsed.records) > RECORDS:
        raise SourceError(f"more than {RECORDS:,} members: split the list into several files")
    problems = list(parsed.problems)
    records = tuple(_within(record, problems) for record in parsed.records)
    if len(problems) > PROBLEMS:
        more = f"{len(problems) - PROBLEMS:,} more problems are not listed"
        problems[PROBLEMS:] = [Problem(problems[PROBLEMS].line, more)]
    return Parsed(records, tuple(problems), parsed.columns)


def _within(record: MemberRecord, problems: list[Problem]) -> MemberRecord:
    changed: dict[str, Any] = {}
    for name in _NAMES:
        value = getattr(record, name)
        if isinstance(value, str) and len(value) > LONGEST:
            changed[name] = ""
            problems.append(_problem(record, name, value))
        elif isinstance(value, tuple) and (kept := _kept(record, name, value, problems)) != value:
            changed[name] = kept
    return replace(record, **changed) if changed else record


def _kept(
    record: MemberRecord, name: str, parts: tuple[Any, ...], problems: list[Problem]
) -> tuple[Any, ...]:
    most = NAMES if name == "other_names" else DETAILS
    if len(parts) > most:
        problems.append(
            Problem(
                record.line,
                f"{name}: {len(parts):,} of one member; all after the first {most} are left out",
            )
        )
        parts = parts[:most]
    problems += [_problem(record, name, text) for part in parts if (text := _too_long(part))]
    return tuple(part for part in parts if not _too_long(part))


def _too_long(part: Any) -> str:
    """Return the text of a detail that is too long, or ""."""
    texts = (
        [part] if isinstance(part, str) else [getattr(part, name) for name in type(part).__slots__]
    )
    return next((text for text in texts if isinstance(text, str) and len(text) > LONGEST), "")


def _problem(record: MemberRecord, name: str, text: str) -> Problem:
    return Problem(
        record.line, f"{name}: {quoted(text)} has more than {LONGEST} characters; left out"
    )


_NAMES = tuple(field.name for field in fields(MemberRecord))

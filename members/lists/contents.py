"""What is in a copy of an official list."""

from __future__ import annotations

from dataclasses import dataclass

from members.sources.records import MemberRecord, Problem


@dataclass(frozen=True)
class Contents:
    """The members of the source's chamber in a list. `columns` are the headers of a table."""

    records: tuple[MemberRecord, ...]
    problems: tuple[Problem, ...]
    columns: tuple[str, ...]

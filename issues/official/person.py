"""One row of an official list, as a person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from issues.values.same import names
from members import names as parts
from members.models import Chamber, Member
from members.rows.details import DetailRow
from members.sources.records import MemberRecord
from members.transfer import to_rows


@dataclass(frozen=True, eq=False)
class Person:
    """One row of a list: its record, and the unsaved member and details that it would make.

    The details have their normalised forms.
    """

    record: MemberRecord
    member: Member
    details: tuple[DetailRow, ...]

    @property
    def name(self) -> str:
        """Return the whole name, as the row gives it."""
        return self.member.name

    @property
    def electorate(self) -> str:
        """Return the electorate's name, as the row gives it; "" if it gives none."""
        return self.record.electorate.strip()

    @cached_property
    def identifiers(self) -> dict[str, str]:
        """Return a dict of scheme to value. If a scheme comes twice, the last value counts."""
        return {
            identifier.scheme: identifier.value.strip()
            for identifier in self.record.identifiers
            if identifier.value.strip()
        }

    @cached_property
    def written(self) -> list[tuple[str, str]]:
        """Return all names of the row as written, each as (first name, last name)."""
        return [
            (self.member.first_name, self.member.last_name),
            *(parts.split(name)[1:3] for name in self.record.other_names),
        ]

    @cached_property
    def names(self) -> frozenset[str]:
        """Return all names of the row in the form in which they are compared.

        Empty for a row that only gives details.
        """
        return frozenset(filter(None, (names.plain(first, last) for first, last in self.written)))

    def identity(self, source: str) -> tuple[str, str]:
        """Return scheme and value by which that source's list identifies this person: the first
        identifier, else name and electorate."""
        return next(iter(self.identifiers.items()), None) or self.described(source)

    def described(self, source: str) -> tuple[str, str]:
        """Return the list's slug as the scheme, and name and electorate as the value.

        In this form a match that staff confirmed is stored.
        """
        return source, ", ".join(filter(None, (self.name, self.electorate)))


def person_of(record: MemberRecord, details: tuple[DetailRow, ...], chamber: Chamber) -> Person:
    """Return the person that this record of a list of the chamber gives, with its details."""
    member, _ = to_rows.member(record, chamber)
    return Person(record, member, details)

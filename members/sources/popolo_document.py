"""A Popolo file: its records by id. Reading them collects what is not as it should be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from members.sources import jsontext
from members.sources.jsontext import Record
from members.sources.records import Problem, SourceError
from members.sources.text import quoted

SECTIONS = ("persons", "organizations", "areas", "posts", "events")
Fields = dict[str, Any]


class Membership(NamedTuple):
    """A membership: its line, the person's id, the organisation it is nested in, and its values."""

    line: int
    person: str
    organization: Fields | None
    values: Fields


class PopoloDocument:
    """A Popolo file. What cannot be placed is added to `problems`.

    Opening it raises SourceError if the file is not Popolo.
    """

    def __init__(self, data: bytes) -> None:
        lists = jsontext.lists(data)
        if "persons" not in lists:
            raise SourceError("this is not Popolo: there is no list `persons`")
        self.problems: list[Problem] = []
        self._records: dict[str, dict[str, Record]] = {name: {} for name in SECTIONS}
        for name in SECTIONS:
            for record in lists.get(name, []):
                self._add(name, record)
        self._memberships = lists.get("memberships", [])

    @property
    def persons(self) -> dict[str, Record]:
        """Return a dict of id to person."""
        return self._records["persons"]

    def memberships(self) -> Iterator[Membership]:
        """Yield the memberships of the file's own list, then those in persons and organisations."""
        for record in self._memberships:
            yield from self._membership(record, "", None)
        for person, record in list(self.persons.items()):
            for values in self.objects(record.line, record.value, "memberships"):
                yield from self._membership(Record(record.line, values), person, None)
        for record in self._records["organizations"].values():
            for values in self.objects(record.line, record.value, "memberships"):
                yield from self._membership(Record(record.line, values), "", record.value)

    def text(self, line: int, values: Fields, name: str) -> str:
        """Return the text of that name, or ""."""
        value = values.get(name)
        if value is None:
            return ""
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if not isinstance(value, str):
            self.add_problem(line, f"{name}: {quoted(str(value))} is not text; left out")
            return ""
        if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            self.add_problem(
                line, f"{name}: {quoted(value)} has characters that are not valid; left out"
            )
            return ""
        return value.strip()

    def objects(self, line: int, values: Fields, name: str) -> list[Fields]:
        """Return the objects in the list of that name."""
        found = values.get(name)
        if found is None:
            return []
        if not isinstance(found, list) or not all(isinstance(value, dict) for value in found):
            self.add_problem(line, f"{name}: this is not a list of records; left out")
            return []
        return found

    def referred(self, line: int, values: Fields, name: str, section: str) -> Fields | None:
        """Return the record nested under `name`, or the one of `section` with id `<name>_id`."""
        nested = values.get(name)
        if isinstance(nested, dict):
            return nested
        key = self.text(line, values, f"{name}_id") or self.text(line, values, name)
        if not key:
            return None
        if found := self._records[section].get(key):
            return dict(found.value)
        self.add_problem(line, f"{name}: {quoted(key)} is not among the file's {section}")
        return None

    def add_problem(self, line: int, reason: str) -> None:
        """Add a problem."""
        self.problems.append(Problem(line, reason))

    def _add(self, section: str, record: Record) -> None:
        if not isinstance(record.value, dict):
            self.add_problem(record.line, f"{section}: {quoted(str(record.value))} is not a record")
        elif not (key := self.text(record.line, record.value, "id")):
            self.add_problem(record.line, f"{section}: the record has no id")
        elif key in self._records[section]:
            self.add_problem(
                record.line, f"{section}: the id {quoted(key)} appears twice; the first is used"
            )
        else:
            self._records[section][key] = record

    def _membership(
        self, record: Record, person: str, organization: Fields | None
    ) -> Iterator[Membership]:
        line, values = record
        if not isinstance(values, dict):
            self.add_problem(line, f"memberships: {quoted(str(values))} is not a record")
            return
        nested = values.get("person")
        if not person and isinstance(nested, dict):
            person = self.text(line, nested, "id")
            if person and person not in self.persons:
                self._add("persons", Record(line, nested))
        person = person or self.text(line, values, "person_id")
        if person in self.persons:
            yield Membership(line, person, organization, values)
        else:
            self.add_problem(
                line,
                f"person: {quoted(person)} is not among the file's persons"
                if person
                else "the membership names no person",
            )

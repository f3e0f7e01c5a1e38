"""Numbers that count up by one from row to row, as a spreadsheet fills them down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

#: So many in a row are no chance.
ENOUGH = 4

_NUMBER = re.compile(r"\d+")


@dataclass
class Series:
    """The last few rows of one column, as far as they count up; fed row by row."""

    members: list[int] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    _stem: str = ""
    _last: int = 0

    def feed(self, member: int, values: Sequence[str]) -> Series | None:
        """Take the next row, of which any value may go on with the series. Returns the series that it ends, if that is long enough."""
        for value in values:
            stem, number = stem_and_number(value)
            if self.members and stem == self._stem and number == self._last + 1:
                self.members.append(member)
                self.values.append(value)
                self._last = number
                return None
        ended = self.end()
        stem, number = stem_and_number(values[0])
        self.members, self.values = ([], []) if stem is None else ([member], [values[0]])
        self._stem, self._last = stem or "", number
        return ended

    def end(self) -> Series | None:
        """The series as it stands, if it is long enough."""
        return Series(self.members, self.values) if len(self.members) >= ENOUGH else None

    def add(self, other: Series) -> None:
        """Take in the rows of another series."""
        more = [(member, value) for member, value in zip(other.members, other.values, strict=True) if member not in self.members]
        self.members += [member for member, _ in more]
        self.values += [value for _, value in more]


def stem_and_number(value: str) -> tuple[str | None, int]:
    """The text around its only number, and the number: what fills down. None, where it has no number or several."""
    found = _NUMBER.findall(value)
    if len(found) != 1:
        return None, 0
    before, _, after = value.partition(found[0])
    return f"{before}#{after}", int(found[0])

"""Numbers that count up by one from row to row, as when a spreadsheet fills a column down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

#: So many in a row are not a coincidence.
ENOUGH = 4
#: Characters. Cells that a spreadsheet counts up in are shorter.
LONGEST = 200

_NUMBER = re.compile(r"\A(\D*+)(\d++)(\D*+)")


@dataclass
class Series:
    """The last rows of one column, as far as they count up. Fed cell by cell; a row may have
    several."""

    rows: list[int] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    _stem: str | None = None
    _last: int = 0
    _row: int = 0
    _cell: str = ""
    _more: list[str] = field(default_factory=list)

    def feed(self, row: int, cell: str) -> Series | None:
        """Take the next cell. Return the series that the row before it ended, if that was long
        enough."""
        if row == self._row:
            self._more.append(cell)
            return None
        ended = self._take() if self._row else None
        self._row, self._cell = row, cell
        return ended

    def end(self) -> list[Series]:
        """Return the series that were long enough, after the last row."""
        ended = self._take()
        return [series for series in (ended, self._enough()) if series]

    def add(self, other: Series) -> None:
        """Take in the rows of another series."""
        more = [
            (row, value)
            for row, value in zip(other.rows, other.values, strict=True)
            if row not in self.rows
        ]
        self.rows += [row for row, _ in more]
        self.values += [value for _, value in more]

    def _take(self) -> Series | None:
        """Add the finished row to the series if one of its cells continues it; otherwise begin a
        new one."""
        stem, number = stem_and_number(self._cell)
        if self._goes_on(stem, number, self._cell):
            self._more.clear()
            return None
        while self._more:
            cell = self._more.pop()
            if self._goes_on(*stem_and_number(cell), cell):
                self._more.clear()
                return None
        ended = self._enough() if len(self.rows) >= ENOUGH else None
        self._stem, self._last = stem, number
        self.rows, self.values = ([], []) if stem is None else ([self._row], [self._cell])
        return ended

    def _goes_on(self, stem: str | None, number: int, cell: str) -> bool:
        if number != self._last + 1 or stem != self._stem or stem is None:
            return False
        self.rows.append(self._row)
        self.values.append(cell)
        self._last = number
        return True

    def _enough(self) -> Series | None:
        return Series(self.rows, self.values) if len(self.rows) >= ENOUGH else None


def may_count_up(half: Sequence[str]) -> bool:
    """True if there may be a series in a column. `half` is its first cell and every second one
    after that, each of another row.

    Of any four rows in a row, two have even places, and their numbers differ by two.
    """
    if len(set(half)) == 1:
        return False
    numbers = map(stem_and_number, half)
    return any(
        after - before == 2 and stem == same for (stem, before), (same, after) in pairwise(numbers)
    )


def stem_and_number(value: str) -> tuple[str | None, int]:
    """Return the text around the only number in a value, and that number.

    The text is None if there is no number, or more than one.
    """
    if len(value) > LONGEST:
        return None, 0
    if value.isascii() and value.isdigit():
        return "#", int(value)
    match = _NUMBER.fullmatch(value)
    return (f"{match[1]}#{match[3]}", int(match[2])) if match else (None, 0)

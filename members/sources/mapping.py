"""Mappings: which header of a table is which column of the product's own CSV."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from members.member_columns import MEMBER_COLUMNS, Holds
from members.sources.csv import Column
from members.sources.records import SourceError
from members.sources.text import quoted

OTHER_NAMES = "other_names"
ISO = "YYYY-MM-DD"

#: Separators of joined values. Cells of other columns contain one value and cannot be joined.
_BETWEEN = {Holds.WHOLE_NAME: " ", Holds.NAME: " ", Holds.ENTITY: " ", Holds.TEXT: "; "}
JOINTS = {
    column.name: _BETWEEN[column.holds] for column in MEMBER_COLUMNS if column.holds in _BETWEEN
}
JOINTS |= {OTHER_NAMES: " ", "address": "\n"}
LINES = ("line1", "line2", "line3")

_DAY_FORM = {"YYYY": "%Y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "M": "%m", "DD": "%d", "D": "%d"}


@dataclass(frozen=True, slots=True)
class Header:
    """The nth column (from 0) that has this header, in the mapping's spelling."""

    name: str
    nth: int = 0

    @property
    def plain(self) -> str:
        """Return the header in the form in which headers are compared."""
        return plain(self.name)


@dataclass(slots=True)
class Mapping:
    """A mapping's parts, interpreted.

    `wrong` are sentences about why it cannot be used. The other fields then contain only the parts
    that are valid.
    """

    places: dict[Column, tuple[Header, ...]] = field(default_factory=dict)
    fixed: dict[Column, str] = field(default_factory=dict)
    only: dict[str, list[re.Pattern[str]]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    dates: str = ISO
    same_member: tuple[Column, ...] = ()
    wrong: list[str] = field(default_factory=list)


def plain(header: str) -> str:
    """Return a header in the form in which headers are compared: without capitals and blanks."""
    return " ".join(header.split()).casefold()


def words_of(column: Column) -> str:
    """Return the column's name without its number: `phone:electorate`."""
    return ":".join(
        [
            column.word,
            *([column.kind] if column.kind or column.part else []),
            *([column.part] if column.part else []),
        ]
    )


def joint(column: Column) -> str | None:
    """Return the separator of values joined in this column; None if it contains one value only."""
    if column.part:
        return ", " if column.part in LINES else None
    return JOINTS.get(column.word)


def day_form(dates: str) -> str:
    """Convert a form of dates (`D/M/YYYY`) to strptime's.

    Raises SourceError if it does not contain day, month and year once each.
    """
    form = re.sub("YYYY|M{1,4}|DD?", lambda found: _DAY_FORM[found[0]], dates.replace("%", "%%"))
    if not all(len(re.findall(f"%[{letters}]", form)) == 1 for letters in ("Y", "mbB", "d")):
        raise SourceError(
            f"`dates`: {quoted(dates)} is not a form of dates; "
            f"forms are `D/M/YYYY`, `DD MMM YYYY` (7 Jun 2026), `{ISO}`"
        )
    return form

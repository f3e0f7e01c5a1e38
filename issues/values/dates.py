"""How far the dates of a parliament reach."""

from __future__ import annotations

from datetime import date

#: Nobody whom a directory lists began to sit earlier. Spreadsheets' day 0 and years of two digits
#: (`0019-05-18`) lie before it or are odd.
FIRST_SEAT = date(1850, 1, 1)
#: Nobody looked a member up on the web earlier.
FIRST_PAGE = date(1991, 1, 1)
#: What an empty cell or a 0 turns into.
ZEROS = (
    date(1899, 12, 30),
    date(1899, 12, 31),
    date(1900, 1, 1),
    date(1904, 1, 1),
    date(1970, 1, 1),
)


def years(day: date, count: int) -> date:
    """The same day so many years later (before, if negative); the 28th for a 29th of February that
    is not there."""
    try:
        return day.replace(year=day.year + count)
    except ValueError:
        return day.replace(year=day.year + count, day=28)

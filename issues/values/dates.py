"""The range of dates that can be right in a directory of members."""

from __future__ import annotations

from datetime import date

#: No member in a directory began to sit earlier. Years of two digits (`0019-05-18`) are before it.
FIRST_SEAT = date(1850, 1, 1)
#: Nobody verified a detail on the web earlier.
FIRST_PAGE = date(1991, 1, 1)
#: The dates that spreadsheets and programs make of an empty cell or a 0.
ZEROS = (
    date(1899, 12, 30),
    date(1899, 12, 31),
    date(1900, 1, 1),
    date(1904, 1, 1),
    date(1970, 1, 1),
)


def years(day: date, count: int) -> date:
    """Return the same day `count` years later, or earlier if negative.

    The 29th of February becomes the 28th in a year without one.
    """
    try:
        return day.replace(year=day.year + count)
    except ValueError:
        return day.replace(year=day.year + count, day=28)

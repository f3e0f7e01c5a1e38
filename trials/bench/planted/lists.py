"""Mistakes of whole lists: shifted columns, and cells that a spreadsheet filled."""

from trials.bench.people import Row
from trials.bench.places import LINES
from trials.bench.planted import Spot, kind

_OFFICE = "address:electorate"


@kind("fill-down", "phone:electorate")
def dragged_down(spot: Spot) -> list[Row]:
    """Make the telephone numbers of the first members count up."""
    first = spot.chamber.members[0]["phone:electorate"]
    members = spot.chamber.members[:8]
    for nth, row in enumerate(members):
        row["phone:electorate"] = f"{first[:-4]}{LINES + nth}"
    return members


@kind("column-shift", _OFFICE)
def phones_in_the_column_beside(spot: Spot) -> list[Row]:
    members = spot.chamber.members[:6]
    for row in members:
        row[f"{_OFFICE}:suburb"] = row["phone:electorate"]
    return members


@kind("contact-missing", "")
def nothing_listed(spot: Spot) -> list[Row]:
    for column in spot.member:
        if column.startswith(("email", "phone", "fax", "address", "link")):
            spot.member[column] = ""
    return [spot.member]

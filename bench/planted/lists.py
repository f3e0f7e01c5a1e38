"""Mistakes of whole lists: columns that slipped, cells that a spreadsheet filled."""

from bench.people import Row
from bench.planted import Spot, kind

_OFFICE = "address:electorate"


@kind("fill-down", "phone:electorate")
def dragged_down(spot: Spot) -> list[Row]:
    """The numbers of the first members count up."""
    first = spot.chamber.members[0]["phone:electorate"]
    members = spot.chamber.members[:8]
    for nth, row in enumerate(members):
        row["phone:electorate"] = f"{first[:-4]}{1230 + nth}"
    return members

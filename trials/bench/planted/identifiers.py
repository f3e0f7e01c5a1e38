"""Mistakes in identifiers."""

from trials.bench.people import AGAIN_ID, Row
from trials.bench.planted import Spot, kind, value

value("identifier-blank", "id:bench", lambda given: "n/a")
value("identifier-odd", "id:bench", lambda given: given[1:])
value("identifier-odd", "id:bench", lambda given: f"{given[0]}-{given[1:]}")


@kind("identifier-double", "id:bench")
def another_one(spot: Spot) -> list[Row]:
    given = spot.member["id:bench"]
    spot.member[AGAIN_ID] = f"{'B' if given[0] == 'A' else 'A'}{given[:0:-1]}"
    return [spot.member]


@kind("identifier-shared", "id:bench")
def the_neighbours(spot: Spot) -> list[Row]:
    spot.other["id:bench"] = spot.member["id:bench"]
    return [spot.member, spot.other]

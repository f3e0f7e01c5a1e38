"""Mistakes in names, and people who are there twice."""

from trials.bench.people import Row
from trials.bench.planted import Spot, kind, value

value("name-title", "first_name", lambda given: f"Dr {given}", field="name")
value("name-title", "last_name", lambda given: f"Hon {given}", field="name")
value("name-post-nominal", "last_name", lambda given: f"{given} OAM", field="name")
value("name-comment", "last_name", lambda given: f"{given} (acting)", field="name")
value("name-in-capitals", "last_name", str.upper, field="name")
value("name-missing", "first_name", lambda given: "", field="name")
value("name-not-letters", "last_name", lambda given: f"{given}2", field="name")
value("name-not-letters", "last_name", lambda given: f"{given}/", field="name")
value("name-placeholder", "last_name", lambda given: "TBC", field="name")


@kind("name-repeated", "name")
def the_whole_name_as_the_first(spot: Spot) -> list[Row]:
    spot.member["first_name"] += f" {spot.member['last_name']}"
    return [spot.member]


@kind("name-reversed", "name")
def last_name_first(spot: Spot) -> list[Row]:
    spot.member["first_name"], spot.member["last_name"] = (
        f"{spot.member['last_name']},",
        spot.member["first_name"],
    )
    return [spot.member]


@kind("member-double", "name")
def listed_twice(spot: Spot) -> list[Row] | None:
    if spot.chamber.each == 1:
        return None
    mates = [
        row
        for row in spot.chamber.members
        if row["electorate"] == spot.member["electorate"] and row is not spot.member
    ]
    mates[0].update(
        {part: spot.member[part] for part in ("first_name", "last_name")},
        email=spot.member["email"].replace("@", "2@"),
    )
    return [spot.member, mates[0]]

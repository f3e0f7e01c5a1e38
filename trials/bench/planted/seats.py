"""Mistakes about chambers, electorates, parties and roles."""

from datetime import timedelta

from trials.bench.people import Row
from trials.bench.planted import Spot, kind, value


@kind("chamber-overfull", "")
def one_seat_less(spot: Spot) -> list[Row]:
    spot.chamber.seats = len(spot.chamber.members) - 1
    return spot.chamber.members


@kind("chamber-vacant", "")
def one_seat_more(spot: Spot) -> list[Row]:
    spot.chamber.seats = len(spot.chamber.members) + 1
    return []


@kind("seat-double", "electorate")
def the_neighbours_seat(spot: Spot) -> list[Row] | None:
    if spot.chamber.each > 1:
        return None
    # Without a number of seats, as otherwise the seat left empty would be a finding as well.
    spot.chamber.seats = None
    spot.other["electorate"] = spot.member["electorate"]
    return [spot.member, spot.other]


@kind("seat-vacant", "electorate")
def somebody_left(spot: Spot) -> list[Row]:
    spot.member["ended_on"] = (spot.today - timedelta(days=30)).isoformat()
    return []


@kind("electorate-missing", "electorate")
def without_electorate(spot: Spot) -> list[Row] | None:
    if spot.chamber.each > 1:
        return None
    spot.member["electorate"] = ""
    return [spot.member]


@kind("electorate-placeholder", "electorate")
def no_electorate(spot: Spot) -> list[Row] | None:
    if spot.chamber.each > 1:
        return None
    spot.member["electorate"] = "Unknown"
    return [spot.member]


@kind("office-double", "role")
def two_speakers(spot: Spot) -> list[Row]:
    spot.member["role"] = spot.other["role"] = "Speaker"
    return [spot.member, spot.other]


@kind("party-placeholder", "party")
def a_number_for_a_party(spot: Spot) -> list[Row]:
    spot.member["party"] = str(1000 + spot.nth)
    return [spot.member]


@kind("party-spelling", "party")
def letters_swapped(spot: Spot) -> list[Row] | None:
    # A different slip each time: one spelling is one finding for all chambers of a country.
    name, at = "Coastal Alliance", 1 + spot.nth // 5
    if at > 12 or name[at] == name[at + 1]:
        return None
    spot.member["party"] = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return [spot.member]


value("party-unknown", "party", lambda given: "")
value("party-is-office", "party", lambda given: "Deputy Speaker", "AU NZ CA US")
value("role-placeholder", "role", lambda given: "n/a")

"""Mistakes in dates."""

from datetime import timedelta

from trials.bench.people import Row
from trials.bench.planted import Spot, kind, value

value("date-impossible", "started_on", lambda given: "1900-01-01")
value("date-impossible", "started_on", lambda given: f"00{given[2:]}")


@kind("date-future", "verified_on")
def verified_next_year(spot: Spot) -> list[Row]:
    spot.member["verified_on"] = (spot.today + timedelta(days=300)).isoformat()
    return [spot.member]


@kind("date-future", "started_on")
def begins_in_two_years(spot: Spot) -> list[Row]:
    spot.member["started_on"] = (spot.today + timedelta(days=700)).isoformat()
    return [spot.member]


@kind("dates-reversed", "ended_on")
def ended_before_it_began(spot: Spot) -> list[Row]:
    spot.member["ended_on"] = (spot.today + timedelta(days=100)).isoformat()
    spot.member["started_on"] = (spot.today + timedelta(days=200)).isoformat()
    return [spot.member]


@kind("verified-long-ago", "verified_on")
def not_looked_at_for_years(spot: Spot) -> list[Row]:
    for row in (spot.member, spot.other):
        row["verified_on"] = (spot.today - timedelta(days=500)).isoformat()
    return [spot.member, spot.other]

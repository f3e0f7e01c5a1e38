"""Mistakes in addresses."""

from bench.people import Row
from bench.planted import Spot, kind

_ELSEWHERE = {"AU": {"3000": "VIC", "4000": "QLD"}, "CA": {"M5H 2N2": "ON", "T2P 2M5": "AB"}, "US": {"96813": "HI", "99801": "AK"}}


@kind("postcode-not-in-state", "address:electorate")
def a_postcode_of_another_state(spot: Spot) -> list[Row] | None:
    postcodes = [postcode for postcode, state in _ELSEWHERE.get(spot.country, {}).items() if state != spot.state]
    if not postcodes:
        return None
    spot.member["address:electorate:postcode"] = postcodes[0]
    return [spot.member]

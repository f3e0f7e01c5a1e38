"""Mistakes in addresses."""

from trials.bench.people import Row
from trials.bench.planted import Spot, kind, value

_OFFICE = "address:electorate"
_ELSEWHERE = {
    "AU": {"3000": "VIC", "4000": "QLD"},
    "CA": {"M5H 2N2": "ON", "T2P 2M5": "AB"},
    "US": {"96813": "HI", "99801": "AK"},
}


@kind("postcode-not-in-state", _OFFICE)
def a_postcode_of_another_state(spot: Spot) -> list[Row] | None:
    postcodes = [
        postcode
        for postcode, state in _ELSEWHERE.get(spot.country, {}).items()
        if state != spot.state
    ]
    if not postcodes:
        return None
    spot.member[f"{_OFFICE}:postcode"] = postcodes[0]
    return [spot.member]


@kind("postcode-zero-lost", _OFFICE)
def a_number_in_a_spreadsheet(spot: Spot) -> list[Row] | None:
    postcode = spot.member[f"{_OFFICE}:postcode"]
    if not postcode.startswith("0") or not spot.state:
        return None
    spot.member[f"{_OFFICE}:postcode"] = postcode[1:]
    return [spot.member]


@kind("address-one-line", _OFFICE)
def all_in_the_first_line(spot: Spot) -> list[Row] | None:
    if spot.country != "AU":
        return None
    parts = [spot.member[f"{_OFFICE}:{part}"] for part in ("suburb", "state", "postcode")]
    spot.member[f"{_OFFICE}:line1"] += f", {' '.join(parts)}"
    for part in ("suburb", "state", "postcode"):
        spot.member[f"{_OFFICE}:{part}"] = ""
    return [spot.member]


@kind("suburb-with-state", _OFFICE)
def the_state_behind_the_town(spot: Spot) -> list[Row] | None:
    if not spot.state:
        return None
    spot.member[f"{_OFFICE}:suburb"] += f", {spot.state}"
    return [spot.member]


@kind("address-shared", _OFFICE)
def the_neighbours_office(spot: Spot) -> list[Row] | None:
    if spot.chamber.each > 1:
        return None
    spot.other.update(
        {column: cell for column, cell in spot.member.items() if column.startswith(_OFFICE)}
    )
    return [spot.member, spot.other]


@kind("suburb-postcodes", _OFFICE)
def a_slip_of_one_digit(spot: Spot) -> list[Row] | None:
    # Only once: a town with three postcodes would no longer look like one with a slip.
    if spot.country != "AU" or spot.nth:
        return None
    postcode = spot.member[f"{_OFFICE}:postcode"]
    spot.member[f"{_OFFICE}:postcode"] = postcode[:-1] + ("1" if postcode[-1] != "1" else "2")
    return [spot.member]


def _value(check: str, part: str, wrong: str, countries: str = "AU CA US") -> None:
    value(check, f"{_OFFICE}:{part}", lambda given: wrong, countries, field=_OFFICE)


_value("address-placeholder", "suburb", "TBC")
_value("address-placeholder", "line1", "n/a")
_value("address-wrong-column", "suburb", "office@example.org")
_value("address-wrong-column", "line2", "www.example.org")
_value("postcode-malformed", "postcode", "Level 4")
_value("state-unknown", "state", "Atlantis")


@kind("suburb-in-line", _OFFICE)
def the_town_in_the_second_line(spot: Spot) -> list[Row]:
    spot.member[f"{_OFFICE}:line2"], spot.member[f"{_OFFICE}:suburb"] = (
        spot.member[f"{_OFFICE}:suburb"],
        "",
    )
    return [spot.member]

"""Mistakes in telephone and fax numbers."""

from trials.bench.people import Row
from trials.bench.planted import Spot, kind, value

value("phone-invalid", "phone:electorate", lambda given: f"(05) {given[5:]}", "AU")
value("phone-invalid", "fax:electorate", lambda given: f"000-{given[4:]}", "CA US")
value("phone-length", "phone:electorate", lambda given: given[:-1])
value("phone-length", "phone:parliamentary", lambda given: f"{given}7", "AU CA US")
value("phone-not-a-number", "phone:electorate", lambda given: "Parliament House")
value("phone-placeholder", "fax:electorate", lambda given: "n/a")
value("phone-commented", "phone:electorate", lambda given: f"{given} (office hours)")
value("phone-commented", "fax:electorate", lambda given: f"Fax: {given}")
value("fax-mobile", "fax:electorate", lambda given: f"0412 {given[5:7]}1 {given[-3:]}", "AU")


@kind("phone-shared", "phone:electorate")
def the_neighbours_number(spot: Spot) -> list[Row] | None:
    if spot.chamber.each > 1:
        return None
    spot.other["phone:electorate"] = spot.member["phone:electorate"]
    return [spot.member, spot.other]


@kind("phone-two-numbers", "phone:electorate")
def both_numbers_in_one_cell(spot: Spot) -> list[Row]:
    spot.member["phone:electorate"] += f" / {spot.member['phone:parliamentary']}"
    spot.member["phone:parliamentary"] = ""
    return [spot.member]


@kind("phone-not-tollfree", "phone:tollfree")
def the_office_as_toll_free(spot: Spot) -> list[Row] | None:
    spot.member["phone:tollfree"] = spot.member["phone:parliamentary"]
    spot.member["phone:parliamentary"] = ""
    return [spot.member]


@kind("fax-is-phone", "fax:electorate")
def one_number_for_both(spot: Spot) -> list[Row]:
    spot.member["fax:electorate"] = spot.member["phone:electorate"]
    return [spot.member]

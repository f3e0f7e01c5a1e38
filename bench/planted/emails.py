"""Mistakes in e-mail addresses."""

from bench.people import Row
from bench.planted import Spot, kind, value

value("email-malformed", "email", lambda given: given.replace("@", "@@"))
value("email-malformed", "email", lambda given: given.replace(".example", "..example"))


@kind("email-shared", "email")
def the_same_press_office(spot: Spot) -> list[Row]:
    spot.member["email"] = spot.other["email"] = f"press@{spot.member['email'].partition('@')[2]}"
    return [spot.member, spot.other]

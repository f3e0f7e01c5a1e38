"""Mistakes in e-mail addresses."""

from trials.bench.people import AGAIN_EMAIL, Row
from trials.bench.planted import Spot, kind, value

value("email-malformed", "email", lambda given: given.replace("@", "@@"))
value("email-malformed", "email", lambda given: given.replace(".example", "..example"))
value("email-placeholder", "email", lambda given: f"noreply@{given.partition('@')[2]}")
value("email-placeholder", "email", lambda given: "TBC")
value("email-commented", "email", lambda given: f"{given} (office hours)")
value("email-two", "email", lambda given: f"{given}, office.{given}")
value("email-domain-typo", "email", lambda given: given.replace("example", "exmaple"))


@kind("email-shared", "email")
def the_same_press_office(spot: Spot) -> list[Row]:
    spot.member["email"] = spot.other["email"] = f"press@{spot.member['email'].partition('@')[2]}"
    return [spot.member, spot.other]


@kind("detail-repeated", "email")
def the_same_twice(spot: Spot) -> list[Row]:
    spot.member[AGAIN_EMAIL] = spot.member["email"].title()
    return [spot.member]


value("detail-missing", "email", lambda given: "")


@kind("email-name-typo", "email")
def two_letters_swapped(spot: Spot) -> list[Row]:
    last = spot.member["last_name"].lower()
    at = next(at for at in range(1, len(last)) if last[at] != last[at + 1])
    typo = last[:at] + last[at + 1] + last[at] + last[at + 2 :]
    spot.member["email"] = spot.member["email"].replace(last, typo)
    return [spot.member]


@kind("email-not-own", "email")
def the_predecessors(spot: Spot) -> list[Row] | None:
    made, site = spot.member["email"].split("@")
    if made != f"{spot.member['first_name']}.{spot.member['last_name']}".lower():
        return None  # a whole name is told from a word
    spot.member["email"] = f"marmaduke.zephyrine@{site}"
    return [spot.member]

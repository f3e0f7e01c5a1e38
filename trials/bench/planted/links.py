"""Mistakes in links and photos."""

from trials.bench.people import Row
from trials.bench.planted import Spot, kind, value

value("link-protocol-doubled", "link:website", lambda given: f"http://{given}")
value("link-malformed", "link:website", lambda given: given.replace("/members/", "/mem bers/"))
value("link-placeholder", "link:website", lambda given: "TBC")
value("link-handle", "link:website", lambda given: "@" + given.rpartition("/")[2].replace("-", ""))
value("link-tracking", "link:website", lambda given: f"{given}?utm_source=list&utm_medium=email")
value(
    "link-wrong-site", "link:twitter", lambda given: given.replace("twitter.com", "instagram.com")
)
value("social-url", "link:facebook", lambda given: "https://www.facebook.com/sharer/sharer.php?u=x")
value("photo-malformed", "photo_url", lambda given: given.removeprefix("https://"))


@kind("photo-shared", "photo_url")
def the_neighbours_face(spot: Spot) -> list[Row]:
    spot.other["photo_url"] = spot.member["photo_url"]
    return [spot.member, spot.other]


@kind("link-shared", "link:twitter")
def the_neighbours_account(spot: Spot) -> list[Row]:
    spot.other["link:twitter"] = spot.member["link:twitter"]
    return [spot.member, spot.other]

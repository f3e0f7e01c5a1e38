"""Made-up members of made-up chambers, in which no check finds anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from django.utils.text import slugify

from trials.bench.places import COUNTRIES, LINES, REGIONS, Exchanges, Region, toll_free

#: The most characters of a name on Twitter.
HANDLE = 15
SEED = 20260615
SIZE = 100


def _words(text: str) -> list[str]:
    return text.split()


_FIRST = _words("""
    Alden Bettina Caspian Delphine Edmund Fiona Gareth Harriet Imogen Jasper Katrina Leopold
    Miranda Nathan Odette Philippa Quentin Rosalind Sebastian Tabitha Ursula Vincent Winifred
    Xavier Yvonne Zachary Amelia Benedict Clarissa Dominic Eleanor Frederick Genevieve Hector
    Isabelle Julian Kimberley Lawrence Madeleine Nicholas Olivia Patrick Rebecca Samuel Theresa
    Victor Wilhelmina
""")
_BEGIN = _words("""
    Alder Ash Barn Birch Black Bram Brook Cald Carr Chad Clay Corr Crom Dal Dar Dun Eld Elm Fair
    Fern Fox Gar Glen Gran Hal Harr Haw Hazel Hol Ing Kel Kirk Lang Lark Lin Lock Mar Mead Mill
    Mor Nor Oak Old Pem Quill Rad Raven Red Ros Sand Sel Shel Stan Thorn Tre Wake Wal Whit Win
    Wood Yar
""")
_END = _words("""
    bank beck borne bridge brook burn bury by combe cote croft dale den field ford gate grove
    ham hart hay head holme hurst land ley low man mere mont more path ridge rigg shaw side
    stead stock stone thorpe ton tree vale wall ward water well wick worth yard
""")
_STREETS = [
    f"{name} {kind}"
    for name in _words("High Church Station Victoria Albert Bridge King Mill Park")
    for kind in ("Street", "Road")
]
_HILLS = _words(
    "Amber Briar Cedar Dove Ember Falcon Granite Heron Iron Jasmine Kestrel Laurel Maple Nettle "
    "Opal Pine Quarry Saffron Tamar"
)
_SEATS = [
    f"{one}{two}"
    for one in _HILLS
    for two in _words("bay brae cliff cove down fell glade moor point reach")
]
PARTIES = [
    "Coastal Alliance",
    "New Commons",
    "Riverland Party",
    "Independent",
    "Highland Union",
    "Civic League",
]

Row = dict[str, str]

# A second column of the same name: the part from # on is not written.
AGAIN_ID, AGAIN_EMAIL = "id:bench#2", "email#2"


@dataclass
class Chamber:
    """One chamber with its members; each member is a dict of CSV column to cell."""

    number: int
    region: Region
    exchange: int
    seats: int | None
    each: int
    members: list[Row] = field(default_factory=list)

    @property
    def slug(self) -> str:
        return f"bench-{self.region.country.lower()}-{self.number}"

    @property
    def row(self) -> Row:
        return {
            "slug": self.slug,
            "country": self.region.country,
            "jurisdiction": f"bench-{self.number}",
            "name": f"Assembly {self.number}",
            "seats": str(self.seats or ""),
            "members_per_electorate": str(self.each),
        }


def chambers(members: int, today: date) -> Iterator[Chamber]:
    """Yield chambers of about a hundred members each, in several countries.

    They are always the same for the same number of members and day.
    """
    exchanges = Exchanges()
    for number in range(-(-members // SIZE)):
        of_country = REGIONS[COUNTRIES[number % len(COUNTRIES)]]
        region = of_country[number // len(COUNTRIES) % len(of_country)]
        seats = min(SIZE, members - number * SIZE)
        # Every fourth chamber has five members to an electorate, if its seats divide by five.
        each = 5 if number % 4 == 3 and seats % 5 == 0 else 1
        chamber = Chamber(number, region, exchanges.next(region), seats, each)
        chamber.members = list(_members(chamber, seats, Random(SEED + number), today))
        yield chamber


def _members(chamber: Chamber, size: int, random: Random, today: date) -> Iterator[Row]:
    lines = random.sample(range(LINES), 3 * size)
    drawn = random.sample(range(1000), size)
    ranks = {number: rank for rank, number in enumerate(sorted(drawn))}
    offices = random.sample(range(400 * len(_STREETS)), size)
    seats = random.sample(_SEATS, size)
    for nth in range(size):
        first, last = _name(chamber.number * SIZE + nth)
        town = random.choice(chamber.region.towns)
        capital = chamber.region.towns[0]
        given, handle = first.split()[0], f"{last}_{chamber.number}"
        if len(handle) > HANDLE:
            handle = f"{last}{chamber.number:x}"
        site = f"assembly{chamber.number}.example.org"
        started = date(2015, 1, 1) + timedelta(days=random.randrange(3000))
        slug = slugify(f"{first}-{last}-{chamber.number}")
        yield {
            "chamber": chamber.slug,
            "slug": slug,
            "id:bench": f"{last[0]}{(chamber.number * SIZE + nth) * 7919 % 1_000_003:07d}",
            AGAIN_ID: "",
            "photo_url": f"https://{site}/photos/{slug}.jpg",
            "first_name": first,
            "last_name": last,
            "role": random.choice(["", "", "", "Minister for Roads", "Deputy Chair"]),
            "electorate": seats[nth // chamber.each],
            "party": random.choice(PARTIES),
            "started_on": started.isoformat(),
            "ended_on": "",
            "verified_on": (today - timedelta(days=random.randrange(5, 60))).isoformat(),
            "email": f"{_local(chamber.number, first, last)}@{site}",
            AGAIN_EMAIL: "",
            "email:other": "",
            "phone:electorate": chamber.region.number(chamber.exchange, lines[3 * nth]),
            "fax:electorate": chamber.region.number(chamber.exchange, lines[3 * nth + 1]),
            "phone:parliamentary": chamber.region.number(chamber.exchange, lines[3 * nth + 2]),
            "phone:tollfree": toll_free(
                chamber.region.country, chamber.number // len(COUNTRIES), ranks[drawn[nth]]
            ),
            "address:electorate:line1": f"{1 + offices[nth] % 400} {_STREETS[offices[nth] // 400]}",
            "address:electorate:line2": "",
            "address:electorate:suburb": town.name,
            "address:electorate:state": chamber.region.state,
            "address:electorate:postcode": town.postcode,
            "address:parliamentary:line1": "Parliament House",
            "address:parliamentary:suburb": capital.name,
            "address:parliamentary:state": chamber.region.state,
            "address:parliamentary:postcode": capital.postcode,
            "link:website": f"https://{site}/members/{slugify(f'{first}-{last}')}",
            "link:twitter": f"https://twitter.com/{handle}",
            "link:facebook": f"https://www.facebook.com/{given}.{last}.{chamber.number}",
        }


def _name(number: int) -> tuple[str, str]:
    """Return a first and a last name.

    No whole name comes twice, and no last name twice in a chamber.
    """
    lap, at = divmod(number, len(_BEGIN) * len(_END))
    # A step without a common divisor visits every last name once in a lap. In each lap it gets the
    # next first name.
    begin, end = divmod(at * 1009 % (len(_BEGIN) * len(_END)), len(_END))
    middle, shift = divmod(lap, len(_FIRST))
    first = _FIRST[(at + shift) % len(_FIRST)]
    return f"{first} {chr(ord('A') + middle - 1)}." if middle else first, _BEGIN[begin] + _END[end]


def _local(chamber: int, first: str, last: str) -> str:
    """Return the local part of an e-mail address. Each chamber has its own pattern."""
    first, last = first.lower().replace(" ", "").replace(".", ""), last.lower()
    return [f"{first}.{last}", f"{first[0]}{last}", f"{first[0]}.{last}", f"{last}.{first}"][
        chamber // len(COUNTRIES) % 4
    ]

"""Places for the offices of made-up members: real towns with real postcodes, and valid telephone
numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import phonenumbers

# Country, state, area code; then the towns with their postcodes.
_TABLE = """
AU|NSW|02|Dubbo 2830, Orange 2800, Gosford 2250, Penrith 2750, Goulburn 2580
AU|VIC|03|Geelong 3220, Ballarat 3350, Bendigo 3550, Footscray 3011, Dandenong 3175
AU|QLD|07|Toowoomba 4350, Cairns 4870, Mackay 4740, Ipswich 4305, Gladstone 4680
AU|SA|08|Mount Gambier 5290, Port Augusta 5700, Murray Bridge 5253, Whyalla 5600
AU|WA|08|Bunbury 6230, Albany 6330, Geraldton 6530, Fremantle 6160
AU|TAS|03|Hobart 7000, Launceston 7250, Burnie 7320, Devonport 7310
AU|NT|08|Darwin 0800, Katherine 0850, Alice Springs 0870, Tennant Creek 0860
AU|ACT|02|Belconnen 2617, Dickson 2602, Greenway 2900, Canberra 2601
NZ||09|Auckland 1010, Whangarei 0110, Manukau 2104, Takapuna 0622
NZ||04|Wellington 6011, Lower Hutt 5010, Porirua 5022, Upper Hutt 5018
NZ||03|Christchurch 8011, Dunedin 9016, Nelson 7010, Invercargill 9810
NZ||07|Hamilton 3204, Tauranga 3110, Rotorua 3010, Taupo 3330
GB||0161|Manchester M2 5DB, Salford M5 4WT, Stockport SK1 3XE
GB||0113|Leeds LS1 4AP, Morley LS27 9DY, Pudsey LS28 7BL
GB||0121|Birmingham B2 4QA, Solihull B91 3QB, Sutton Coldfield B72 1XD
GB||0141|Glasgow G2 1DU, Paisley PA1 1UZ, Clydebank G81 1XQ
GB||0131|Edinburgh EH1 1YZ, Musselburgh EH21 7AD, Dalkeith EH22 1LH
CA|ON|613|Ottawa K1P 5M7, Kingston K7L 2Z1, Belleville K8N 3A1
CA|QC|418|Quebec G1R 4P5, Levis G6V 6C2, Rimouski G5L 1X5
CA|BC|250|Victoria V8W 1P6, Kelowna V1Y 6N2, Kamloops V2C 1X7
CA|AB|780|Edmonton T5K 2B6, St. Albert T8N 1E5, Leduc T9E 2X3
CA|MB|204|Winnipeg R3C 0V8, Brandon R7A 1A1, Steinbach R5G 1T2
CA|NS|902|Halifax B3J 1T3, Truro B2N 5B7, Sydney B1P 6J7
CA|SK|306|Regina S4P 3C8, Saskatoon S7K 0J5, Moose Jaw S6H 2L8
US|NY|518|Albany 12207, Troy 12180, Schenectady 12305
US|CA|916|Sacramento 95814, Folsom 95630, Roseville 95678
US|TX|512|Austin 78701, Round Rock 78664, San Marcos 78666
US|IL|217|Springfield 62701, Champaign 61820, Decatur 62521
US|OH|614|Columbus 43215, Westerville 43081, Dublin 43017
US|FL|850|Tallahassee 32301, Pensacola 32501, Panama City 32401
US|MA|617|Boston 02108, Quincy 02169, Newton 02458
US|WA|360|Olympia 98501, Vancouver 98660, Bellingham 98225
"""

#: Countries in the order in which chambers are made.
COUNTRIES = ["AU", "NZ", "GB", "CA", "US"]

# x is the exchange of an office's numbers, n the line.
_SHAPES = {
    "AU": "({area}) {x:04d} {n:04d}",
    "NZ": "{area} {x:03d} {n:04d}",
    "GB": "{area} {x:03d} {n:04d}",
}
_NORTH_AMERICA = "{area}-{x:03d}-{n:04d}"
_TOLL_FREE = {
    "AU": "1800 {x:03d} {n:03d}",
    "NZ": "0800 {x:03d} {n:03d}",
    "GB": "0800 {x:03d} {n:04d}",
}
_TOLL_FREE_PREFIXES = {"CA": ("888", "877", "866"), "US": ("800", "855", "844")}
#: Exchanges that are valid in each of these countries, and look like no placeholder.
_EXCHANGES = [
    number
    for number in range(301, 999)
    if number % 100 != 11 and number % 111 and number not in (345, 456, 555, 567, 678, 789)
]
#: Members have lines below this number; those above it are kept for mistakes.
LINES = 9_900


@dataclass(frozen=True)
class Town:
    name: str
    postcode: str


@dataclass(frozen=True)
class Region:
    """A part of a country with one area code and a few towns."""

    country: str
    state: str
    area: str
    towns: tuple[Town, ...]

    def number(self, exchange: int, line: int) -> str:
        return _SHAPES.get(self.country, _NORTH_AMERICA).format(area=self.area, x=exchange, n=line)


def _regions() -> dict[str, list[Region]]:
    regions = defaultdict(list)
    for row in _TABLE.split("\n"):
        if row:
            country, state, area, towns = row.split("|")
            regions[country].append(
                Region(country, state, area, tuple(map(_town, towns.split(", "))))
            )
    return regions


def _town(text: str) -> Town:
    """Split a town from its postcode, which begins at the first word with a digit."""
    words = text.split()
    at = next(
        position for position, word in enumerate(words) if any(letter.isdigit() for letter in word)
    )
    return Town(" ".join(words[:at]), " ".join(words[at:]))


REGIONS = _regions()


@dataclass
class Exchanges:
    """The exchanges still free in each area: every chamber gets its own, so that no two members
    share a number by chance."""

    _left: dict[tuple[str, str], Iterator[int]] = field(default_factory=dict)

    def next(self, region: Region) -> int:
        """Return the next free exchange of the region's area.

        Raises StopIteration if all of them are in use.
        """
        return next(self._left.setdefault((region.country, region.area), _valid(region)))


def _valid(region: Region) -> Iterator[int]:
    """Yield exchanges whose numbers are all valid in the country's numbering plan.

    Left out are 555 (for films), N11 (short numbers) and numbers that look like placeholders.
    """
    for exchange in range(2000, 10_000) if region.country == "AU" else range(200, 1000):
        if exchange % 100 == 11 or exchange % 1000 in (123, 234, 555) or exchange % 111 == 0:
            continue
        numbers = (
            phonenumbers.parse(region.number(exchange, line), region.country)
            for line in range(0, 10_000, 100)
        )
        if all(phonenumbers.number_type(number) in _LANDLINES for number in numbers):
            yield exchange


_LANDLINES = (
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
)


def toll_free(country: str, chamber: int, rank: int) -> str:
    """Return a toll-free number. Chamber and rank (below 100) make it unique."""
    block, line = divmod(chamber, 9)
    line = 100 * line + rank
    if shape := _TOLL_FREE.get(country):
        return shape.format(x=_EXCHANGES[block], n=line)
    prefixes = _TOLL_FREE_PREFIXES[country]
    return f"{prefixes[block % len(prefixes)]}-{_EXCHANGES[block // len(prefixes)]}-{1000 + line}"

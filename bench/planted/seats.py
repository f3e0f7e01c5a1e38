"""Mistakes about seats."""

from bench.people import Row
from bench.planted import Spot, kind


@kind("chamber-overfull", "")
def one_seat_less(spot: Spot) -> list[Row]:
    spot.chamber.seats -= 1
    return spot.chamber.members

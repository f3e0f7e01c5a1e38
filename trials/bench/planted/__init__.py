"""What is made wrong on purpose, and the finding that each mistake must be.

A module for each noun; each function changes rows of one chamber so that one check says one thing.
`@kind` registers it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from trials.bench.people import Chamber, Row

#: In a chamber of fewer members nothing is made wrong: checks that ask what is usual there say
#: nothing.
ENOUGH = 25


@dataclass(frozen=True, order=True)
class Found:
    """A finding by what identifies it: check, chamber, the slugs of all members concerned, and the
    field."""

    check: str
    chamber: str
    members: tuple[str, ...]
    field: str

    def __str__(self) -> str:
        return f"{self.check}: {self.field or '-'} of {', '.join(self.members) or self.chamber}"


@dataclass
class Spot:
    """Where to make a mistake: a chamber with a member, and the one after it. `nth` is how often
    that kind was made before."""

    chamber: Chamber
    member: Row
    other: Row
    today: date
    nth: int

    @property
    def country(self) -> str:
        return self.chamber.region.country

    @property
    def state(self) -> str:
        return self.chamber.region.state


@dataclass(frozen=True)
class Kind:
    check: str
    field: str
    #: Makes the mistake and gives the members concerned, several for a group; None where such a
    #: mistake cannot be made.
    make: Callable[[Spot], list[Row] | None]


KINDS: list[Kind] = []


def kind(check: str, field: str) -> Callable[[Callable[[Spot], list[Row] | None]], None]:
    """Register the decorated function as a way to make the mistake that `check` finds in `field`."""

    def register(make: Callable[[Spot], list[Row] | None]) -> None:
        KINDS.append(Kind(check, field, make))

    return register


def value(
    check: str, column: str, wrong: Callable[[str], str], countries: str = "", field: str = ""
) -> None:
    """A mistake in one cell of one member: `wrong` makes it of the right value. `field` is the
    column's name unless given."""

    def make(spot: Spot) -> list[Row] | None:
        if countries and spot.country not in countries.split():
            return None
        spot.member[column] = wrong(spot.member[column])
        return [spot.member]

    KINDS.append(Kind(check, field or column, make))


@dataclass
class Planter:
    """Makes one mistake in each chamber, of the kind that was made least often so far."""

    today: date
    checks: frozenset[str]
    made: Counter[Kind] = field(default_factory=Counter)
    found: list[Found] = field(default_factory=list)

    def plant(self, chamber: Chamber) -> None:
        if len(chamber.members) < ENOUGH:
            return
        at = chamber.number * 37 % len(chamber.members)
        member, other = chamber.members[at], chamber.members[(at + 1) % len(chamber.members)]
        for each in sorted(
            (kind for kind in KINDS if kind.check in self.checks), key=lambda kind: self.made[kind]
        ):
            spot = Spot(chamber, member, other, self.today, self.made[each])
            members = each.make(spot)
            if members is not None:
                self.made[each] += 1
                self.found.append(
                    Found(
                        each.check,
                        chamber.slug,
                        tuple(sorted(row["slug"] for row in members)),
                        each.field,
                    )
                )
                return


for _module in sorted(module.name for module in pkgutil.iter_modules(__path__)):
    importlib.import_module(f"{__name__}.{_module}")

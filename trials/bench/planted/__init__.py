"""Mistakes made on purpose, each with the finding that must come of it.

There is a module for each subject. Each function changes rows of one chamber so that exactly one
check has one finding. `@kind` registers it.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from trials.bench.people import Chamber, Row

#: A smaller chamber gets no mistake: some checks compare with what is usual in the chamber, and
#: find nothing in a small one.
ENOUGH = 25


@dataclass(frozen=True, order=True)
class Found:
    """The identity of a finding: check, chamber slug, the slugs of all members concerned, field."""

    check: str
    chamber: str
    members: tuple[str, ...]
    field: str

    def __str__(self) -> str:
        return f"{self.check}: {self.field or '-'} of {', '.join(self.members) or self.chamber}"


@dataclass
class Spot:
    """The place for a mistake: a chamber, one of its members, and the next one.

    `nth` counts how many mistakes of that kind were made before.
    """

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
    """One way to make a mistake that `check` finds in `field`."""

    check: str
    field: str
    #: Makes the mistake and returns the members concerned, several for a group. Returns None if the
    #: mistake cannot be made there.
    make: Callable[[Spot], list[Row] | None]


KINDS: list[Kind] = []


def kind(check: str, field: str) -> Callable[[Callable[[Spot], list[Row] | None]], None]:
    """Register the decorated function as one that makes a mistake for `check` in `field`."""

    def register(make: Callable[[Spot], list[Row] | None]) -> None:
        KINDS.append(Kind(check, field, make))

    return register


def value(
    check: str, column: str, wrong: Callable[[str], str], countries: str = "", field: str = ""
) -> None:
    """Register a mistake in one cell of one member: `wrong` turns the right value into it.

    `countries` limits it to these codes, separated by spaces. `field` is the column unless given.
    """

    def make(spot: Spot) -> list[Row] | None:
        if countries and spot.country not in countries.split():
            return None
        spot.member[column] = wrong(spot.member[column])
        return [spot.member]

    KINDS.append(Kind(check, field or column, make))


@dataclass
class Planter:
    """A maker of mistakes: one in each chamber, of the kind that was made least often so far."""

    today: date
    checks: frozenset[str]
    made: Counter[Kind] = field(default_factory=Counter)
    found: list[Found] = field(default_factory=list)

    def plant(self, chamber: Chamber) -> None:
        """Make one mistake in the chamber, unless it is too small, and note its finding."""
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

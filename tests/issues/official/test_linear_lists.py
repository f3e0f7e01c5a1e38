"""Every comparison of lists with members takes time in proportion to their number, whatever the
lists contain."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import thread_time

import pytest

from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.official import lists, matching
from issues.runs.survey import of_check
from members.models import Chamber, Electorate, Identifier, Member, Source
from tests import factories
from tests.checks.verbs import TODAY
from tests.support.growth import LIMIT

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.long,
    pytest.mark.once("Python's own processor time is measured, not the database's"),
]

Row = dict[str, str]
#: Rows of a list, and members of its chamber. Even the smaller size is too large for comparisons pair
#: by pair.
FEW, MANY = 300, 1_200
LISTS = 2
#: Processor seconds of one check, on a busy machine. Quadratic ones took eight.
FLOOR = 2.0


def word(number: int, letters: str = "bcdfghjklmnpqrstvwxz") -> str:
    """Return a word that is unique to this number."""
    found = ""
    for _ in range(4):
        number, place = divmod(number * 7 + 3, len(letters))
        found += letters[place] + "aeiou"[(place + number) % 5]
    return f"{found}{number}".title().translate(str.maketrans("0123456789", "abcdefghij"))


#: For each kind of difficult list, a function from number to row and member.
KINDS: dict[str, Callable[[int], tuple[Row, Row]]] = {
    "one identifier": lambda n: (
        {"name": f"{word(n)} {word(n + 1)}", "id:x": "1"},
        {"name": f"{word(-n)} {word(-n - 1)}", "id:x": "1"},
    ),
    "one name": lambda n: ({"name": "Ada Quill"}, {"name": "Ada Quill"}),
    "one name, own seats": lambda n: (
        {"name": "Ada Quill", "electorate": word(n)},
        {"name": "Ada Quill", "electorate": word(n + 9_999)},
    ),
    "one surname": lambda n: ({"name": f"{word(n)} Quill"}, {"name": f"{word(-n)} Quill"}),
    "one given name": lambda n: ({"name": f"Ada {word(n)}"}, {"name": f"Ada {word(-n)}"}),
    "one electorate": lambda n: (
        {"name": f"{word(n)} {word(n + 1)}", "electorate": "Reef"},
        {"name": f"{word(-n)} {word(-n - 1)}", "electorate": "Reef"},
    ),
    "close names": lambda n: (
        {"name": f"{word(n)}s Quill{word(n)}"},
        {"name": f"{word(n)}z Quell{word(n)}"},
    ),
    "nothing in common": lambda n: (
        {"name": f"{word(n)} {word(n + 1)}"},
        {"name": f"{word(-n)} {word(-n - 1)}"},
    ),
}


def build(kind: str, size: int) -> None:
    """Store a chamber of `size` members, and the lists to compare it with."""
    Source.objects.all().delete()
    Member.objects.all().delete()
    of = factories.chamber()
    rows, members = zip(*map(KINDS[kind], range(size)), strict=True)
    seats = {
        name: Electorate(chamber=of, name=name, seats=1)
        for name in {row["electorate"] for row in members if "electorate" in row}
    }
    Electorate.objects.filter(chamber=of).delete()
    Electorate.objects.bulk_create(seats.values())
    stored = Member.objects.bulk_create(
        _member(of, row, number, seats) for number, row in enumerate(members)
    )
    known = zip(stored, members, strict=True)
    Identifier.objects.bulk_create(
        Identifier(member=member, scheme="x", value=row["id:x"])
        for member, row in known
        if "id:x" in row
    )
    for number in range(LISTS):
        other = [{**row, "name": f"{row['name']}{'s' * number}"} for row in rows]
        factories.official_list(*other, of=of, slug=f"list-{number}")


def _member(of: Chamber, row: Row, number: int, seats: dict[str, Electorate]) -> Member:
    first, last = row["name"].split()
    return Member(
        chamber=of,
        slug=f"m-{number}",
        first_name=first,
        last_name=last,
        electorate=seats.get(row.get("electorate", "")),
    )


def seconds(names: Iterable[str] = CHECKS) -> dict[str, float]:
    """Return the processor time in seconds, by name, of each of these checks that compares members
    with lists or with each other. The lists are read before."""
    assert list(lists.in_force())
    took = {}
    for check in map(CHECKS.__getitem__, names):
        if check.official or check.compares:
            matching._distinct.cache_clear()
            began = thread_time()
            of_check(check, Scope(TODAY))
            took[check.name] = thread_time() - began
    return took


@pytest.mark.parametrize("kind", KINDS)
def test_lists_are_compared_in_time_in_proportion_to_them(kind: str) -> None:
    build(kind, MANY)
    many = {name: took for name, took in seconds().items() if took >= FLOOR}
    if not many:
        return
    build(kind, FEW)
    few = seconds(many)
    if any(took >= LIMIT * few[name] for name, took in many.items()):
        build(kind, MANY)
    for _ in range(2):  # repeated, as the machine may be busy; the least time counts
        slow = [name for name, took in many.items() if took >= FLOOR and took >= LIMIT * few[name]]
        again = seconds(slow) if slow else {}
        many |= {name: min(took, many[name]) for name, took in again.items()}
    for name, took in many.items():
        print(f"{kind}: {name}: {few[name]:.2f}, {took:.2f}")
        assert took < FLOOR or took < LIMIT * few[name], (
            f"{name}: four times as much takes {took / few[name]:.1f} times as long"
        )

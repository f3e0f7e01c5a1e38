from __future__ import annotations

from itertools import product
from random import Random

import pytest

from issues.values.same import names
from issues.values.same.meeting import meeting_keys

Name = tuple[str, str]

GIVEN = [
    "Mary",
    "Ann",
    "Bob",
    "Robert",
    "William",
    "Bill",
    "J.",
    "R.J.",
    "Dimitrios",
    "Jim",
    "Kailash",
    "Priya",
    "Oluwaseun",
    "Mary-Ann",
    "Maryann",
    "Zoë",
    "Jo",
]
LAST = [
    "Smith", "Smyth", "Brown", "Browne", "O'Neill", "van der Berg", "Berg", "Müller", "Mueller",
    "Papadopoulos", "Papadopulos", "Vasquez-Wasserman", "Wasserman", "Li", "Ng", "Hon",
    "Fetherstonhaugh", "Smith AM",
]  # fmt: skip


def meet(one: Name, other: Name) -> bool:
    return not meeting_keys(*one).sought.isdisjoint(meeting_keys(*other).offered)


def slip(word: str, at: Random) -> str:
    """Return the word with a letter less, more, changed or swapped."""
    place = at.randrange(len(word))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    return at.choice(
        [
            before + after,
            f"{before}{at.choice('aeklmrst')}{letter}{after}",
            f"{before}{at.choice('aeklmrst')}{after}",
            before + after[:1] + letter + after[1:],
        ]
    )


def alike(one: Name, other: Name) -> bool:
    """True if a comparison of lists may ask whether the two are one person."""
    plainly = names.plain(*one) == names.plain(*other)
    same_last = names.plain("", one[1]) == names.plain("", other[1])
    return (
        plainly
        or names.closeness(*one, *other) >= names.CLOSE
        or names.nearly(*one, *other)
        or (same_last and names.is_initials(other[0]))
    )


def test_names_that_may_be_one_persons_meet_and_most_others_do_not() -> None:
    at = Random(11)
    some = [(given, last) for given, last in product(GIVEN, LAST) if at.random() < 0.4]
    written = [
        *some,
        *((given, slip(last, at)) for given, last in some),
        *((given, slip(slip(last, at), at)) for given, last in some),
        *((last, given) for given, last in some[::4]),
        *((f"{given} {last}", "Carter") for given, last in some[::4]),
        *(("", f"{last}, {given}") for given, last in some[::4]),
    ]
    found = [(one, other) for one, other in product(some, written) if alike(one, other)]
    assert len(found) > 4 * len(some)
    assert [pair for pair in found if not meet(*pair)] == []
    met = sum(meet(*pair) for pair in product(some, written))
    assert met < len(some) * len(written) / 8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Bob", "Papadopoulos"), ("Robert", "Paapdopulos")),
        (("Priya", "Fetherstonhaugh"), ("Priya", "Featherstonhaug")),
        (("Ann", "Brown"), ("Ann Brown", "Carter")),
        (("Wei", "Chen Liu"), ("Chen Liu", "Wei")),
        (("Kailash", "Rao"), ("Kailash", "Iyer")),
        (("G.D.", "van der Berg"), ("John", "van der Berg")),
        (("", "Hon"), ("Chan", "Hon")),
    ],
)
def test_every_rule_has_a_key(one: Name, other: Name) -> None:
    assert alike(one, other)
    assert meet(one, other)
    assert meet(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("John", "Smith"), ("John", "Brown")),
        (("John Paul", "Smith"), ("John Paul", "Brown")),
        (("Mary", "Li"), ("John", "Wu")),
        (("John", "van Dyke"), ("John", "van Beek")),
    ],
)
def test_a_usual_given_name_or_a_particle_is_no_key(one: Name, other: Name) -> None:
    assert not meet(one, other)


@pytest.mark.parametrize("name", [("", ""), (" ", "-"), ("Mary", ""), ("", "Brown")])
def test_a_name_that_is_not_whole_meets_nobody_for_what_it_lacks(name: Name) -> None:
    assert not meet(name, ("Wei", ""))
    assert not meet(name, ("", "Chen"))

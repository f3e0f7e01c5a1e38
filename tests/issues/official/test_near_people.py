"""Who of a long list is compared with a member."""

from __future__ import annotations

import pytest

from issues.official.near_people import FEW, PAIRS, NearPeople
from issues.official.person import Person, person_of
from issues.values.same.meeting import meeting_keys
from members.models import Chamber
from members.sources.records import MemberRecord

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


def word(number: int) -> str:
    """Return a word that is unique to this number, far from those of others."""
    found = ""
    for _ in range(4):
        number, place = divmod(number * 31 + 7, len(CONSONANTS))
        found += CONSONANTS[place] + VOWELS[(place + number) % len(VOWELS)]
    return found.title()


def people(*names: tuple[str, str]) -> list[Person]:
    chamber = Chamber(slug="c")
    return [
        person_of(MemberRecord(line, first_name=first, last_name=last), (), chamber)
        for line, (first, last) in enumerate(names)
    ]


def test_a_list_that_matches_nobody_is_not_compared_pair_by_pair() -> None:
    listed = people(*((word(n), word(n + 1_000)) for n in range(400)))
    members = [(word(-n), word(-n - 5_000)) for n in range(600)]
    near = NearPeople(listed, members)
    assert len(listed) * len(members) <= PAIRS
    assert sum(len(near.worth_comparing(*member)) for member in members) < 2_400


@pytest.mark.parametrize("others", [0, 20_000])
def test_a_slip_of_the_pen_is_found_in_a_list_of_any_length(others: int) -> None:
    listed = people(*((word(n), word(n + 1_000)) for n in range(1_000)), ("Ada", "Quillfeather"))
    members = [("Ada", "Qiullfeather"), *((word(-n), word(-n)) for n in range(others))]
    assert 1_000 in NearPeople(listed, members).worth_comparing(*members[0])


def test_a_name_that_many_share_is_looked_up_only_in_a_short_list() -> None:
    listed = people(*((word(n), "Quill") for n in range(FEW + 5)))
    members = [("Ada", "Quill")]
    assert len(NearPeople(listed, members).worth_comparing(*members[0])) == FEW + 5
    many = members * (PAIRS // 4)
    assert NearPeople(listed, many).worth_comparing(*members[0]) == []


def test_somebody_with_many_names_counts_once() -> None:
    names = tuple(f"{word(n)} Quill" for n in range(FEW + 5))
    record = MemberRecord(1, first_name="Ada", last_name="Quill", other_names=names)
    listed = [person_of(record, (), Chamber(slug="c"))]
    members = [("Ida", "Quill")] * PAIRS
    assert NearPeople(listed, [*members, ("Bo", "Reed")]).worth_comparing(*members[0]) == [0]


def test_a_name_as_long_as_a_page_has_few_keys() -> None:
    keys = meeting_keys("Ada", "q" * 5_000)
    assert sum(map(len, keys.offered | keys.sought)) < 50_000

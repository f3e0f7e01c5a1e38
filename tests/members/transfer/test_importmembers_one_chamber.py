"""Loading one chamber from a list of several."""

from __future__ import annotations

import pytest

from members.models import Chamber, Member
from tests.members.conftest import Command
from tests.members.transfer.importmembers_parts import nothing

TWO_CHAMBERS = """\
id,name,chamber,district
x/1,Ann Lee,upper,North
x/2,Bo Fox,lower,3
"""


def test_one_chamber_of_a_list_of_several_is_loaded_as_the_chamber_that_is_named(
    load: Command,
) -> None:
    said = load(TWO_CHAMBERS, "--chamber", "nt-la", form="openstates")
    assert said.error == (
        "--chamber stands for one chamber, but these are members of 2: 'upper', 'lower'; take one with --part; "
        "create chambers with `importchambers`"
    )
    said = load(TWO_CHAMBERS, "--chamber", "nt-la", "--part", "lower", form="openstates")
    assert (said.error, said.listed) == ("", [])
    assert [(member.name, member.chamber.slug) for member in Member.objects.all()] == [
        ("Bo Fox", "nt-la")
    ]


def test_a_part_goes_into_the_named_chamber_though_another_has_its_word_for_slug(
    load: Command,
) -> None:
    Chamber.objects.create(slug="lower", country="US", name="Lower")
    load(TWO_CHAMBERS, "--chamber", "nt-la", "--part", "lower", form="openstates")
    assert Member.objects.get().chamber.slug == "nt-la"


def test_a_part_that_is_a_chamber_s_slug_needs_no_other(load: Command) -> None:
    Chamber.objects.create(slug="lower", country="US", name="Lower")
    assert load(TWO_CHAMBERS, "--part", "lower", form="openstates").error == ""
    assert Member.objects.get().chamber.slug == "lower"


@pytest.mark.parametrize(
    ("part", "has"), [("Lower", "'upper', 'lower'"), ("house", "'upper', 'lower'")]
)
def test_a_part_that_the_list_does_not_have_is_refused(load: Command, part: str, has: str) -> None:
    said = load(TWO_CHAMBERS, "--chamber", "nt-la", "--part", part, form="openstates")
    assert said.error == f"m.csv: it has no part '{part}'; it has {has}"
    assert nothing()


def test_a_list_without_parts_has_none(load: Command) -> None:
    assert (
        load("chamber,name\nnt-la,Ann Lee\n", "--part", "lower").error
        == "m.csv: it has no part 'lower'; it has none"
    )

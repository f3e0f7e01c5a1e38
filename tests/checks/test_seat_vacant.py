import pytest

from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "seat-vacant"


def plant(number: int) -> None:
    factories.member(f"Ada {number}", electorate=factories.electorate(f"Held {number}"))
    factories.electorate(f"Empty {number}")


def test_an_electorate_whose_member_left_is_vacant() -> None:
    factories.member("Ada Quill", electorate=factories.electorate("Nightcliff"))
    empty = factories.electorate("Fannie Bay")
    factories.member("Bo Reed", electorate=empty, ended_on=TODAY)
    finding = assert_flags(CHECK, field="electorate", observed="0 members")
    assert (finding.kind, finding.subject.pk) == ("electorate", empty.pk)


def test_an_electorate_of_several_seats_lacks_one() -> None:
    seat = factories.electorate("Denison", seats=3)
    for name in ("Ada Quill", "Bo Reed"):
        factories.member(name, electorate=seat)
    finding = assert_flags(CHECK, field="electorate", observed="2 members")
    assert finding.message == "Only Ada Quill, Bo Reed (of 3 members) sit for Denison (NT-LA)."


def test_full_and_abolished_electorates_and_a_chamber_without_members_are_right() -> None:
    factories.member("Ada Quill", electorate=factories.electorate("Nightcliff"))
    factories.electorate("Long abolished", seats=0)
    factories.electorate("Not loaded yet", factories.chamber("sa-ha"))
    assert_clean(CHECK)


def test_a_member_in_an_electorate_of_unknown_seats_fills_it() -> None:
    factories.member("Ada Quill", electorate=factories.electorate("Tasmania", seats=None))
    assert_clean(CHECK)
    factories.electorate("Victoria", seats=None)
    assert len(findings(CHECK)) == 1


def test_empty_electorates_of_a_full_chamber_are_former_ones() -> None:
    full = factories.chamber(seats=1)
    factories.member("Ada Quill", full, electorate=factories.electorate("Nightcliff", full))
    factories.electorate("Before the redistribution", full)
    assert_clean(CHECK)


def test_a_member_too_many_elsewhere_does_not_fill_the_vacant_seat() -> None:
    chamber = factories.chamber(seats=2)
    for name in ("Ada Quill", "Bo Reed"):
        factories.member(name, chamber, electorate=factories.electorate("Nightcliff", chamber))
    factories.electorate("Fannie Bay", chamber)
    assert [str(finding.subject) for finding in findings(CHECK)] == ["Fannie Bay"]

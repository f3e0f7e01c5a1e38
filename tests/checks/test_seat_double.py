import pytest

from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "seat-double"


def plant(number: int) -> None:
    for name in ("Ada", "Bo"):
        factories.member(f"{name} {number}", electorate=factories.electorate(f"Seat {number}"))


def test_two_sitting_members_in_one_seat_are_one_finding_of_the_electorate() -> None:
    seat = factories.electorate("Nightcliff")
    for name in ("Ada Quill", "Bo Reed"):
        factories.member(name, electorate=seat)
    finding = assert_flags(CHECK, "ada-quill", "bo-reed", field="electorate", observed="2 members")
    assert finding.subject.pk == seat.pk


def test_as_many_members_as_seats_and_a_predecessor_are_right() -> None:
    seat = factories.electorate("Denison", seats=2)
    for name in ("Ada Quill", "Bo Reed"):
        factories.member(name, electorate=seat)
    factories.member("Cy Stone", electorate=seat, ended_on=TODAY)
    assert_clean(CHECK)


def test_unknown_seats_are_not_judged() -> None:
    seat = factories.electorate("Tasmania", seats=None)
    for name in ("Ada Quill", "Bo Reed"):
        factories.member(name, electorate=seat)
    assert_clean(CHECK)


def test_two_crowded_electorates_are_two_findings() -> None:
    for place in ("Nightcliff", "Fannie Bay"):
        for name in ("Ada", "Bo"):
            factories.member(f"{name} {place}", electorate=factories.electorate(place))
    assert {str(finding.subject) for finding in findings(CHECK)} == {"Nightcliff", "Fannie Bay"}

import pytest

from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "chamber-vacant"


def plant(number: int) -> None:
    factories.member(f"Ada {number}", factories.chamber(f"chamber-{number}", seats=2))


def test_fewer_members_than_seats_are_one_finding_of_the_chamber() -> None:
    chamber = factories.chamber(seats=3)
    factories.member("Ada Quill", chamber)
    factories.member("Bo Reed", chamber, ended_on=TODAY)
    finding = assert_flags(CHECK, observed="2 vacant")
    assert (finding.kind, finding.chamber.slug) == ("chamber", chamber.slug)
    assert finding.message == "NT-LA: 2 of 3 seats are vacant, and it is not known which."


def test_a_full_a_crowded_an_unknown_and_an_empty_chamber_are_right() -> None:
    factories.member("Ada Quill", factories.chamber("sa-ha", seats=1))
    for name in ("Bo Reed", "Cy Stone"):
        factories.member(name, factories.chamber("nt-la", seats=1))
    factories.member("Di Tran", factories.chamber("vic-la", seats=None))
    factories.chamber("wa-la", seats=59)
    assert_clean(CHECK)


def test_a_vacancy_that_an_electorate_tells_is_not_said_again() -> None:
    chamber = factories.chamber(seats=3)
    factories.member("Ada Quill", chamber, electorate=factories.electorate("Nightcliff", chamber))
    factories.electorate("Fannie Bay", chamber)
    assert findings(CHECK)[0].evidence.observed == "1 vacant"
    factories.electorate("Johnston", chamber)
    assert_clean(CHECK)


def test_former_electorates_leave_it_open_which_seat_is_vacant() -> None:
    chamber = factories.chamber(seats=2)
    factories.member("Ada Quill", chamber, electorate=factories.electorate("Nightcliff", chamber))
    for name in ("Fannie Bay", "Before the redistribution"):
        factories.electorate(name, chamber)
    assert_flags(CHECK, observed="1 vacant")
    assert findings("seat-vacant") == []

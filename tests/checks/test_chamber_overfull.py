import pytest

from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "chamber-overfull"


def plant(number: int) -> None:
    for name in ("Ada", "Bo"):
        factories.member(f"{name} {number}", factories.chamber(f"small-{number}", seats=1))


def test_more_members_than_seats_are_one_finding_of_the_chamber() -> None:
    house = factories.chamber("small", seats=1)
    for name in ("Ada Quill", "Bo Reed"):
        factories.member(name, house)
    finding = assert_flags(CHECK, "ada-quill", "bo-reed", observed="2 members")
    assert finding.subject.pk == house.pk


def test_a_full_house_a_vacancy_and_one_who_left_are_right() -> None:
    house = factories.chamber("small", seats=2)
    for name in ("Ada Quill", "Bo Reed"):
        factories.member(name, house)
    factories.member("Cy Stone", house, ended_on=TODAY)
    factories.member("Di Thorn", factories.chamber("large", seats=50))
    assert_clean(CHECK)


def test_unknown_seats_are_not_judged() -> None:
    factories.member(of=factories.chamber("small", seats=None))
    assert_clean(CHECK)

from datetime import date, timedelta

import pytest

from members.models import Phone
from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "date-future"


def plant(number: int) -> None:
    factories.member(f"Ada {number}", started_on=date(2062, 5, 18))


def test_a_start_years_ahead_is_a_wrong_year() -> None:
    factories.member(started_on=date(2062, 5, 18))
    assert_flags(CHECK, "ada-quill", field="started_on", observed="2062-05-18")


def test_the_start_of_one_who_left_is_looked_at_too() -> None:
    factories.member(started_on=date(2062, 5, 18), ended_on=TODAY)
    assert_flags(CHECK, "ada-quill", field="started_on")


def test_nothing_was_verified_on_a_day_to_come() -> None:
    ada = factories.member(verified_on=date(2027, 1, 1))
    Phone.objects.create(
        member=ada, kind="electorate", number="+61 8 8999 6554", verified_on=date(2026, 7, 1)
    )
    assert {(found.field, found.evidence.observed) for found in findings(CHECK)} == {
        ("verified_on", "2027-01-01"),
        ("phone:electorate", "2026-07-01"),
    }


def test_members_elected_today_and_tomorrow_of_the_other_side_of_the_earth_are_right() -> None:
    ada = factories.member(started_on=date(2027, 6, 15), verified_on=TODAY + timedelta(days=1))
    Phone.objects.create(member=ada, number="+61 8 8999 6554", verified_on=TODAY)
    factories.member("Bo Reed", verified_on=date(2062, 1, 1), ended_on=TODAY)
    assert_clean(CHECK)

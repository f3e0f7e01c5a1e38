from datetime import date

import pytest

from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "date-impossible"


def plant(number: int) -> None:
    factories.member(f"Ada {number}", started_on=date(219, 5, 18))


@pytest.mark.parametrize(
    "day",
    [date(19, 5, 18), date(1899, 12, 30), date(1900, 1, 1), date(1919, 5, 18), date(1970, 1, 1)],
)
def test_nobody_who_sits_began_then(day: date) -> None:
    factories.member(started_on=day)
    assert_flags(CHECK, "ada-quill", field="started_on", observed=str(day))


def test_nobody_sat_for_a_century() -> None:
    factories.member(started_on=date(1901, 3, 29), ended_on=date(2001, 3, 29))
    assert_flags(CHECK, "ada-quill", field="started_on")


@pytest.mark.parametrize("day", [date(22, 5, 21), date(1900, 1, 1), date(2062, 5, 21)])
def test_nobody_ceases_then(day: date) -> None:
    factories.member(ended_on=day)
    assert_flags(CHECK, "ada-quill", field="ended_on", observed=str(day))


def test_nothing_was_verified_before_there_were_pages() -> None:
    ada = factories.member("Ada Quill")
    email = factories.email("ada@example.org", ada)
    email.verified_on = date(1970, 1, 1)
    email.save()
    assert_flags(CHECK, "ada-quill", field="email", observed="1970-01-01")
    email.delete()
    ada.verified_on = date(1900, 1, 1)
    ada.save()
    assert_flags(CHECK, "ada-quill", field="verified_on")


def test_long_careers_former_members_and_senators_for_life_are_right() -> None:
    factories.member("Father Ofthehouse", started_on=date(1958, 11, 22), verified_on=TODAY)
    factories.member("Edmund Barton", started_on=date(1901, 3, 29), ended_on=date(1903, 9, 24))
    factories.member("Ada Quill", started_on=date(2025, 1, 3), ended_on=date(2041, 6, 14))
    factories.member("Bo Reed", started_on=date(1970, 1, 2))
    assert_clean(CHECK)

from datetime import date

import pytest

from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "dates-reversed"


def plant(number: int) -> None:
    factories.member(f"Ada {number}", started_on=date(2019, 5, 18), ended_on=date(2016, 7, 2))


def test_nobody_ceases_before_beginning() -> None:
    factories.member(started_on=date(2019, 5, 18), ended_on=date(2016, 7, 2))
    assert_flags(CHECK, "ada-quill", field="ended_on", observed="2016-07-02")


def test_one_day_an_unknown_start_and_a_term_to_come_are_right() -> None:
    factories.member("Ada Quill", started_on=TODAY, ended_on=TODAY)
    factories.member("Bo Reed", ended_on=date(2016, 7, 2))
    factories.member("Cy Stone", started_on=date(2026, 7, 1), ended_on=date(2032, 6, 30))
    assert_clean(CHECK)

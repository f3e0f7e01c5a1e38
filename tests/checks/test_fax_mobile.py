import pytest

from tests import factories
from tests.checks.verbs import assert_clean, assert_flags
from tests.factories import phone

pytestmark = pytest.mark.django_db
CHECK = "fax-mobile"


def plant(number: int) -> None:
    phone("0491 570 006", factories.member(f"Member {number}"), medium="fax")


def test_a_fax_at_a_mobile_number_is_flagged() -> None:
    phone("0491 570 006", kind="electorate", medium="fax")
    assert_flags(CHECK, "ada-quill", field="fax:electorate", observed="0491 570 006")


def test_a_mobile_phone_and_a_fax_at_a_landline_are_right() -> None:
    ada = factories.member()
    phone("0491 570 006", ada)
    phone("(08) 8946 1433", ada, medium="fax")
    assert_clean(CHECK)


def test_where_mobiles_cannot_be_told_from_landlines_nothing_is_said() -> None:
    phone(
        "202-555-0143",
        factories.member(of=factories.chamber("us-house", country="US")),
        medium="fax",
    )
    assert_clean(CHECK)

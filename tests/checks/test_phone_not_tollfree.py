import pytest

from members.models import Phone
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags
from tests.factories import phone

pytestmark = pytest.mark.django_db
CHECK = "phone-not-tollfree"


def plant(number: int) -> None:
    phone("(08) 8946 1433", factories.member(f"Member {number}"), kind="tollfree")


@pytest.mark.parametrize("number", ["(08) 8946 1433", "0491 570 006"])
def test_a_landline_or_mobile_under_toll_free_is_flagged(number: str) -> None:
    phone(number, kind="tollfree")
    assert_flags(CHECK, "ada-quill", field="phone:tollfree", observed=number)


def test_a_us_number_is_toll_free_by_its_area_code() -> None:
    house = factories.chamber("us-house", country="US")
    phone("888-406-3855", factories.member("Ada Quill", house), kind="tollfree")
    phone("202-225-2726", factories.member("Bo Reed", house), kind="tollfree")
    assert_flags(CHECK, "bo-reed", field="phone:tollfree")


@pytest.mark.parametrize("number", ["1800 160 401", "1300 975 707", "13 14 50", "TBC"])
def test_numbers_at_a_local_rate_are_welcome_and_nonsense_is_said_elsewhere(number: str) -> None:
    phone(number, kind="tollfree")
    assert_clean(CHECK)


def test_a_landline_of_another_kind_is_right() -> None:
    phone("(08) 8946 1433", kind="electorate")
    assert_clean(CHECK)


def test_where_the_office_has_no_fax_it_may_be_the_fax() -> None:
    ada = factories.member()
    phone("(08) 8946 1433", ada, kind="electorate")
    phone("(08) 8946 1434", ada, kind="tollfree")
    fixes = assert_flags(CHECK, "ada-quill", field="phone:tollfree").fixes
    assert [fix.label for fix in fixes] == [
        "Make it the fax number",
        "Make it another phone number",
    ]
    assert fixes[0].edits[0].values == {"kind": "electorate", "medium": "fax"}


def test_where_the_office_has_a_fax_nothing_follows() -> None:
    ada = factories.member()
    phone("(08) 8946 1433", ada, kind="electorate")
    phone("(08) 8946 1434", ada, kind="electorate", medium="fax")
    phone("(08) 8946 1435", ada, kind="tollfree")
    assert assert_flags(CHECK, "ada-quill", field="phone:tollfree").fixes == ()


def test_a_number_that_is_listed_elsewhere_is_taken_out() -> None:
    ada = factories.member()
    phone("(08) 8946 1433", ada, kind="electorate")
    phone("08 8946 1433", ada, kind="tollfree")
    assert_fix_converges(CHECK)
    assert [phone.field for phone in Phone.objects.all()] == ["phone:electorate"]


def test_the_only_number_becomes_an_ordinary_one() -> None:
    phone("(08) 8946 1433", kind="tollfree")
    assert_fix_converges(CHECK)
    assert Phone.objects.get().field == "phone"

import pytest

from members.models import Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags
from tests.factories import phone

pytestmark = pytest.mark.django_db
CHECK = "fax-is-phone"


def plant(number: int) -> None:
    phone("(08) 8946 1433", factories.member(f"Member {number}"))
    phone("08 8946 1433", Member.objects.get(last_name=str(number)), medium="fax")


def test_one_number_as_fax_and_phone_is_flagged_whatever_its_notation() -> None:
    ada = factories.member()
    phone("(08) 8946 1433", ada, kind="electorate")
    phone("+61 8 8946 1433", ada, kind="electorate", medium="fax")
    assert_flags(CHECK, "ada-quill", field="fax:electorate", observed="+61 8 8946 1433")


def test_another_members_phone_and_another_number_are_right() -> None:
    ada = factories.member()
    phone("(08) 8946 1433", ada)
    phone("(08) 8946 1434", ada, medium="fax")
    phone("(08) 8946 1433", factories.member("Bo Reed"), medium="fax")
    assert_clean(CHECK)


def test_nonsense_in_both_places_is_no_number() -> None:
    ada = factories.member()
    phone("TBC", ada)
    phone("TBC", ada, medium="fax")
    assert_clean(CHECK)

import pytest

from members.models import Member, Phone
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "phone-differs"


def plant(number: int) -> None:
    phone(f"(08) 8999 61{number:02}", factories.member(f"Ada Quill{number}"))
    factories.listed(name=f"Ada Quill{number}", phone__electorate=f"(08) 8999 62{number:02}")


def phone(number: str, of: Member, kind: str = "electorate", medium: str = "voice") -> Phone:
    return Phone.objects.create(member=of, number=number, kind=kind, medium=medium)


def test_another_number_is_found_and_takes_the_place_of_the_old_one() -> None:
    plant(1)
    assert_flags(CHECK, "ada-quill1", field="phone:electorate", observed="(08) 8999 6101")
    assert_fix_converges(CHECK)


def test_a_fax_is_another_field() -> None:
    ada = factories.member("Ada Quill")
    phone("(08) 8999 6101", ada)
    factories.official_list({"name": "Ada Quill", "fax:electorate": "(08) 8999 6101"})
    assert_flags(CHECK, "ada-quill", field="fax:electorate", observed="")


def test_of_two_numbers_the_one_that_the_list_does_not_have_is_replaced() -> None:
    ada = factories.member("Ada Quill")
    phone("(08) 8999 6101", ada)
    phone("(08) 8999 6102", ada)
    factories.official_list({"name": "Ada Quill", "phone:electorate": "(08) 8999 6101"})
    assert_clean(CHECK)
    factories.listed(name="Bo Reed")
    source = factories.official_list({"name": "Ada Quill", "phone:electorate": "(08) 8999 6109"})
    assert source.in_force()
    finding = assert_flags(CHECK, "ada-quill", field="phone:electorate")
    assert len(finding.fixes[0].edits) == 1


@pytest.mark.parametrize(
    "said", ["+61 2 9977 6411", "02 99776411", "0299776411", "+61 (0)2 9977-6411", ""]
)
def test_another_notation_and_a_blank_are_no_difference(said: str) -> None:
    phone("(02) 9977 6411", factories.member("Ada Quill"))
    factories.official_list({"name": "Ada Quill", "phone:electorate": said})
    assert_clean(CHECK)


def test_a_number_under_no_kind_is_not_asked_for_under_another() -> None:
    phone("(02) 9977 6411", factories.member("Ada Quill"), kind="")
    factories.official_list({"name": "Ada Quill", "phone:electorate": "(02) 9977 6411"})
    assert_clean(CHECK)

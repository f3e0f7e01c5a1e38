import pytest

from issues.fixes import execution
from members.models import Address, Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "address-differs"


def plant(number: int) -> None:
    address(factories.member(f"Ada Quill{number}"), f"{number} Reef Street")
    factories.listed(
        name=f"Ada Quill{number}", address__electorate=f"{number} Cove Road, Darwin NT 0800"
    )


def address(of: Member, line1: str) -> Address:
    return Address.objects.create(
        member=of, kind="electorate", line1=line1, suburb="Darwin", state="NT", postcode="0800"
    )


def test_another_address_is_found_and_takes_the_place_of_the_old_one() -> None:
    plant(1)
    assert_flags(
        CHECK, "ada-quill1", field="address:electorate", observed="1 Reef Street, Darwin NT 0800"
    )
    execution.execute(findings(CHECK)[0].fixes[0])
    assert_clean(CHECK)


@pytest.mark.parametrize(
    "said", ["1 Reef St; DARWIN, N.T. 0800", "1 reef street\nDarwin\nNorthern Territory 0800", ""]
)
def test_abbreviations_line_breaks_and_a_blank_are_no_difference(said: str) -> None:
    address(factories.member("Ada Quill"), "1 Reef Street")
    factories.official_list({"name": "Ada Quill", "address:electorate": said})
    assert_clean(CHECK)


def test_a_room_more_is_a_difference() -> None:
    address(factories.member("Ada Quill"), "1 Reef Street")
    factories.official_list(
        {"name": "Ada Quill", "address:electorate": "Room 4, 1 Reef Street, Darwin NT 0800"}
    )
    assert_flags(CHECK, "ada-quill", field="address:electorate")


def test_a_box_is_compared_with_the_box() -> None:
    ada = factories.member("Ada Quill")
    address(ada, "1 Reef Street")
    Address.objects.create(
        member=ada,
        kind="electorate",
        line1="PO Box 7",
        suburb="Darwin",
        state="NT",
        postcode="0800",
        postal=True,
    )
    row = {
        "name": "Ada Quill",
        "address:electorate:line1": "PO Box 8",
        "address:electorate:suburb": "Darwin",
        "address:electorate:state": "NT",
    }
    factories.official_list(
        {**row, "address:electorate:postcode": "0800", "address:electorate:postal": "1"}
    )
    assert_flags(
        CHECK, "ada-quill", field="address:electorate", observed="PO Box 7, Darwin NT 0800"
    )

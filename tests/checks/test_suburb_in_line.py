from typing import Any

import pytest

from members.models import Address, Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges

pytestmark = pytest.mark.django_db
CHECK = "suburb-in-line"


def plant(number: int) -> None:
    address("PO Box 324", "Wallsend", factories.member(f"Member {number}"))


def address(line1: str, line2: str, of: Member | None = None, **parts: Any) -> Address:
    values = {"state": "NSW", "postcode": "2287", **parts}
    return Address.objects.create(
        member=of or factories.member(), kind="electorate", line1=line1, line2=line2, **values
    )


@pytest.mark.parametrize("town", ["Wallsend", "Port Macquarie", "Wagga Wagga", "Dee Why"])
def test_a_town_in_the_last_line_moves_to_the_suburb(town: str) -> None:
    planted = address("PO Box 324", town)
    assert_fix_converges(CHECK)
    planted.refresh_from_db()
    assert planted.lines == ["PO Box 324", f"{town} NSW 2287"]


@pytest.mark.parametrize(
    "line",
    [
        "5 Quill Street",
        "Macquarie Street",
        "Treasury Building",
        "Parliament House",
        "Shop 4",
        "Level Two Offices",
        "NSW 2287",
    ],
)
def test_a_street_or_a_building_is_no_town(line: str) -> None:
    address("Suite 5", line)
    assert_clean(CHECK)


def test_beside_its_suburb_alone_in_the_address_or_without_a_postcode_a_line_is_right() -> None:
    address("PO Box 324", "Wallsend", suburb="Newcastle")
    address("Wallsend", "", factories.member("Bo Reed"))
    address("PO Box 324", "Wallsend", factories.member("Cy Stone"), postcode="")
    assert_clean(CHECK)

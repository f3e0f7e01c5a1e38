import pytest

from members.models import Address, Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, findings

pytestmark = pytest.mark.django_db
CHECK = "postcode-zero-lost"


def plant(number: int) -> None:
    address("NT", "801", factories.member(f"Member {number}"))


def address(state: str, postcode: str, of: Member | None = None, country: str = "AU") -> Address:
    there = of or factories.member(of=factories.chamber(country=country))
    return Address.objects.create(
        member=there, kind="electorate", suburb="Somewhere", state=state, postcode=postcode
    )


@pytest.mark.parametrize(
    ("country", "state", "lost", "whole"),
    [
        ("AU", "NT", "801", "0801"),
        ("AU", "", "801", "0801"),
        ("US", "VT", "5401", "05401"),
        ("US", "VT", "5401-1234", "05401-1234"),
    ],
)
def test_a_lost_zero_is_put_back(country: str, state: str, lost: str, whole: str) -> None:
    planted = address(state, lost, country=country)
    assert assert_fix_converges(CHECK).evidence.expected == whole
    planted.refresh_from_db()
    assert planted.postcode == whole


def test_nobody_else_says_the_same() -> None:
    address("NT", "801")
    assert findings("postcode-malformed") == findings("postcode-not-in-state") == []


@pytest.mark.parametrize(
    ("country", "state", "postcode"),
    [
        ("AU", "NT", "0801"),
        ("AU", "VIC", "801"),
        ("AU", "", "300"),
        ("GB", "", "801"),
        ("", "", "801"),
    ],
)
def test_a_number_that_is_no_postcode_with_a_zero_either_is_something_else(
    country: str, state: str, postcode: str
) -> None:
    address(state, postcode, country=country)
    assert_clean(CHECK)

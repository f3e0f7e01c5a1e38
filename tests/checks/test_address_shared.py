import pytest

from members.models import Address
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "address-shared"


def plant(number: int) -> None:
    offices(2, f"{number} Quill Street", f"N{number}")


def offices(
    count: int,
    line: str = "5 Quill Street",
    prefix: str = "M",
    seats: str = "",
    chamber: str = "nt-la",
    kind: str = "electorate",
) -> None:
    there = factories.chamber(chamber)
    for row in range(count):
        seat = factories.electorate(seats or f"{prefix} seat {row}", there)
        member = factories.member(f"{prefix} {chr(65 + row)}", there, electorate=seat)
        Address.objects.create(
            member=member, kind=kind, line1=line, suburb="Nightcliff", state="NT", postcode="0810"
        )


@pytest.mark.parametrize("count", [2, 3])
def test_two_or_three_members_with_one_office_are_one_finding(count: int) -> None:
    offices(count)
    finding = assert_flags(CHECK, *("m-a", "m-b", "m-c")[:count], field="address:electorate")
    assert finding.key == "5 quill street nightcliff nt 0810"


def test_a_building_of_many_is_right() -> None:
    offices(4)
    assert_clean(CHECK)


def test_members_of_one_electorate_and_of_two_chambers_may_share() -> None:
    offices(2, seats="Murchison")
    offices(1, "7 Quill Street", "N", chamber="nt-la")
    offices(1, "7 Quill Street", "O", chamber="sa-ha")
    assert_clean(CHECK)


def test_parliament_and_a_place_without_a_street_are_right() -> None:
    offices(2, kind="parliamentary")
    offices(2, "Parliament House", "N")
    assert_clean(CHECK)

import pytest

from members.models import Address, Identifier, Member, Phone
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "fill-down"


def plant(number: int) -> None:
    postcodes(*(6022 + row for row in range(4)), prefix=f"N{number}", chamber=f"house-{number}")


def members(count: int, prefix: str = "M", chamber: str = "wa-lc") -> list[Member]:
    there = factories.chamber(chamber)
    return [factories.member(f"{prefix} {chr(65 + row)}", there) for row in range(count)]


def postcodes(*values: int | str, prefix: str = "M", chamber: str = "wa-lc") -> list[Member]:
    found = members(len(values), prefix, chamber)
    for member, value in zip(found, values, strict=True):
        Address.objects.create(
            member=member,
            kind="parliamentary",
            line1="Parliament House",
            suburb="Perth",
            postcode=str(value),
        )
    return found


def test_postcodes_that_count_up_are_one_finding_of_the_chamber() -> None:
    postcodes(6000, 6022, 6023, 6024, 6025, 6000)
    finding = assert_flags(
        CHECK,
        "m-b",
        "m-c",
        "m-d",
        "m-e",
        field="address:parliamentary",
        observed="6022, 6023, 6024, ..., 6025",
    )
    assert (finding.kind, finding.chamber.slug) == ("chamber", "wa-lc")
    assert finding.key == "address:parliamentary postcode 6022"


def test_another_address_of_the_kind_does_not_hide_it() -> None:
    second = postcodes(6022, 6023, 6024, 6025)[1]
    Address.objects.create(
        member=second, kind="parliamentary", line1="Parliament House", postcode="6000"
    )
    assert_flags(CHECK, "m-a", "m-b", "m-c", "m-d", field="address:parliamentary")


def test_phones_and_street_numbers_count_up_as_well() -> None:
    for row, member in enumerate(members(4)):
        Phone.objects.create(member=member, kind="electorate", number=f"(08) 9222 721{row + 1}")
        Phone.objects.create(
            member=member, kind="electorate", medium="fax", number=f"08 9222 731{row + 1}"
        )
        Address.objects.create(member=member, kind="electorate", line1=f"{row + 9} High Street")
    assert [finding.field for finding in findings(CHECK)] == [
        "address:electorate",
        "phone:electorate",
        "fax:electorate",
    ]


def test_the_same_series_twice_in_a_chamber_is_one_finding() -> None:
    postcodes(6022, 6023, 6024, 6025, 6022, 6023, 6024, 6025)
    assert_flags(CHECK, *(f"m-{letter}" for letter in "abcdefgh"), field="address:parliamentary")


def test_what_does_not_count_up_by_one_is_right() -> None:
    postcodes(6000, 6000, 6000, 6000, 6001, 6002, 6000, 6003, 6005, 6007, 6009)
    assert_clean(CHECK)


def test_three_in_a_row_may_be_chance_and_a_series_ends_with_its_chamber() -> None:
    postcodes(6022, 6023, 6024, chamber="wa-lc")
    postcodes(6025, 6026, 6027, chamber="wa-la", prefix="N")
    assert_clean(CHECK)


def test_identifiers_and_rooms_are_given_out_in_a_row() -> None:
    for row, member in enumerate(members(5)):
        Identifier.objects.create(member=member, scheme="seat", value=str(100 + row))
        Address.objects.create(
            member=member, kind="parliamentary", line1=f"Room {20 + row}, State Capitol"
        )
    assert_clean(CHECK)

from typing import Any

import pytest

from members.models import Address
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "suburb-postcodes"


def plant(number: int) -> None:
    offices("3020", "3020", "3020", "3002", suburb=f"Sunshine {'I' * number}", prefix=f"N{number}")


def offices(
    *postcodes: str, suburb: str = "Sunshine", prefix: str = "M", country: str = "AU", **parts: Any
) -> None:
    there = factories.chamber(country=country)
    for row, postcode in enumerate(postcodes):
        member = factories.member(f"{prefix} {chr(65 + row)}", there)
        values = {
            "line1": f"{row * 3} High Street",
            "suburb": suburb,
            "state": "VIC",
            "postcode": postcode,
            **parts,
        }
        Address.objects.create(member=member, kind="electorate", **values)


@pytest.mark.parametrize("odd", ["3002", "3021", "3820"])
def test_a_slip_of_one_digit_is_flagged_where_three_others_agree(odd: str) -> None:
    offices("3020", odd, "3020", "3020")
    assert (
        assert_flags(
            CHECK, "m-b", field="address:electorate", observed=f"Sunshine {odd}"
        ).evidence.expected
        == "3020"
    )


def test_case_does_not_matter() -> None:
    offices("3020", "3020", "3020")
    offices("3021", suburb="SUNSHINE", prefix="N")
    assert_flags(CHECK, "n-a", field="address:electorate")


def test_two_against_one_or_two_against_three_are_right() -> None:
    offices("3020", "3020", "3021", prefix="M")
    offices("3000", "3000", "3000", "3002", "3002", suburb="Melbourne", prefix="N")
    assert_clean(CHECK)


def test_another_part_of_the_country_or_a_box_is_right() -> None:
    offices("3020", "3020", "3020", "5023")
    offices("3850", "3850", "3850", suburb="Sale", prefix="N")
    offices("3853", suburb="Sale", prefix="O", line1="PO Box 5")
    offices("3853", suburb="Sale", prefix="P", postal=True)
    assert_clean(CHECK)


def test_where_a_postcode_is_that_of_a_street_nothing_is_said() -> None:
    offices("05601", "05601", "05601", "05602", country="US", state="VT")
    assert_clean(CHECK)

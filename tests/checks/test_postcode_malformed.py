import pytest

from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags
from tests.factories import address

pytestmark = pytest.mark.django_db
CHECK = "postcode-malformed"


def plant(number: int) -> None:
    address(factories.member(f"Member {number}"), postcode=f"Level {number}")


@pytest.mark.parametrize(
    "postcode",
    [
        "Level 37 Governor Macquarie Tower",
        "Parliament of New South Wales",
        "(02) 9228 5289",
        "20000",
        "22",
        "NSW",
    ],
)
def test_what_has_not_the_form_of_a_postcode_is_flagged_with_or_without_a_state(
    postcode: str,
) -> None:
    address(postcode=postcode)
    assert_flags(CHECK, "ada-quill", field="address:electorate", observed=postcode)


@pytest.mark.parametrize(
    ("country", "postcode"),
    [
        ("AU", "0801"),
        ("NZ", "6011"),
        ("GB", "sw1a 0aa"),
        ("CA", "K1A0A6"),
        ("US", "05602-1234"),
        ("IE", "D02 X285"),
        ("DE", "D-10115"),
        ("", "?7"),
    ],
)
def test_each_country_has_its_own_form_and_one_without_rules_has_none(
    country: str, postcode: str
) -> None:
    address(country=country, postcode=postcode)
    assert_clean(CHECK)


@pytest.mark.parametrize("postcode", ["801", "2000.0", "TBC", "--", " 2000 ", ""])
def test_what_another_check_names_and_what_is_blank_is_left_out(postcode: str) -> None:
    address(postcode=postcode)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    ("country", "wrong", "right"),
    [
        ("AU", "2O00", "2000"),
        ("AU", "3 000", "3000"),
        ("AU", "VIC 3000", "3000"),
        ("AU", "3000, Australia", "3000"),
        ("CA", "K1A-0A6", "K1A 0A6"),
        ("CA", "KIA OA6", "K1A 0A6"),
        ("GB", "SW1A OAA", "SW1A 0AA"),
        ("US", "205154333", "20515-4333"),
        ("US", "VT 05602", "05602"),
    ],
)
def test_the_postcode_that_must_be_meant_is_offered(country: str, wrong: str, right: str) -> None:
    planted = address(country=country, postcode=wrong)
    assert_fix_converges(CHECK)
    planted.refresh_from_db()
    assert planted.postcode == right


def test_a_postcode_of_another_state_is_not_offered() -> None:
    address(state="NSW", postcode="VIC 3000")
    assert assert_flags(CHECK, "ada-quill", field="address:electorate").fixes == ()

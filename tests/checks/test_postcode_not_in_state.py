import pytest

from members.models import Address, Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "postcode-not-in-state"


def plant(number: int) -> None:
    address("NT", "2000", factories.member(f"Member {number}"))


def address(state: str, postcode: str, of: Member | None = None, kind: str = "electorate") -> None:
    Address.objects.create(
        member=of or factories.member(),
        kind=kind,
        suburb="Somewhere",
        state=state,
        postcode=postcode,
    )


@pytest.mark.parametrize(
    ("state", "postcode"),
    [("NT", "2000"), ("VIC", "2000"), ("Victoria", "2000"), ("nsw", "5000"), ("NSW", "0000")],
)
def test_a_postcode_of_another_state_or_of_none_is_flagged(state: str, postcode: str) -> None:
    address(state, postcode)
    assert_flags(CHECK, "ada-quill", field="address:electorate", observed=f"{state} {postcode}")


@pytest.mark.parametrize(
    ("state", "postcode"),
    [
        ("NT", "0801"),
        ("Vic.", "3000"),
        ("ACT", "2600"),
        ("NSW", "2620"),
        ("NSW", "3644"),
        ("", "801"),
        ("NT", ""),
    ],
)
def test_what_a_state_may_have_is_right_and_what_is_not_known_is_not_judged(
    state: str, postcode: str
) -> None:
    address(state, postcode)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    ("state", "postcode"),
    [("NT", "801"), ("NSW", "20000"), ("NSW", "Level 37"), ("NSW", "2000.0"), ("NSW", "TBC")],
)
def test_what_is_no_postcode_at_all_is_named_by_others(state: str, postcode: str) -> None:
    address(state, postcode)
    assert_clean(CHECK)


def test_a_state_that_is_none_is_not_judged_here() -> None:
    address("2196", "2196")
    assert_clean(CHECK)


@pytest.mark.parametrize(
    ("country", "state", "right", "wrong"),
    [("US", "HI", "96813-1234", "05401"), ("CA", "ON", "K1A 0A6", "V6B 1A1")],
)
def test_each_country_has_its_own_rules(country: str, state: str, right: str, wrong: str) -> None:
    there = factories.chamber("there", country=country)
    address(state, right, factories.member("Ada Quill", there))
    address(state, wrong, factories.member("Bo Reed", there))
    assert_flags(CHECK, "bo-reed", field="address:electorate")


def test_a_country_without_states_has_no_rule() -> None:
    address("Wellington", "1", factories.member(of=factories.chamber("nz-house", country="NZ")))
    assert_clean(CHECK)


def test_it_says_where_the_postcode_belongs() -> None:
    address("VIC", "2600")
    assert (
        "It belongs to ACT" in assert_flags(CHECK, "ada-quill", field="address:electorate").message
    )

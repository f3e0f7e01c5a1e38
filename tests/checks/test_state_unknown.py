import pytest

from members.models import Address, Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "state-unknown"


def plant(number: int) -> None:
    address("Viktoria", of=factories.member(f"Member {number}"))


def address(
    state: str, postcode: str = "", of: Member | None = None, country: str = "AU"
) -> Address:
    there = of or factories.member(of=factories.chamber(country=country))
    return Address.objects.create(
        member=there, kind="electorate", line1="5 Quill Street", state=state, postcode=postcode
    )


@pytest.mark.parametrize(
    ("country", "state"), [("AU", "Sydney"), ("AU", "XYZ"), ("US", "Ontario"), ("CA", "Kent")]
)
def test_what_is_none_of_the_countrys_states_is_flagged(country: str, state: str) -> None:
    address(state, country=country)
    assert assert_flags(CHECK, "ada-quill", field="address:electorate", observed=state).fixes == ()


@pytest.mark.parametrize(
    ("country", "state"),
    [
        ("AU", "vic"),
        ("AU", "N.S.W."),
        ("AU", "western australia"),
        ("US", "New York"),
        ("US", "D.C."),
        ("US", "Calif."),
        ("CA", "Québec"),
        ("CA", "P.E.I."),
    ],
)
def test_names_and_abbreviations_are_right_in_any_case(country: str, state: str) -> None:
    address(state, country=country)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    ("country", "state"),
    [("GB", "Kent"), ("NZ", "Wellington"), ("IE", "Co. Cork"), ("", "Somewhere")],
)
def test_a_country_without_a_closed_list_of_states_is_not_judged(country: str, state: str) -> None:
    address(state, country=country)
    assert_clean(CHECK)


@pytest.mark.parametrize("state", ["2196", "(03) 9637 8920", "TBC", "a@example.org"])
def test_something_else_in_the_column_is_named_by_others(state: str) -> None:
    address(state)
    assert_clean(CHECK)


@pytest.mark.parametrize(
    ("country", "wrong", "postcode", "right"),
    [
        ("AU", "Viktoria", "", "VIC"),
        ("AU", "Queenland", "4000", "QLD"),
        ("AU", "NWS", "2000", "NSW"),
        ("US", "Massachusets", "", "MA"),
    ],
)
def test_the_state_that_must_be_meant_is_offered(
    country: str, wrong: str, postcode: str, right: str
) -> None:
    planted = address(wrong, postcode, country=country)
    assert_fix_converges(CHECK)
    planted.refresh_from_db()
    assert planted.state == right


@pytest.mark.parametrize(
    ("wrong", "postcode"), [("Viktoria", "2000"), ("NWS", ""), ("NWS", "3000")]
)
def test_a_state_that_the_postcode_speaks_against_is_not_offered(wrong: str, postcode: str) -> None:
    address(wrong, postcode)
    assert assert_flags(CHECK, "ada-quill", field="address:electorate").fixes == ()

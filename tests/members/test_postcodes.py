import pytest

from members import postcodes


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("AU", "0801"),
        ("NZ", "6011"),
        ("GB", "SW1A 0AA"),
        ("GB", "sw1a0aa"),
        ("CA", "K1A 0A6"),
        ("CA", "k1a0a6"),
        ("US", "05602"),
        ("US", "20515-4333"),
        ("IE", "D02 X285"),
        ("IN", "110 001"),
        ("DE", "D-10115"),
        ("SE", "111 22"),
    ],
)
def test_each_country_has_postcodes_of_its_own_form(country: str, text: str) -> None:
    assert postcodes.is_postcode(country, text)


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("AU", "801"),
        ("AU", "3 000"),
        ("NZ", "Wellington"),
        ("GB", "2000"),
        ("CA", "K1A 0O6"),
        ("US", "5401"),
    ],
)
def test_what_has_another_form_is_no_postcode(country: str, text: str) -> None:
    assert postcodes.is_postcode(country, text) is False


def test_a_country_without_rules_is_not_judged() -> None:
    assert postcodes.is_postcode("", "801") is None
    assert postcodes.is_state("GB", "Kent") is None, "a county may stand there"
    assert postcodes.fits("NZ", "Wellington", "1") is None
    assert postcodes.abbreviation("IE", "Co. Cork") == ""


@pytest.mark.parametrize(
    ("country", "text", "state"),
    [
        ("AU", "vic", "VIC"),
        ("AU", "N.S.W.", "NSW"),
        ("AU", "western  Australia", "WA"),
        ("AU", "JBT", "JBT"),
        ("US", "new york", "NY"),
        ("US", "D.C.", "DC"),
        ("US", "Calif.", "CA"),
        ("CA", "Québec", "QC"),
        ("CA", "P.E.I.", "PE"),
        ("CA", "Nouvelle-Écosse", "NS"),
        ("AU", "Cocos (Keeling) Islands", "WA"),
        ("US", "N. Carolina", "NC"),
        ("US", "U.S. Virgin Islands", "VI"),
        ("US", "CNMI", "MP"),
        ("AU", "Viktoria", ""),
        ("AU", "2196", ""),
        ("US", "Ontario", ""),
        ("CA", "", ""),
    ],
)
def test_a_state_goes_by_its_name_and_abbreviations_in_any_case(
    country: str, text: str, state: str
) -> None:
    assert postcodes.abbreviation(country, text) == state
    assert postcodes.is_state(country, text) is bool(state)


@pytest.mark.parametrize(
    ("country", "state", "lost", "whole"),
    [
        ("AU", "NT", "801", "0801"),
        ("AU", "", "801", "0801"),
        ("US", "VT", "5401", "05401"),
        ("US", "VT", "5401-1234", "05401-1234"),
        ("US", "PR", "901", "00901"),
        ("NZ", "", "610", "0610"),
        ("AU", "Sydney", "801", "0801"),
        ("AU", "VIC", "801", ""),
        ("AU", "", "300", ""),
        ("AU", "NT", "0801", ""),
        ("GB", "", "801", ""),
        ("", "", "801", ""),
        ("US", "", "901", ""),
    ],
)
def test_a_lost_zero_is_put_back_only_where_that_makes_a_postcode_of_the_state(
    country: str, state: str, lost: str, whole: str
) -> None:
    assert postcodes.with_zero(country, state, lost) == whole


def test_a_postcode_says_which_states_may_have_it() -> None:
    assert postcodes.states("AU", "3023") == ["VIC"]
    assert postcodes.states("AU", "2620") == ["ACT", "NSW"]
    assert postcodes.states("NZ", "6011") == []


def test_towns_across_a_border_have_the_postcode_of_the_neighbour() -> None:
    assert postcodes.fits("AU", "NSW", "4383")
    assert postcodes.fits("AU", "NT", "4825")
    assert postcodes.fits("AU", "QLD", "2406")
    assert postcodes.fits("AU", "QLD", "2000") is False

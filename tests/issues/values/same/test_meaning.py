"""Texts, electorates, roles, names and parties that mean the same."""

import pytest

from issues.values.same.meaning import (
    abbreviates,
    same_electorate,
    same_party,
    same_role,
    same_text,
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Smith & Sons", "smith and sons"),
        ("Te Pāti", "Te Pati"),
        ("North-East", "North East"),
        ("O'Connor", "OConnor"),
        ("Ørsted", "Orsted"),
        ("anything", ""),
        ("anything", "  "),
    ],
)
def test_spelling_makes_no_other_text(a: str, b: str) -> None:
    assert same_text(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [("", "new"), ("North", "Northern"), ("Elder 1 2", "Elder 12"), ("A or B", "A and B")],
)
def test_other_words_make_another_text(a: str, b: str) -> None:
    assert not same_text(a, b)


@pytest.mark.parametrize(
    ("a", "b", "country"),
    [
        ("Division of Woodvale", "Woodvale", ""),
        ("Electoral District of Woodvale", "woodvale", ""),
        ("Member for Woodvale", "Woodvale", ""),
        ("Woodvale", "Woodvale Electorate", ""),
        ("St Mary", "Saint Mary", ""),
        ("Mt. Elder", "Mount Elder", ""),
        ("Fern & Elder", "Fern and Elder", ""),
        ("District 5", "5", ""),
        ("District 05", "5th District", ""),
        ("Fifth Elder", "5th Elder", ""),
        ("Senate District 12", "12", ""),
        ("Elder-1", "Elder 1", ""),
        ("NSW", "New South Wales", "AU"),
        ("N.S.W.", "new south wales", "AU"),
        ("State of Victoria", "State of VIC", "AU"),
        ("Texas 5th", "TX-5", "US"),
        ("District of Columbia", "DC", "US"),
        ("Québec", "Quebec", "CA"),
        ("Woodvale", "", ""),
    ],
)
def test_an_electorate_is_known_by_any_of_its_spellings(a: str, b: str, country: str) -> None:
    assert same_electorate(a, b, country)
    assert not b or same_electorate(b, a, country)


@pytest.mark.parametrize(
    ("a", "b", "country"),
    [
        ("City of Woodvale", "Woodvale City Council", ""),
        ("City of Woodvale", "Woodvale", ""),
        ("District 5", "District 15", ""),
        ("5", "50", ""),
        ("Elder-1", "Elder-2", ""),
        ("Elder-1-2", "Elder-12", ""),
        ("North Elder", "South Elder", ""),
        ("NSW", "New South Wales", ""),
        ("SA", "South Africa", "AU"),
        ("WA", "Western Australia", "US"),
        ("First Elder", "Second Elder", ""),
        ("", "Woodvale", ""),
    ],
)
def test_another_electorate_stays_another(a: str, b: str, country: str) -> None:
    assert not same_electorate(a, b, country)
    assert not same_electorate(b, a, country) or not a


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Minister for Elms; Leader", "Leader, Minister for Elms"),
        ("Minister for Elms\nLeader", "Leader; Minister for Elms"),
        ("Minister for Elms. Leader of the House.", "Leader of the House; Minister for Elms"),
        ("Minister for Elms & Oaks", "Minister for Elms and Oaks"),
        ("Minister for Elms, Oaks, and Firs", "Minister for Elms, Oaks and Firs"),
        ("The Speaker", "speaker"),
        ("Speaker", ""),
    ],
)
def test_roles_are_the_same_in_any_order(a: str, b: str) -> None:
    assert same_role(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Leader", "Leader; Minister for Elms"),
        ("Leader; Minister for Elms", "Leader"),
        ("Deputy Speaker", "Speaker"),
        ("", "Speaker"),
    ],
)
def test_a_role_more_or_less_is_a_difference(a: str, b: str) -> None:
    assert not same_role(a, b)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("ALP", "Australian Labor Party"),
        ("Labor", "Australian Labor Party"),
        ("LP", "Liberal Party of Australia"),
        ("LIB", "Liberal Party of Australia"),
        ("LPA", "Liberal Party of Australia"),
        ("GRN", "The Greens"),
        ("AG", "Australian Greens"),
        ("NATS", "The Nationals"),
        ("Nats", "National Party of Australia"),
        ("NP", "The Nationals"),
        ("NPA", "National Party of Australia"),
        ("CLP", "Country Liberal Party"),
        ("KAP", "Katter's Australian Party"),
        ("LNP", "Liberal National Party"),
        ("Con", "Conservative"),
        ("Con", "Conservative and Unionist Party"),
        ("LD", "Liberal Democrats"),
        ("LibDem", "Liberal Democrats"),
        ("D", "Democratic"),
        ("Dem.", "Democratic"),
        ("Democrat", "Democratic"),
        ("R", "Republican"),
        ("Rep", "Republican"),
        ("IND", "Independent"),
        ("NDP", "New Democratic Party"),
        ("SFF", "Shooters, Fishers and Farmers Party"),
        ("UAP", "United Australia Party"),
    ],
)
def test_initials_and_beginnings_abbreviate(short: str, long: str) -> None:
    assert abbreviates(short, long)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("LIB", "Australian Labor Party"),
        ("LIB", "Labor"),
        ("LIB", "Liberal National Party"),
        ("LIB", "Liberal Democrats"),
        ("LNP", "Liberal Party"),
        ("LP", "Liberal National Party"),
        ("ALP", "Australian Greens"),
        ("CLP", "Australian Labor Party"),
        ("NAT", "National Alliance Team of Woodvale"),
        ("D", "Republican"),
        ("DEM", "Republican"),
        ("IND", ""),
        ("", "Labor"),
        ("Labour", "Labor"),
        ("Ref", "Republican"),
        ("P", "The Greens"),
    ],
)
def test_what_only_looks_alike_abbreviates_nothing(short: str, long: str) -> None:
    assert not abbreviates(short, long)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Greens", "The Greens"),
        ("Australian Greens", "Greens"),
        ("Liberal Party of Australia", "Liberal"),
        ("Conservative Party of Canada", "Conservative"),
        ("Katter's Australian Party", "KATTER\u2019S AUSTRALIAN PARTY"),
        ("New Zealand First", "NZ First"),
        ("Labour", ""),
    ],
)
def test_a_party_is_the_same_without_its_generic_words(a: str, b: str) -> None:
    assert same_party(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Labor", "Liberal"),
        ("Country Labor Party", "Labor Party"),
        ("Liberal National Party", "Liberal Party"),
        ("The Party", "Australian Party"),
        ("New Zealand First", "Canada First"),
        ("ALP", "Australian Labor Party"),
        ("", "Labor"),
    ],
)
def test_another_party_stays_another(a: str, b: str) -> None:
    assert not same_party(a, b)

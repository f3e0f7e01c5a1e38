import pytest

from issues.values.parties import are_near, is_none, is_office, plain


def test_spelling_does_not_make_another_party() -> None:
    assert plain("The Greens") == plain("GREENS") == "greens"
    assert plain("Liberal Party") == plain("liberal")
    assert plain("Te P\u0101ti M\u0101ori") == plain("Te Pati Maori")
    assert plain("Liberal-National") == plain("Liberal National") != plain("Liberal")
    assert plain("The Party") == "theparty"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Labor", "Labour"),
        ("Democrat", "Democratic"),
        ("Republcian", "Republican"),
        ("The Natoinals", "The Nationals"),
    ],
)
def test_a_slip_of_a_letter_or_two_is_near(one: str, other: str) -> None:
    assert are_near(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ALP", "CLP"),
        ("Australian Labor Party", "Country Labor Party"),
        ("Nationals WA", "Nationals SA"),
        ("Socialist Party", "Socialist Alliance"),
        ("Team 2020", "Team 2021"),
        ("Democratic/Progressive", "Progressive/Democratic"),
        ("Liberal", "Liberal Democrats"),
        ("Greens", "Greens"),
    ],
)
def test_parties_that_only_look_alike_are_not_near(one: str, other: str) -> None:
    assert not are_near(one, other)


def test_an_office_and_a_placeholder_are_no_parties_and_independent_is_one() -> None:
    assert is_office("SPK")
    assert is_office("Deputy President")
    assert not is_office("Independent")
    assert is_none("Unknown")
    assert is_none("-")
    assert is_none("a@b.example")
    assert is_none("2044")
    assert not is_none("Independent")
    assert not is_none("No Land Tax")
    assert not is_none("ALP")

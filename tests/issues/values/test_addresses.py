import pytest

from issues.values import addresses


@pytest.mark.parametrize(
    ("state", "postcode", "fault"),
    [
        ("NT", "0801", ""),
        ("NT", "801", "zero"),
        ("NT", "2000", "state"),
        ("NT", "801.0", "coerced"),
        ("NT", "TBC", "empty"),
        ("NT", "NSW", "malformed"),
        ("", "", ""),
        ("Nowhere", "2000", ""),
    ],
)
def test_one_thing_is_wrong_with_a_postcode_at_a_time(
    state: str, postcode: str, fault: str
) -> None:
    assert addresses.postcode_fault("AU", state, postcode) == fault


def test_without_rules_only_what_is_surely_something_else_is_wrong() -> None:
    assert addresses.postcode_fault("", "", "a@example.org") == "foreign"
    assert addresses.postcode_fault("", "", "801") == ""
    assert addresses.state_fault("GB", "Kent") == ""
    assert addresses.state_fault("GB", "020 7219 3000") == "foreign"


@pytest.mark.parametrize(
    ("country", "text", "meant"),
    [
        ("AU", "2O00", ("2000", "")),
        ("AU", "VIC 3000", ("3000", "VIC")),
        ("AU", "VIC 2000", ("", "")),
        ("AU", "Level 37", ("", "")),
        ("CA", "KIA-OA6", ("K1A 0A6", "")),
        ("GB", "SW1A OAA", ("SW1A 0AA", "")),
        ("US", "205154333", ("20515-4333", "")),
    ],
)
def test_the_postcode_that_is_meant_is_told_from_what_stands_there(
    country: str, text: str, meant: tuple[str, str]
) -> None:
    assert addresses.postcode_within(country, text) == meant


def test_headings_and_words_for_nothing_are_empty_and_towns_are_not() -> None:
    assert all(
        map(
            addresses.is_empty_word,
            [
                "TBC",
                "Suburb",
                "STATE",
                "Address line 1",
                "--",
                "n/a",
                "To be advised",
                "0",
                "Please select",
            ],
        )
    )
    assert not any(
        map(
            addresses.is_empty_word,
            ["", "City", "Test Cricket House", "Nil Street", "State Office", "No. 5", "007"],
        )
    )

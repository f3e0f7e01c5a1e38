import pytest

from issues.values import numbers

COERCED = [
    "6.13E+11",
    "6,13E+11",
    "4E4",
    "0E00",
    "2000.0",
    "336.3",
    "61299776411.0",
    "1-May",
    "5-jan-12",
    "May-25",
    "3/02/2012",
]
COERCED += ["2012-02-03", "2012-02-03 00:00:00", "299,776,411", " 3000.0 "]
WRITTEN = [
    "",
    "2000",
    "0801",
    "1/25",
    "3-5",
    "1-5",
    "555.1234",
    "02.9977.6411",
    "96813-1234",
    "83E",
    "00AKI",
    "1/25/30",
]
WRITTEN += ["+61 2 9977 6411", "K1A 0A6", "1 May", "1-May Street"]


@pytest.mark.parametrize("text", COERCED)
def test_what_a_spreadsheet_makes_of_numbers_is_known(text: str) -> None:
    assert numbers.is_coerced(text)


@pytest.mark.parametrize("text", WRITTEN)
def test_numbers_as_people_write_them_are_none(text: str) -> None:
    assert not numbers.is_coerced(text)


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("1-May High Street", "1-May"),
        ("3/02/2012, High Street", "3/02/2012"),
        ("336.3 Fourth Avenue", "336.3"),
        ("3/02/2012", "3/02/2012"),
        ("1/25 High Street", ""),
        ("3-5 May Street", ""),
        ("1 May Street", ""),
        ("12.5 Mile Road", ""),
        ("Unit 3-5", ""),
    ],
)
def test_a_line_that_begins_with_one_is_told_from_a_street_number(line: str, start: str) -> None:
    assert numbers.coerced_start(line) == start


@pytest.mark.parametrize(
    ("text", "was"),
    [
        ("3000.0", "3000"),
        ("6.1299776411E+10", "61299776411"),
        ("6.13E+11", ""),
        ("4E4", ""),
        ("336.3", ""),
        ("1-May", ""),
        ("6.13000E+05", ""),
    ],
)
def test_a_number_is_restored_only_where_no_digit_was_lost(text: str, was: str) -> None:
    assert numbers.restored(text) == was

import pytest

from issues.values.places import WrittenPlace, in_line, in_suburb


@pytest.mark.parametrize(
    ("country", "text", "place"),
    [
        ("US", "Wilmington, DE", WrittenPlace("", "Wilmington", "DE", "")),
        ("AU", "Deer Park VIC 3023", WrittenPlace("", "Deer Park", "VIC", "3023")),
        ("AU", "Sydney NSW, Australia", WrittenPlace("", "Sydney", "NSW", "")),
        ("CA", "London ON  N6A 1A1", WrittenPlace("", "London", "ON", "N6A 1A1")),
        ("US", "Washington, DC 20510", WrittenPlace("", "Washington", "DC", "20510")),
    ],
)
def test_a_town_is_told_from_what_stands_behind_it(
    country: str, text: str, place: WrittenPlace
) -> None:
    assert in_suburb(country, text) == place


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("AU", "Mount Victoria"),
        ("US", "West New York"),
        ("US", "Washington DC"),
        ("AU", "VIC"),
        ("AU", "1 High Street VIC 3023"),
        ("FR", "Paris 75001"),
    ],
)
def test_a_town_alone_has_nothing_behind_it(country: str, text: str) -> None:
    assert in_suburb(country, text) is None


@pytest.mark.parametrize(
    ("country", "line", "place"),
    [
        (
            "AU",
            "Shop 30D, Bulleen Plaza, 101 Manningham Road, Bulleen 3105",
            WrittenPlace("Shop 30D, Bulleen Plaza, 101 Manningham Road", "Bulleen", "", "3105"),
        ),
        (
            "US",
            "24 Colonial Dr. Montpelier, VT 05602",
            WrittenPlace("24 Colonial Dr.", "Montpelier", "VT", "05602"),
        ),
        (
            "AU",
            "Cnr High and Low Streets, Box Hill 3128",
            WrittenPlace("Cnr High and Low Streets", "Box Hill", "", "3128"),
        ),
        (
            "AU",
            "12 George Street, Sydney NSW 2000 Australia",
            WrittenPlace("12 George Street", "Sydney", "NSW", "2000"),
        ),
    ],
)
def test_a_line_is_taken_apart_at_its_town(country: str, line: str, place: WrittenPlace) -> None:
    assert in_line(country, line) == place


@pytest.mark.parametrize(
    "line",
    [
        "PO Box 3023",
        "Suite 1, Locked Bag 1234",
        "Parliament House, Room 2000",
        "Deer Park 3023",
        "5 Quill Street, Deer Park",
    ],
)
def test_a_number_at_the_end_need_not_be_a_postcode(line: str) -> None:
    assert in_line("AU", line) is None


def test_below_other_lines_a_town_and_its_postcode_are_enough() -> None:
    assert in_line("AU", "Deer Park 3023", below=True) == WrittenPlace("", "Deer Park", "", "3023")
    assert in_line("AU", "PO Box 3023", below=True) is None

import pytest

from issues.values import text_kinds


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("a.b@example.org", "email"),
        ("www.example.org/ada", "url"),
        ("example.gov.au", "url"),
        ("2196", "postcode"),
        ("(03) 9651 1156", "phone"),
        ("Fax: 03 9651 1156", "phone"),
        ("NSW", "state"),
        ("Western Australia", "state"),
        ("1 Farrer Place", "street"),
        ("Level 37 Governor Macquarie Tower", "street"),
        ("PO Box 120", "street"),
        ("12", "number"),
        ("Dee Why", ""),
        ("Victoria", ""),
        ("St. Ives", ""),
        ("", ""),
    ],
)
def test_the_sort_of_a_value_is_known_by_its_form(text: str, sort: str) -> None:
    assert text_kinds.kind_of_text("AU", text) == sort


@pytest.mark.parametrize("text", ["1200-1300", "2000", "336.3", "12345", "3/12"])
def test_ranges_and_short_numbers_are_no_phones(text: str) -> None:
    assert text_kinds.phone_in(text) == ""

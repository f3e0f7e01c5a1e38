import pytest

from issues.values.capitals import capitalised, is_one_case


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("SMITH", "Smith"),
        ("smith", "Smith"),
        ("O'BRIEN", "O'Brien"),
        ("LEE-FOX", "Lee-Fox"),
        ("GONZ\u00c1LEZ", "Gonz\u00e1lez"),
        ("MARY ANN", "Mary Ann"),
    ],
)
def test_a_name_in_capitals_is_written_as_a_name(text: str, right: str) -> None:
    assert is_one_case(text, 3)
    assert capitalised(text) == right
    assert not is_one_case(right, 3)


@pytest.mark.parametrize(
    "text", ["MCDONALD", "MACLEAN", "VAN DYKE", "D'ARCY", "SMITH III", "de la cruz"]
)
def test_where_the_capitals_are_a_matter_of_the_person_none_is_guessed(text: str) -> None:
    assert is_one_case(text, 3)
    assert capitalised(text) == ""


@pytest.mark.parametrize(
    "text", ["", "Ng", "NG", "J.D.", "JD", "Smith", "DeSean", "\u674e\u660e\u6d69", "J D K L"]
)
def test_initials_and_scripts_without_capitals_are_not_in_capitals(text: str) -> None:
    assert not is_one_case(text, 3)

import pytest

from issues.values.people import plain_name


@pytest.mark.parametrize(
    "names",
    [
        ("Mary-Ann", "O'Neill"),
        ("MARY ANN", "ONEILL"),
        ("Mary Ann", "O\u2019Neill"),
        (" Mary Ànn ", "O Neill"),
    ],
)
def test_spellings_of_one_name_are_the_same(names: tuple[str, str]) -> None:
    assert plain_name(*names) == "maryannoneill"


@pytest.mark.parametrize(
    "names", [("Søren", "Ke\u02bbaloha"), ("Soren", "Ke\u2018aloha"), ("SØREN", "Kealoha")]
)
def test_letters_and_apostrophes_of_all_alphabets_are_folded_as_in_a_search(
    names: tuple[str, str],
) -> None:
    assert plain_name(*names) == "sorenkealoha"


def test_a_generation_and_a_further_name_make_another_person() -> None:
    assert (
        len(
            {
                plain_name("Donald", "Payne"),
                plain_name("Donald", "Payne Jr."),
                plain_name("Donald M.", "Payne"),
            }
        )
        == 3
    )

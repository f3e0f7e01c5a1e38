import pytest

from issues.official.names import compatible, plain, says_no_more


@pytest.mark.parametrize(("one", "other"), [(("Mary", "Smith-Jones"), ("Mary", "Smith Jones")), (("Una", "O'Neill"), ("Una", "ONEILL"))])
def test_spelling_makes_no_other_name(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert plain(*one) == plain(*other)


def test_initials_that_fit_say_no_more() -> None:
    assert says_no_more("R.S.", "Richard")
    assert not says_no_more("Richard", "R.")


def test_a_nickname_is_compatible_and_another_given_name_is_not() -> None:
    assert compatible("Bob", "Smith", "Robert", "Smith")
    assert not compatible("Jane", "Smith", "John", "Smith")

import pytest

from members.models import Identifier
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "name-differs"


def plant(number: int) -> None:
    reef = factories.electorate(f"Reef {number}")
    factories.member(f"Ada Quill{number}", electorate=reef)
    factories.listed(name=f"Ada Mary Quill{number}", electorate=f"Reef {number}")


def test_a_given_name_more_is_a_difference_and_is_written() -> None:
    plant(1)
    assert_flags(CHECK, "ada-quill1", field="name", observed="Ada Quill1")
    assert_fix_converges(CHECK)


@pytest.mark.parametrize(
    "said",
    [
        "The Hon. Ada O'Neill-Ray AM, MP",
        "ONEILL RAY, Ada",
        "ADA O\u2019NEILL RAY",
        "A. O'Neill-Ray",
    ],
)
def test_titles_case_accents_punctuation_order_and_bare_initials_are_no_difference(
    said: str,
) -> None:
    ada = factories.member("Áda O'Neill-Ray", slug="ada", electorate=factories.electorate("Reef"))
    Identifier.objects.create(member=ada, scheme="x", value="1")
    factories.official_list({"name": said, "electorate": "Reef", "id:x": "1"})
    assert_clean(CHECK)


def test_an_initial_in_the_directory_and_a_name_in_the_list_is_a_difference() -> None:
    factories.member("A Quill", electorate=factories.electorate("Reef"))
    factories.official_list({"name": "Ada Quill", "electorate": "Reef"})
    assert_flags(CHECK, "a-quill", field="name", observed="A Quill")

import pytest

from members.models import Identifier
from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "identifier-double"


def plant(number: int) -> None:
    known(f"Ada {number}", f"A{number}", f"B{number}", chamber=f"chamber-{number}")


def known(name: str, *values: str, chamber: str = "nt-la") -> None:
    member = factories.member(name, factories.chamber(chamber))
    for value in values:
        Identifier.objects.create(member=member, scheme="aph", value=value)


def test_two_identifiers_of_one_scheme_are_two_people() -> None:
    known("Ada Quill", "R36", "HK5")
    known("Bo Reed", "SR5")
    assert_flags(CHECK, "ada-quill", field="id:aph", observed="R36; HK5")


def test_the_same_identifier_twice_two_schemes_and_a_stopgap_are_no_second_identifier() -> None:
    known("Ada Quill", "R36", "R36", "TBC")
    Identifier.objects.create(member=factories.member("Bo Reed"), scheme="aph", value="HK5")
    Identifier.objects.create(
        member=factories.member("Cy Stone", ended_on=TODAY), scheme="oaf", value="7"
    )
    assert_clean(CHECK)


def test_a_scheme_that_gives_many_people_several_is_right() -> None:
    for number in range(6):
        known(f"Ada {number}", f"S{number}", *([f"H{number}"] if number % 3 == 0 else []))
    assert_clean(CHECK)

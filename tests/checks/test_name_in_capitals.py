import pytest

from members.models import Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "name-in-capitals"


def others(of: str = "nt-la") -> None:
    for last in ("Reed", "Stone", "Vale", "Wood"):
        factories.member(f"Bo {last}", factories.chamber(of), slug=f"{last.lower()}-{of}")


def plant(number: int) -> None:
    others(f"chamber-{number}")
    factories.member("Ada QUILL", factories.chamber(f"chamber-{number}"), slug=f"ada-{number}")


@pytest.mark.parametrize("name", ["Ada QUILL", "ada quill", "ADA QUILL"])
def test_a_name_in_one_case_among_others_is_flagged(name: str) -> None:
    others()
    factories.member(name, slug="ada")
    assert_flags(CHECK, "ada", field="name", observed=name)


@pytest.mark.parametrize(
    ("last", "right"), [("QUILL", "Quill"), ("o'brien", "O'Brien"), ("QUILL-REED", "Quill-Reed")]
)
def test_it_is_written_as_a_name(last: str, right: str) -> None:
    others()
    factories.member(f"Ada {last}", slug="ada")
    assert_fix_converges(CHECK)
    assert Member.objects.get(slug="ada").last_name == right


def test_where_the_capitals_stand_in_the_name_is_not_guessed() -> None:
    others()
    factories.member("Ada MCDONALD", slug="ada")
    assert assert_flags(CHECK, "ada", field="name").fixes == ()


@pytest.mark.parametrize(
    "name", ["JD Quill", "J.D. Quill", "Ada NG", "Ada TBC", "\u660e \u674e\u660e\u6d69"]
)
def test_initials_and_short_names_are_right(name: str) -> None:
    others()
    factories.member(name, slug="ada")
    assert_clean(CHECK)


def test_a_list_in_capitals_has_that_style() -> None:
    others()
    for number, last in enumerate(("QUILL", "LAKE")):
        factories.member(f"Ada {last}", slug=f"ada-{number}")
    assert_clean(CHECK)

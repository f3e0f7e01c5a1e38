import pytest

from members.models import Identifier, Member
from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_fix_converges, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "member-moved"


def plant(number: int) -> None:
    lower, upper = factories.chamber("lower"), factories.chamber("upper")
    letters = "abcdefghijkl"[number] * 2
    for name, house in (
        (f"Bo Reed-{letters.title()}", lower),
        (f"Di Thorn-{letters.title()}", upper),
    ):
        factories.member(name, house)
        factories.listed(house, f"of-{house.slug}", name=name)
    factories.member(f"Ada Quill-{letters.title()}", lower)
    factories.listed(upper, "of-upper", name=f"Ada Quill-{letters.title()}")


def test_who_left_one_list_and_is_in_the_other_moved_and_is_neither_missing_nor_departed() -> None:
    plant(0)
    assert_flags(CHECK, "ada-quill-aa", observed="LOWER")
    assert_clean("member-missing")
    assert_clean("member-departed")
    assert_fix_converges(CHECK)
    assert Member.objects.sitting(TODAY).get(last_name="Quill-Aa").chamber.slug == "upper"


def test_an_old_chamber_without_a_list_is_left_all_the_same() -> None:
    factories.member("Ada Quill", factories.chamber("lower"))
    factories.official_list({"name": "Ada Quill"}, of=factories.chamber("upper"))
    assert_flags(CHECK, "ada-quill")


def test_who_is_in_both_lists_did_not_move() -> None:
    factories.member("Ada Quill", factories.chamber("lower"))
    for slug in ("lower", "upper"):
        factories.official_list({"name": "Ada Quill"}, of=factories.chamber(slug), slug=slug)
    assert_clean(CHECK)
    assert len(findings("member-missing")) == 1


def test_a_namesake_in_another_jurisdiction_is_another_person_unless_an_identifier_says_otherwise() -> (
    None
):
    ada = factories.member("Ada Quill", factories.chamber("lower", jurisdiction="au-nt"))
    factories.official_list(
        {"name": "Ada Quill", "id:x": "7"}, of=factories.chamber("upper", jurisdiction="au")
    )
    assert_clean(CHECK)
    Identifier.objects.create(member=ada, scheme="x", value="7")
    assert_flags(CHECK, "ada-quill")


def test_two_namesakes_decide_nothing() -> None:
    for slug in ("ada-1", "ada-2"):
        factories.member("Ada Quill", factories.chamber("lower"), slug=slug)
    factories.official_list({"name": "Ada Quill"}, of=factories.chamber("upper"))
    assert_clean(CHECK)

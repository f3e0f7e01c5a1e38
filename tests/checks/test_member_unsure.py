import pytest

from issues import fixes
from members.models import Identifier
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "member-unsure"


def plant(number: int) -> None:
    suffix = "abcdefghijklmnop"[number] * 3
    factories.member(f"Katherine Q{suffix}", electorate=factories.electorate(f"Reef {number}"))
    factories.listed(name=f"Kate Q{suffix}", electorate=f"Cove {number}")


def test_a_nickname_in_another_electorate_is_a_question_in_place_of_missing_and_departed() -> None:
    plant(0)
    assert_flags(CHECK, "katherine-qaaa")
    assert_clean("member-missing")
    assert_clean("member-departed")


def test_a_confirmed_match_is_kept_as_an_identifier_and_not_asked_again() -> None:
    plant(0)
    fixes.execute(findings(CHECK)[0].fixes[0])
    assert_clean(CHECK)
    assert_clean("member-missing")
    assert Identifier.objects.get().value == "Kate Qaaa, Cove 0"


def test_a_refused_match_is_never_offered_again_and_the_two_are_missing_and_departed() -> None:
    plant(0)
    fixes.execute(findings(CHECK)[0].fixes[1])
    assert_clean(CHECK)
    assert len(findings("member-missing")) == len(findings("member-departed")) == 1


def test_a_nickname_within_the_electorate_is_met() -> None:
    factories.member("Katherine Quill", electorate=factories.electorate("Reef"))
    factories.official_list({"name": "Kate Quill", "electorate": "Reef"})
    for check in (CHECK, "member-missing", "member-departed"):
        assert_clean(check)


def test_another_given_name_of_the_same_surname_is_another_person() -> None:
    factories.member("Ada Quill", electorate=factories.electorate("Reef"))
    factories.official_list({"name": "Ben Quill", "electorate": "Reef"})
    assert_clean(CHECK)


def test_initials_that_do_not_fit_are_a_question_where_seat_and_surname_do() -> None:
    factories.member("John Quill", electorate=factories.electorate("Reef"))
    factories.official_list({"name": "X.D. Quill", "electorate": "Reef"})
    assert_flags(CHECK, "john-quill")
    factories.official_list({"name": "X.D. Quill", "electorate": "Cove"})
    assert_clean(CHECK)


@pytest.mark.parametrize("identifier", ["", "7"])
def test_two_lists_that_have_the_same_pair_ask_once_and_one_answer_settles_both(identifier: str) -> None:
    factories.member("Katherine Quill", electorate=factories.electorate("Reef"))
    for slug in ("first", "second"):
        factories.official_list({"name": "Kate Quill", "electorate": "Cove", "id:x": identifier}, slug=slug)
    (finding,) = findings(CHECK)
    assert finding.sources == ("first", "second")
    for fix in finding.fixes:
        undo = fixes.execute(fix)
        assert_clean(CHECK)
        fixes.execute(undo, back=True)

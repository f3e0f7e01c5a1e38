from typing import Any

import pytest

from issues.fixes import execution
from members.models import Identifier, Member
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
    execution.execute(findings(CHECK)[0].fixes[0])
    assert_clean(CHECK)
    assert_clean("member-missing")
    assert Identifier.objects.get().value == "Kate Qaaa, Cove 0"


def test_a_refused_match_is_never_offered_again_and_the_two_are_missing_and_departed() -> None:
    plant(0)
    execution.execute(findings(CHECK)[0].fixes[1])
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
def test_two_lists_that_have_the_same_pair_ask_once_and_one_answer_settles_both(
    identifier: str,
) -> None:
    factories.member("Katherine Quill", electorate=factories.electorate("Reef"))
    for slug in ("first", "second"):
        factories.official_list(
            {"name": "Kate Quill", "electorate": "Cove", "id:x": identifier}, slug=slug
        )
    (finding,) = findings(CHECK)
    assert finding.sources == ("first", "second")
    for fix in finding.fixes:
        undo = execution.execute(fix)
        assert_clean(CHECK)
        execution.execute(undo, back=True)


def known(name: str, seat: str = "Reef", **values: Any) -> Member:
    """Add a member with this name, this seat and the identifier `x` of this value."""
    identifier = values.pop("x")
    member = factories.member(name, electorate=factories.electorate(seat), **values)
    Identifier.objects.create(member=member, scheme="x", value=identifier)
    return member


def assert_only_asked(slug: str) -> None:
    """Assert that one question replaces all other findings about names and seats."""
    assert_flags(CHECK, slug)
    for check in (
        "member-missing",
        "member-departed",
        "member-still-listed",
        "member-moved",
        "name-differs",
    ):
        assert_clean(check)


def assert_answers_last() -> None:
    """Assert that each answer ends the question: one person's name then differs, or of two people
    one is missing and one has departed."""
    (finding,) = findings(CHECK)
    undo = execution.execute(finding.fixes[0])
    assert_clean(CHECK)
    assert len(findings("name-differs")) == 1
    assert_clean("member-missing")
    execution.execute(undo, back=True)
    execution.execute(finding.fixes[1])
    assert_clean(CHECK)
    assert_clean("name-differs")
    assert len(findings("member-missing")) == len(findings("member-departed")) == 1


@pytest.mark.parametrize("others", [0, 12])
def test_a_nickname_with_another_identifier_may_be_the_son(others: int) -> None:
    """The list's identifiers are stable, as those of twelve other members are equal, or that is
    unknown."""
    rows = [
        {"name": f"Ada Stone{number}", "electorate": f"Cove {number}", "id:x": str(number)}
        for number in range(others)
    ]
    for row in rows:
        known(row["name"], row["electorate"], x=row["id:x"])
    known("Robert Quill", x="111")
    factories.official_list(*rows, {"name": "Bob Quill", "electorate": "Reef", "id:x": "999"})
    assert_only_asked("robert-quill")
    assert_answers_last()


def test_an_equal_identifier_with_no_word_of_the_name_in_common_is_a_question() -> None:
    known("Ada Quill", x="7")
    factories.official_list({"name": "Bo Reed", "electorate": "Reef", "id:x": "7"})
    assert_only_asked("ada-quill")
    assert_answers_last()


@pytest.mark.parametrize(
    "said", ["Ada Reed", "Ada Quill-Reed", "Bo Quill", "Quill, Ada", "Adda Quil", "A.J. Quill"]
)
def test_an_equal_identifier_with_a_word_in_common_is_the_same_person(said: str) -> None:
    known("Ada Quill", x="7")
    factories.official_list({"name": said, "electorate": "Cove", "id:x": "7"})
    for check in (CHECK, "member-missing", "member-departed"):
        assert_clean(check)


def test_the_very_name_with_another_identifier_is_the_same_person() -> None:
    known("Robert Quill", x="111")
    factories.official_list({"name": "Robert Quill", "electorate": "Reef", "id:x": "999"})
    for check in (CHECK, "member-missing", "member-departed", "name-differs"):
        assert_clean(check)


def test_identifiers_that_slipped_by_a_row_do_not_make_one_member_of_another() -> None:
    for name, identifier in (("Ada Quill", "1"), ("Bo Reed", "2"), ("Cy Marsh", "3")):
        known(name, name, x=identifier)
    factories.official_list(
        *(
            {"name": name, "id:x": identifier}
            for name, identifier in (("Ada Quill", "2"), ("Bo Reed", "3"), ("Cy Marsh", "1"))
        )
    )
    for check in (CHECK, "member-missing", "member-departed", "name-differs"):
        assert_clean(check)


def test_who_left_and_somebody_of_another_name_with_the_same_identifier_are_a_question() -> None:
    known("Ada Quill", x="7", ended_on="2026-01-01")
    factories.official_list({"name": "Bo Reed", "electorate": "Reef", "id:x": "7"})
    assert_only_asked("ada-quill")


def test_an_equal_identifier_of_another_chamber_with_another_name_is_no_move() -> None:
    known("Ada Quill", x="7")
    factories.official_list({"name": "Bo Reed", "id:x": "7"}, of=factories.chamber("upper"))
    assert_clean("member-moved")
    assert len(findings("member-missing")) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tom Reederick", "Tam Reederick"), ("Mohammed bin Karim Zadari", "Mohamad bin Karim Zadari")],
)
def test_given_names_a_letter_apart_in_one_seat_are_a_question(one: str, other: str) -> None:
    factories.member(one, electorate=factories.electorate("Reef"))
    factories.official_list({"name": other, "electorate": "Reef"})
    assert_only_asked(one.lower().replace(" ", "-"))

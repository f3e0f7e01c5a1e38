from datetime import date

import pytest

from issues.fixes import execution
from members.lists import snapshots
from members.models import Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "member-departed"


def plant(number: int) -> None:
    factories.member(f"Ada Quill{number}")
    factories.member(f"Bo Reed{number}")
    factories.listed(name=f"Bo Reed{number}")


def test_a_member_whom_the_list_lacks_is_found_and_ended_on_the_day_of_the_copy() -> None:
    factories.member("Ada Quill")
    factories.member("Bo Reed")
    factories.official_list({"name": "Bo Reed"}, day="2026-06-03")
    assert_flags(CHECK, "ada-quill")
    assert_fix_converges(CHECK)
    assert str(Member.objects.get(slug="ada-quill").ended_on) == "2026-06-03"


def test_the_day_that_the_list_gives_is_taken_where_it_can_be_theirs() -> None:
    factories.member("Ada Quill", started_on=date(2024, 1, 1))
    factories.member("Bo Reed")
    factories.member("Cy Stone", started_on=date(2026, 1, 1))
    factories.member("Di Thorn")
    gone = [
        ("Ada Quill", "2019-05-18"),
        ("Ada Quill", "2026-05-02"),
        ("Bo Reed", "2026-04-01"),
        ("Cy Stone", "2025-12-31"),
    ]
    twice = [("Di Thorn", "2026-02-01"), ("Di Thorn", "2026-03-01")]
    factories.official_list(
        {"name": "Ed Usher"},
        *({"name": name, "ended_on": day} for name, day in gone + twice),
        day="2026-06-03",
    )
    factories.member("Ed Usher")
    said = {found.concerned[0].slug: found for found in findings(CHECK)}
    assert {slug: found.evidence.expected for slug, found in said.items()} == {
        "ada-quill": "left on 2026-05-02",
        "bo-reed": "left on 2026-04-01",
        "cy-stone": "",
        "di-thorn": "",
    }
    assert "reports that Bo Reed left on 2026-04-01" in said["bo-reed"].message
    assert "no longer has Cy Stone" in said["cy-stone"].message
    for found in said.values():
        execution.execute(found.fixes[0])
    ended = {slug: str(day) for slug, day in Member.objects.values_list("slug", "ended_on")}
    assert ended.pop("ed-usher") == "None"
    assert ended == {
        "ada-quill": "2026-05-02",
        "bo-reed": "2026-04-01",
        "cy-stone": "2026-06-03",
        "di-thorn": "2026-06-03",
    }


def test_a_day_that_may_be_a_namesakes_or_that_lists_do_not_agree_on_is_not_taken() -> None:
    factories.member("Ada Quill", electorate=factories.electorate("Reef"))
    factories.member("Bo Reed")
    factories.member("Cy Stone")
    rows = [
        ("Ada Quill", "2026-05-02", "Cove"),
        ("Bo Reed", "1974-05-02", ""),
        ("Cy Stone", "2026-05-02", ""),
    ]
    one = [{"name": name, "ended_on": day, "electorate": seat} for name, day, seat in rows]
    factories.official_list({"name": "Ed Usher"}, *one, slug="one", day="2026-06-03")
    factories.official_list(
        {"name": "Ed Usher"},
        {"name": "Cy Stone", "ended_on": "2026-04-01"},
        slug="two",
        day="2026-06-03",
    )
    factories.member("Ed Usher")
    for found in findings(CHECK):
        assert "no longer has" in found.message
        assert [edit.values["ended_on"] for edit in found.fixes[0].edits] == ["2026-06-03"]


def test_who_began_after_the_copy_who_left_already_and_who_is_in_another_chamber_are_right() -> (
    None
):
    factories.member("Ada Quill", started_on=date(2026, 6, 10))
    factories.member("Cy Stone", ended_on=date(2026, 1, 1))
    factories.member("Di Thorn", factories.chamber("other"))
    factories.member("Bo Reed")
    factories.official_list({"name": "Bo Reed"})
    assert_clean(CHECK)


def test_nobody_listed_twice_is_departed() -> None:
    factories.member("Ada Quill")
    factories.official_list({"name": "Ada Quill", "id:x": "1"}, {"name": "Ada Quill", "id:x": "2"})
    assert_clean(CHECK)


def test_nobody_is_departed_whose_row_could_not_be_placed() -> None:
    factories.member("Ada Quill")
    factories.member("Bo Reed")
    source = factories.official_list({"name": "Bo Reed"})
    snapshots.take(source, b"name,electorate\nAda Quill\nBo Reed,Reef\n", "made up")
    assert_clean(CHECK)


def test_one_of_two_members_of_one_name_is_departed_when_the_list_has_one() -> None:
    for slug, seat in (("ada-1", "Reef"), ("ada-2", "Cove")):
        factories.member("Ada Quill", slug=slug, electorate=factories.electorate(seat))
    factories.official_list({"name": "Ada Quill", "electorate": "Reef"})
    assert_flags(CHECK, "ada-2")


def test_a_rejected_copy_says_nothing() -> None:
    for name in ("Ada Quill", "Bo Reed", "Cy Stone"):
        factories.member(name)
    source = factories.official_list(
        {"name": "Ada Quill"}, {"name": "Bo Reed"}, {"name": "Cy Stone"}
    )
    assert snapshots.take(source, b"name\nBo Reed\n", "cut").snapshot.verdict == "rejected"
    assert_clean(CHECK)


def test_what_all_rows_have_in_common_is_nobodys_identifier() -> None:
    people = ("Ada Quill", "Bo Reed", "Cy Marsh")
    for name in people:
        factories.member(name)
    factories.official_list(*({"name": name, "id:state": "NT"} for name in people))
    assert_clean(CHECK)
    assert_clean("member-missing")


def test_of_two_rows_that_give_the_same_initials_each_may_be_another_person() -> None:
    seat = factories.electorate("Reef", seats=2)
    factories.member("John Quill", electorate=seat)
    factories.member("Jane Quill", electorate=seat)
    factories.official_list(*[{"name": "J. Quill", "electorate": "Reef"}] * 2)
    assert_clean(CHECK)

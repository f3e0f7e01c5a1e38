import pytest

from issues.fixes import execution
from members.models import Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "electorate-differs"


def plant(number: int) -> None:
    factories.member(f"Ada Quill{number}", electorate=factories.electorate("Reef", seats=99))
    factories.electorate("Cove")
    factories.listed(name=f"Ada Quill{number}", electorate="Cove")


def test_a_member_who_changed_seats_is_moved_to_the_electorate_that_is_there() -> None:
    factories.member("Ada Quill", electorate=factories.electorate("Reef"))
    factories.member("Bo Reed", electorate=factories.electorate("Cove"))
    factories.official_list(
        {"name": "Ada Quill", "electorate": "Cove"}, {"name": "Bo Reed", "electorate": "Reef"}
    )
    assert [finding.field for finding in findings(CHECK)] == ["electorate", "electorate"]
    for finding in findings(CHECK):
        execution.execute(finding.fixes[0])
    assert_clean(CHECK)
    assert str(Member.objects.get(slug="ada-quill").electorate) == "Cove"


def test_an_electorate_that_the_list_does_not_have_any_more_is_renamed() -> None:
    reef = factories.electorate("Reef")
    factories.member("Ada Quill", electorate=reef)
    factories.official_list({"name": "Ada Quill", "electorate": "Cove"})
    finding = assert_flags(CHECK, "ada-quill", field="electorate", observed="Reef")
    execution.execute(finding.fixes[0])
    assert_clean(CHECK)
    reef.refresh_from_db()
    assert reef.name == "Cove"


@pytest.mark.parametrize("said", ["reef", "Division of Reef", "REEF.", ""])
def test_another_spelling_and_a_blank_are_no_difference(said: str) -> None:
    factories.member("Ada Quill", electorate=factories.electorate("Reef"))
    factories.official_list({"name": "Ada Quill", "electorate": said})
    assert_clean(CHECK)


def test_an_electorate_whose_members_go_different_ways_is_not_renamed() -> None:
    reef = factories.electorate("Reef", seats=2)
    for name in ("Ada Quill", "Bo Reed"):
        factories.member(name, electorate=reef)
    factories.official_list(
        {"name": "Ada Quill", "electorate": "Cove"}, {"name": "Bo Reed", "electorate": "Bay"}
    )
    for finding in findings(CHECK):
        execution.execute(finding.fixes[0])
    assert_clean(CHECK)
    reef.refresh_from_db()
    assert reef.name == "Reef"

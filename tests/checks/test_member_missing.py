import pytest

from issues.fixes import execution
from members.models import Identifier, Member, Source
from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_fix_converges, findings

pytestmark = pytest.mark.django_db
CHECK = "member-missing"


def plant(number: int) -> None:
    factories.listed(name=f"Ada Quill{number}", electorate=f"Reef {number}", id__x=str(number))


def test_a_row_of_nobody_is_one_finding_that_names_the_person() -> None:
    factories.member("Bo Reed")
    factories.official_list(
        {"name": "Bo Reed"}, {"name": "The Hon Ada Quill MP", "electorate": "Reef", "id:x": "7"}
    )
    (finding,) = findings(CHECK)
    assert (finding.person, finding.identifiers, finding.key) == ("Ada Quill", {"x": "7"}, "x:7")
    assert finding.sources == ("official",)


def test_the_fix_adds_the_member_with_all_details() -> None:
    row = {
        "name": "Ada Quill",
        "electorate": "Reef",
        "party": "Tide",
        "id:x": "7",
        "email": "ada@example.org",
        "phone:electorate": "(08) 8999 6000",
    }
    factories.member("Bo Reed", electorate=factories.electorate("Cove"))
    factories.official_list(row, {"name": "Bo Reed"})
    assert_fix_converges(CHECK)
    ada = Member.objects.get(slug="ada-quill")
    assert (str(ada.electorate), str(ada.party), ada.emails.get().verified_by) == (
        "Reef",
        "Tide",
        "official",
    )
    assert ada.phones.get().field == "phone:electorate"


def test_a_number_that_is_none_is_left_out_of_the_new_member() -> None:
    factories.official_list({"name": "Ada Quill", "phone": "12"})
    execution.execute(findings(CHECK)[0].fixes[0])
    assert_clean(CHECK)
    assert not Member.objects.get().phones.exists()


def test_two_lists_that_have_the_same_person_make_one_finding_with_two_claims() -> None:
    for slug in ("first", "second"):
        factories.official_list({"name": "Ada Quill"}, slug=slug)
    (finding,) = findings(CHECK)
    assert finding.sources == ("first", "second")
    assert {"first", "second"} <= finding.evidence.context.keys()


def test_a_member_with_another_identifier_of_the_same_name_is_here() -> None:
    ada = factories.member("Ada Quill")
    Identifier.objects.create(member=ada, scheme="x", value="1")
    factories.official_list({"name": "Quill, Ada", "id:x": "7"})
    assert_clean(CHECK)


def test_somebody_who_left_is_never_missing() -> None:
    factories.member("Ada Quill", ended_on=TODAY)
    factories.official_list({"name": "Ada Quill"})
    assert_clean(CHECK)


def test_a_list_of_a_disabled_source_says_nothing() -> None:
    source = factories.official_list({"name": "Ada Quill"})
    Source.objects.filter(pk=source.pk).update(enabled=False)
    assert_clean(CHECK)


def test_a_row_of_details_without_a_name_is_nobody() -> None:
    factories.member("Bo Reed")
    factories.official_list({"name": "Bo Reed"})
    assert_clean(CHECK)


def test_two_missing_people_of_one_name_are_two_findings_where_something_tells_them_apart() -> None:
    rows = [{"name": "Ada Quill", "electorate": seat} for seat in ("Reef", "Cove", "Cove")]
    factories.official_list(*rows)
    assert sorted(finding.key for finding in findings(CHECK)) == [
        ":Ada Quill, Cove",
        ":Ada Quill, Reef",
    ]

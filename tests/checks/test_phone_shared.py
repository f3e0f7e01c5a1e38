import pytest

from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags, findings
from tests.factories import phone

pytestmark = pytest.mark.django_db
CHECK = "phone-shared"


def plant(number: int) -> None:
    for name in ("Ada", "Bo"):
        phone(f"(08) 8946 {1400 + number}", factories.member(f"{name} {number}"))


def test_two_members_with_one_number_are_one_finding_of_their_chamber() -> None:
    phone("(08) 8946 1433", factories.member("Ada Quill"), kind="electorate")
    phone("+61 8 8946 1433", factories.member("Bo Reed"), kind="electorate", medium="fax")
    finding = assert_flags(
        CHECK, "ada-quill", "bo-reed", field="phone:electorate", observed="(08) 8946 1433"
    )
    assert (finding.chamber.slug, finding.key) == ("nt-la", "+61889461433")


@pytest.mark.parametrize("kind", ["parliamentary", "ministerial", "tollfree", "other"])
def test_a_floor_in_parliament_may_be_shared(kind: str) -> None:
    for name in ("Ada Quill", "Bo Reed"):
        phone("(08) 8946 1433", factories.member(name), kind=kind)
    assert_clean(CHECK)


def test_a_number_that_many_list_is_a_switchboard() -> None:
    for name in ("Ada Quill", "Bo Reed", "Cy Stone", "Di Thorn"):
        phone("(08) 8946 1433", factories.member(name))
    assert_clean(CHECK)


def test_a_switchboard_is_one_whatever_the_kind_that_others_list_it_under() -> None:
    for name, kind in (
        ("Ada Quill", "electorate"),
        ("Bo Reed", "electorate"),
        ("Cy Stone", "parliamentary"),
        ("Di Thorn", "parliamentary"),
    ):
        phone("(08) 8946 1433", factories.member(name), kind=kind)
    assert_clean(CHECK)


def test_members_of_one_electorate_may_share_an_office() -> None:
    seat = factories.electorate("Denison", seats=5)
    for name in ("Ada Quill", "Bo Reed"):
        phone("(08) 8946 1433", factories.member(name, electorate=seat), kind="electorate")
    assert_clean(CHECK)


@pytest.mark.parametrize("word", ["ext. ", "x", " extn #", "local ", "poste "])
def test_two_extensions_of_one_switchboard_are_two_numbers(word: str) -> None:
    phone(f"(08) 8946 1433 {word}1", factories.member("Ada Quill"))
    phone(f"(08) 8946 1433 {word}2", factories.member("Bo Reed"))
    assert_clean(CHECK)


def test_a_successor_may_take_the_office_over_and_a_person_may_sit_twice() -> None:
    phone("(08) 8946 1433", factories.member("Ada Quill"))
    phone(
        "(08) 8946 1433",
        factories.member("Ada Quill", factories.chamber("sa-ha"), slug="ada-quill-sa-ha"),
    )
    phone("(08) 8946 1434", factories.member("Bo Reed"))
    phone("(08) 8946 1434", factories.member("Cy Stone", ended_on=TODAY))
    assert_clean(CHECK)


def test_members_of_two_houses_of_one_parliament_may_share_an_office() -> None:
    phone(
        "(08) 8946 1433",
        factories.member("Ada Quill", factories.chamber("nt-la", jurisdiction="nt")),
    )
    phone(
        "(08) 8946 1433", factories.member("Bo Reed", factories.chamber("nt-lc", jurisdiction="nt"))
    )
    assert_clean(CHECK)


def test_a_scope_limits_what_is_reported_and_not_what_it_is_compared_with() -> None:
    phone(
        "(08) 8946 1433",
        factories.member("Ada Quill", factories.chamber("nt-la", jurisdiction="nt")),
    )
    phone(
        "(08) 8946 1433", factories.member("Bo Reed", factories.chamber("sa-ha", jurisdiction="sa"))
    )
    for slug in ("nt-la", "sa-ha"):
        assert [finding.chamber.slug for finding in findings(CHECK, slug)] == ["nt-la"], (
            "the first by slug"
        )
    assert findings(CHECK, "act-la") == []

import pytest

from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "email-shared"


def plant(number: int) -> None:
    for name in ("Ada", "Bo"):
        factories.email(f"seat{number}@example.org", factories.member(f"{name} {number}"))


def test_two_members_with_one_address_are_one_finding_of_their_chamber() -> None:
    factories.email("office@example.org", factories.member("Ada Quill"))
    factories.email("Office@Example.org", factories.member("Bo Reed"))
    finding = assert_flags(
        CHECK, "ada-quill", "bo-reed", field="email", observed="office@example.org"
    )
    assert (finding.kind, finding.chamber.slug) == ("chamber", "nt-la")
    assert finding.key == "office@example.org"


def test_a_shared_address_of_another_kind_is_a_press_office() -> None:
    factories.email("press@example.org", factories.member("Ada Quill"), kind="other")
    factories.email("press@example.org", factories.member("Bo Reed"), kind="other")
    assert_clean(CHECK)


def test_one_member_may_list_an_address_twice_and_a_successor_may_take_it_over() -> None:
    ada = factories.member("Ada Quill")
    factories.email("seat@example.org", ada)
    factories.email("seat@example.org", ada, kind="electorate")
    factories.email("seat@example.org", factories.member("Bo Reed", ended_on=TODAY))
    assert_clean(CHECK)


def test_nonsense_that_two_members_share_is_not_an_address() -> None:
    factories.email("TBC", factories.member("Ada Quill"))
    factories.email("TBC", factories.member("Bo Reed"))
    assert_clean(CHECK)


def test_what_stands_for_no_address_is_another_checks() -> None:
    factories.email("missing@invalid.no", factories.member("Ada Quill"))
    factories.email("missing@invalid.no", factories.member("Bo Reed"))
    assert_clean(CHECK)


def test_a_scope_limits_what_is_reported_and_not_what_it_is_compared_with() -> None:
    factories.email("seat@example.org", factories.member("Ada Quill", factories.chamber("nt-la")))
    factories.email("seat@example.org", factories.member("Bo Reed", factories.chamber("sa-ha")))
    for slug in ("nt-la", "sa-ha"):
        assert [finding.chamber.slug for finding in findings(CHECK, slug)] == ["nt-la"], (
            "the first by slug"
        )
    assert findings(CHECK, "act-la") == []

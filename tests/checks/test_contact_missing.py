import pytest

from tests import factories
from tests.checks.verbs import assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "contact-missing"


def plant(number: int) -> None:
    of = factories.chamber(f"chamber-{number}")
    for name in ("Bo Reed", "Cy Lake"):
        factories.email(
            "a@example.org", factories.member(name, of, slug=f"{name[:2].lower()}-{number}")
        )
    factories.member("Ada Quill", of, slug=f"ada-{number}")


def test_the_one_who_cannot_be_reached_is_flagged() -> None:
    plant(0)
    assert_flags(CHECK, "ada-0", field="")


def test_a_list_without_details_is_one_finding_of_its_chamber() -> None:
    for number in range(12):
        factories.member(f"Ada Quill {number}")
    (finding,) = findings(CHECK)
    assert finding.subject.pk == factories.chamber().pk
    assert len(finding.members) == 12


def test_a_few_of_whom_none_can_be_reached_are_a_list_not_filled_in_yet() -> None:
    factories.member("Ada Quill")
    factories.member("Bo Reed")
    assert_clean(CHECK)


def test_any_way_will_do() -> None:
    plant(0)
    factories.member("Dot Vale", factories.chamber("chamber-0")).links.create(
        kind="website", url="https://example.org/dot"
    )
    assert_flags(CHECK, "ada-0")

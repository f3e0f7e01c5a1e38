import pytest

from members.models import Chamber
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "electorate-missing"


def others(of: Chamber, count: int) -> None:
    for number in range(count):
        factories.member(
            "Bo Reed",
            of,
            slug=f"bo-{number}-{of.slug}",
            electorate=factories.electorate(f"Seat {number}", of),
        )


def plant(number: int) -> None:
    of = factories.chamber(f"chamber-{number}")
    others(of, 9)
    factories.member("Ada Quill", of, slug=f"ada-{number}")


def test_the_one_without_an_electorate_is_flagged() -> None:
    plant(0)
    assert_flags(CHECK, "ada-0", field="electorate", observed="")


def test_list_members_sit_for_none() -> None:
    others(factories.chamber(), 12)
    for name in ("Ada Quill", "Bo Lake"):
        factories.member(name)
    assert_clean(CHECK)

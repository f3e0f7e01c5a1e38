import pytest

from tests import factories
from tests.checks.verbs import assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "electorate-placeholder"


def plant(number: int) -> None:
    of = factories.chamber(f"chamber-{number}")
    factories.member(
        "Ada Quill", of, slug=f"ada-{number}", electorate=factories.electorate("Unknown", of)
    )


@pytest.mark.parametrize(
    "name", ["Unknown", "TBC", "n/a", "???", "ada@example.org", "https://example.org"]
)
def test_an_electorate_that_is_none_is_one_finding(name: str) -> None:
    seat = factories.electorate(name)
    for member in ("Ada Quill", "Bo Reed"):
        factories.member(member, electorate=seat)
    finding = assert_flags(CHECK, "ada-quill", "bo-reed", field="electorate", observed=name)
    assert finding.subject.pk == seat.pk


@pytest.mark.parametrize(
    "name", ["At Large", "Southampton Test", "12", "Kingsford Smith", "Na h-Eileanan an Iar"]
)
def test_these_are_electorates(name: str) -> None:
    factories.member("Ada Quill", electorate=factories.electorate(name))
    assert_clean(CHECK)


def test_an_electorate_for_which_nobody_sits_is_not_looked_at() -> None:
    factories.electorate("Unknown")
    assert_clean(CHECK)

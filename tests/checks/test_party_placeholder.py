import pytest

from members.models import Party
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "party-placeholder"
NONE = ("TBC", "TBA", "TBD", "n/a", "-", "--", "?", "??", "???", "Unknown", "Nil", "None")


def plant(number: int) -> None:
    factories.member(
        "Ada Quill", slug=f"ada-{number}", party=Party.objects.create(name=NONE[number])
    )


@pytest.mark.parametrize("name", ["Unknown", "-", "N/A", "ada@example.org", "8946 1433"])
def test_a_party_that_is_none_is_one_finding(name: str) -> None:
    party = Party.objects.create(name=name)
    for member in ("Ada Quill", "Bo Reed"):
        factories.member(member, party=party)
    assert assert_flags(CHECK, "ada-quill", "bo-reed", field="party", observed=name).key == name


@pytest.mark.parametrize("name", ["Independent", "No Land Tax", "IND", "Unity"])
def test_these_are_parties(name: str) -> None:
    factories.member("Ada Quill", party=Party.objects.create(name=name))
    assert_clean(CHECK)

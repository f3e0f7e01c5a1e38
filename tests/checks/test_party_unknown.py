import pytest

from members.models import Chamber, Party
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "party-unknown"


def others(of: Chamber, count: int) -> None:
    party = Party.objects.get_or_create(name="Independent")[0]
    for number in range(count):
        factories.member("Bo Reed", of, slug=f"bo-{number}-{of.slug}", party=party)


def plant(number: int) -> None:
    of = factories.chamber(f"chamber-{number}")
    others(of, 9)
    factories.member("Ada Quill", of, slug=f"ada-{number}")


def test_the_one_without_a_party_is_flagged() -> None:
    plant(0)
    assert_flags(CHECK, "ada-0", field="party", observed="")


def test_a_few_members_say_nothing_of_what_is_usual() -> None:
    others(factories.chamber(), 8)
    factories.member("Ada Quill")
    assert_clean(CHECK)


def test_a_chamber_where_several_have_none_is_one_of_independents() -> None:
    others(factories.chamber(), 17)
    for name in ("Ada Quill", "Bo Lake"):
        factories.member(name)
    assert_clean(CHECK)

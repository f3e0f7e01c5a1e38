import pytest

from members.models import Party
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "party-is-office"


def plant(number: int) -> None:
    factories.member(
        "Ada Quill", slug=f"ada-{number}", party=Party.objects.get_or_create(name="SPK")[0]
    )


@pytest.mark.parametrize("party", ["SPK", "Deputy President", "CWM", "Speaker"])
def test_an_office_in_place_of_the_party_is_worth_a_look(party: str) -> None:
    factories.member("Ada Quill", party=Party.objects.create(name=party))
    assert_flags(CHECK, "ada-quill", field="party", observed=party)


@pytest.mark.parametrize("party", ["Independent", "ALP", "Unknown", "Presidential Party"])
def test_a_party_is_none(party: str) -> None:
    factories.member("Ada Quill", party=Party.objects.create(name=party))
    assert_clean(CHECK)

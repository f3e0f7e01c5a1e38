import pytest

from members.models import Identifier
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "identifier-blank"


def plant(number: int) -> None:
    Identifier.objects.create(member=factories.member(f"Ada {number}"), scheme="aph", value="TBC")


@pytest.mark.parametrize("value", ["", "  ", "n/a", "TBC", "?", "-", "0", "000", "to be confirmed"])
def test_a_stopgap_is_no_identifier(value: str) -> None:
    Identifier.objects.create(member=factories.member(), scheme="aph", value=value)
    assert_flags(CHECK, "ada-quill", field="id:aph", observed=value)
    assert_fix_converges(CHECK)
    assert not Identifier.objects.exists()


@pytest.mark.parametrize("value", ["R36", "7", "100", "0E4", "DYW", "ocd-person/na", "none-such"])
def test_short_identifiers_and_words_that_hold_a_stopgap_are_right(value: str) -> None:
    Identifier.objects.create(member=factories.member(), scheme="aph", value=value)
    assert_clean(CHECK)

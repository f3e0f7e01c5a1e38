import pytest

from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "role-differs"


def plant(number: int) -> None:
    factories.member(f"Ada Quill{number}", role="Minister for Tides")
    factories.listed(name=f"Ada Quill{number}", role="Minister for Waves")


def test_another_role_is_found_and_written() -> None:
    plant(1)
    assert_flags(CHECK, "ada-quill1", field="role", observed="Minister for Tides")
    assert_fix_converges(CHECK)


@pytest.mark.parametrize(
    "said", ["minister for TIDES & foam; Whip", "Whip; Minister for Tides and Foam", ""]
)
def test_case_order_an_ampersand_and_a_blank_are_no_difference(said: str) -> None:
    factories.member("Ada Quill", role="Minister for Tides and Foam; Whip")
    factories.official_list({"name": "Ada Quill", "role": said})
    assert_clean(CHECK)

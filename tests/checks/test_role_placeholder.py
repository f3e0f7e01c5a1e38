import pytest

from members.models import Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_fix_converges, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "role-placeholder"


def plant(number: int) -> None:
    factories.member("Ada Quill", slug=f"ada-{number}", role="n/a")


@pytest.mark.parametrize("role", ["n/a", "TBC", "-", "None"])
def test_a_role_that_is_none_is_emptied(role: str) -> None:
    factories.member("Ada Quill", role=role)
    assert_flags(CHECK, "ada-quill", field="role", observed=role)
    assert_fix_converges(CHECK)
    assert Member.objects.get().role == ""


@pytest.mark.parametrize("role", ["", "Speaker", "Minister for Unknown Matters", "Mayor"])
def test_a_role_and_no_role_are_right(role: str) -> None:
    factories.member("Ada Quill", role=role)
    assert_clean(CHECK)

import pytest

from issues.fixes import execution
from members.models import Member
from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags

pytestmark = pytest.mark.django_db
CHECK = "member-still-listed"


def plant(number: int) -> None:
    factories.member(f"Ada Quill{number}", ended_on=TODAY)
    factories.listed(name=f"Ada Quill{number}")


def test_a_former_member_in_the_list_is_found_and_can_be_reopened_or_added_anew() -> None:
    factories.member("Ada Quill", ended_on=TODAY)
    factories.official_list({"name": "Ada Quill"})
    finding = assert_flags(CHECK, "ada-quill", observed="ended on 2026-06-15")
    reopen, again = finding.fixes
    execution.execute(reopen)
    assert_clean(CHECK)
    Member.objects.update(ended_on=TODAY)
    execution.execute(again)
    assert_clean(CHECK)
    assert Member.objects.count() == 2


def test_who_returned_as_a_new_member_and_who_is_not_listed_are_right() -> None:
    factories.member("Ada Quill", ended_on=TODAY)
    factories.member("Ada Quill", slug="ada-quill-2")
    factories.member("Bo Reed", ended_on=TODAY)
    factories.official_list({"name": "Ada Quill"})
    assert_clean(CHECK)

import pytest

from members.models import Member
from tests import factories
from tests.checks.verbs import assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "name-missing"


def plant(number: int) -> None:
    of = factories.chamber(f"chamber-{number}")
    factories.member("Cher", of, slug=f"cher-{number}")


def test_a_member_of_one_name_is_flagged() -> None:
    factories.member("Cher")
    factories.member("Ada Quill")
    assert "no first name" in assert_flags(CHECK, "cher", field="name", observed="Cher").message


def test_blanks_are_no_name() -> None:
    Member.objects.filter(pk=factories.member().pk).update(last_name="  ")
    assert "no last name" in assert_flags(CHECK, "ada-quill", field="name").message


def test_a_list_of_surnames_is_one_finding_of_its_chamber() -> None:
    for number in range(12):
        factories.member(f"Quill{'abcdefghijkl'[number]}")
    (finding,) = findings(CHECK)
    assert finding.subject.pk == factories.chamber().pk
    assert len(finding.members) == 12


def test_a_comma_and_a_placeholder_say_more_than_a_missing_name() -> None:
    Member.objects.filter(pk=factories.member("Ada").pk).update(last_name="Smith, John")
    factories.member("Vacant")
    assert_clean(CHECK)


def test_a_peer_has_a_title_for_a_first_name() -> None:
    Member.objects.filter(pk=factories.member("Addington").pk).update(honorific="Lord")
    factories.member("Quill", slug="quill")
    Member.objects.filter(slug="quill").update(last_name="Earl of Quill")
    assert_clean(CHECK)

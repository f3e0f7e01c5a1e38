from datetime import date, timedelta

import pytest

from members.models import Email, Member
from tests import factories
from tests.checks.verbs import TODAY, assert_clean, assert_flags, findings

pytestmark = pytest.mark.django_db
CHECK = "verified-long-ago"
OLD, FRESH = TODAY - timedelta(days=366), TODAY - timedelta(days=365)


def plant(number: int) -> None:
    factories.member(f"Ada {number}", factories.chamber(f"chamber-{number}"), verified_on=OLD)


def email(of: Member, verified_on: date | None) -> None:
    Email.objects.create(member=of, address=f"{of.slug}@example.org", verified_on=verified_on)


def test_all_of_a_chamber_are_one_finding() -> None:
    factories.member("Ada Quill", verified_on=OLD)
    email(factories.member("Bo Reed"), OLD)
    email(factories.member("Cy Stone", verified_on=OLD - timedelta(days=900)), OLD)
    email(factories.member("Di Tran", verified_on=OLD), None)
    finding = assert_flags(
        CHECK,
        "ada-quill",
        "bo-reed",
        "cy-stone",
        "di-tran",
        field="verified_on",
        observed="4 members",
    )
    assert finding.subject.pk == factories.chamber().pk


def test_the_later_of_the_members_day_and_the_details_counts() -> None:
    email(factories.member("Ada Quill", verified_on=FRESH), OLD)
    email(factories.member("Bo Reed", verified_on=OLD), FRESH)
    assert_clean(CHECK)


def test_never_verified_former_members_and_impossible_days_are_not_judged() -> None:
    email(factories.member("Ada Quill"), None)
    factories.member("Bo Reed", verified_on=OLD, ended_on=TODAY)
    factories.member("Cy Stone", verified_on=date(1900, 1, 1))
    assert_clean(CHECK)


def test_the_same_a_day_later_is_no_other_evidence() -> None:
    ada = factories.member("Ada Quill", verified_on=OLD)
    (before,) = findings(CHECK)
    Member.objects.filter(pk=ada.pk).update(verified_on=OLD - timedelta(days=1))
    (after,) = findings(CHECK)
    assert before.evidence_hash() == after.evidence_hash()

"""Rows deleted by hand: their issues end, and no offered fix refers to them."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.fixes import applying, stored_fixes
from issues.models import CheckState, Issue, IssueEvent
from issues.models.choices import Origin, Status
from issues.runs import runner
from members.models import Email, Identifier, Member, Party
from tests import factories
from tests.checks.test_catalogue import FILES
from tests.issues.conftest import Commit
from tests.issues.fixes.execution_parts import proposal

pytestmark = pytest.mark.django_db


def points_nowhere(stored: dict[str, Any]) -> bool:
    """True if a fix edits or refers to a row that does not exist."""
    return not all(
        model._default_manager.filter(pk=key).exists()
        for model, key in stored_fixes.rows_referred_to(stored_fixes.read(stored))
    )


def assert_nothing_is_left() -> None:
    sitting = set(Member.objects.values_list("slug", flat=True))
    waiting = list(Issue.objects.active())
    assert [
        issue.issue
        for issue in waiting
        if issue.origin == Origin.CHECK and not sitting.issuperset(issue.member_slugs)
    ] == []
    assert [fix["label"] for issue in waiting for fix in issue.fixes if points_nowhere(fix)] == []


@pytest.mark.long
@pytest.mark.parametrize("file", FILES)
def test_no_issue_of_any_check_goes_on_about_a_deleted_member(file: str, commit: Commit) -> None:
    name = file.replace("_", "-")
    CheckState.objects.bulk_create(
        CheckState(name=other, enabled=False) for other in CHECKS if other != name
    )
    plant = importlib.import_module(f"tests.checks.test_{file}").plant
    for number in range(2):
        plant(number)
    runner.run([name], Scope(timezone.localdate()))
    assert Issue.objects.active().exists()
    for member in Member.objects.order_by("slug"):
        proposal(member, "email", "ada@example.org")
    for member in Member.objects.order_by("slug"):
        with commit():
            member.delete()
        assert_nothing_is_left()
    assert not Issue.objects.active().filter(check_name=name).exclude(member_slugs=[]).exists()
    assert not Issue.objects.exclude(origin=Origin.CHECK).exclude(status=Status.OPEN).exists(), (
        "no machine closes a report"
    )


def test_a_list_that_cannot_be_asked_leaves_the_issue_open_without_its_fix(commit: Commit) -> None:
    ada = factories.member()
    factories.email("old@example.org", ada)
    source = factories.official_list({"name": "Ada Quill", "email": "new@example.org"})
    runner.run(["email-differs"], Scope(timezone.localdate()))
    source.mapping, source.format = {}, "mapped-csv"
    source.save()
    with commit():
        ada.delete()
    issue = Issue.objects.get(check_name="email-differs")
    assert (issue.status, issue.fixes, issue.fixes_hash) == (Status.OPEN, [], "")
    assert issue.events.filter(verb=IssueEvent.Verb.NOTED).exists()


def test_a_report_keeps_what_it_proposes_and_gets_another_fix_when_only_the_value_was_deleted(
    commit: Commit,
) -> None:
    email = factories.email("old@example.org")
    asked = proposal(email.member, "email", "new@example.org")
    with commit():
        email.delete()
    asked.refresh_from_db()
    assert [fix["label"] for fix in asked.fixes] == ["Add new@example.org"]
    with commit():
        Member.objects.get().delete()
    asked.refresh_from_db()
    assert (asked.fixes, asked.proposed, asked.status) == ([], "new@example.org", Status.OPEN)


def test_a_party_that_goes_with_an_undone_fix_is_named_by_no_other_fix(commit: Commit) -> None:
    user = User.objects.create_user("anna")
    factories.official_list(
        {"name": "Ada Quill", "party": "Surf"}, {"name": "Bo Reed", "party": "Surf"}
    )
    runner.run([], Scope(timezone.localdate()))
    first, second = Issue.objects.filter(check_name="member-missing").order_by("pk")
    with commit():
        applied = applying.apply(first, 0, user)
    runner.run([], Scope(timezone.localdate()))
    with commit():
        applying.undo(applied, user)
    assert not Party.objects.exists()
    assert_nothing_is_left()
    second.refresh_from_db()
    with commit():
        applying.apply(second, 0, user)
    assert Member.objects.get().party == Party.objects.get()


def test_a_value_that_others_share_and_somebody_deleted_is_offered_no_more(commit: Commit) -> None:
    for name in ("Ada Quill", "Bo Reed"):
        Identifier.objects.create(member=factories.member(name), scheme="aph", value="7")
        factories.email("same@example.org", Member.objects.get(last_name=name.split()[1]))
    runner.run([], Scope(timezone.localdate()))
    for row in (Identifier.objects.first(), Email.objects.first()):
        assert row is not None
        with commit():
            row.delete()
        assert_nothing_is_left()

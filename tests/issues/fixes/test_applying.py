"""Fixes applied and undone: the members, the issue, its events and the mail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User

from issues import triage
from issues.findings.edits import delete
from issues.findings.finding import Evidence, Finding, Fix
from issues.findings.registry import CHECKS
from issues.findings.scope import Scope
from issues.fixes import applying, recheck
from issues.fixes.validation import FixRefused
from issues.models import AppliedFix, Issue
from issues.models.choices import DismissalReason, Status
from issues.triage import Actor
from members.models import Email, Member
from tests import factories
from tests.issues.conftest import run
from tests.issues.fixes.applying_parts import Verb, found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("two_checks")]


def verbs(issue: Issue) -> list[str]:
    return list(issue.events.values_list("verb", flat=True))


def test_a_fix_puts_the_data_right_and_the_quiet_check_resolves_the_issue(
    commit: Any, anna: User
) -> None:
    issue = found()
    with commit():
        applying.apply(issue, 0, anna)
    issue.refresh_from_db()
    assert (Email.objects.get().address, issue.status) == ("ada@example.org", Status.RESOLVED)
    assert verbs(issue) == [Verb.OPENED, Verb.FIXED, Verb.RESOLVED]
    event = issue.events.get(verb=Verb.FIXED)
    assert (event.user, event.note) == (anna, "Trim it")
    assert Email.history.first().history_change_reason == f"Fix of issue {issue.pk}: Trim it"


def test_undone_the_data_is_as_before_and_the_issue_is_open_again(commit: Any, anna: User) -> None:
    issue = found()
    before = (
        list(Email.objects.values()),
        list(Member.objects.values("slug", "last_name", "first_name")),
    )
    with commit():
        applied = applying.apply(issue, 1, anna)
    assert not Email.objects.exists()
    with commit():
        applying.undo(applied, anna)
    issue.refresh_from_db()
    after = (
        list(Email.objects.values()),
        list(Member.objects.values("slug", "last_name", "first_name")),
    )
    assert (after, issue.status) == (before, Status.OPEN)
    assert verbs(issue) == [Verb.OPENED, Verb.FIXED, Verb.RESOLVED, Verb.UNDONE, Verb.REOPENED]
    with pytest.raises(FixRefused, match="already been undone"):
        applying.undo(applied, anna)


def test_a_value_that_changed_meanwhile_is_refused_and_nothing_is_written(anna: User) -> None:
    issue = found()
    Email.objects.update(address=" bo@example.org")
    with pytest.raises(FixRefused, match=r"address is now “ bo@example.org”"):
        applying.apply(issue, 0, anna)
    assert (verbs(issue), AppliedFix.objects.count()) == ([Verb.OPENED], 0)


def test_an_issue_that_moved_or_was_closed_and_a_fix_that_is_not_there_are_refused(
    anna: User,
) -> None:
    issue = found()
    triage.note([issue], Actor(user=anna), "Ringing them.")
    with pytest.raises(FixRefused, match="changed this issue"):
        applying.apply(issue, 0, anna)
    issue.refresh_from_db()
    with pytest.raises(FixRefused, match="no longer offered"):
        applying.apply(issue, 2, anna)
    triage.dismiss([issue], Actor(user=anna), DismissalReason.ACCEPTED)
    issue.refresh_from_db()
    with pytest.raises(FixRefused, match="changed this issue"):
        applying.apply(issue, 0, anna)
    assert Email.objects.get().address == " ada@example.org"


def test_a_fix_that_does_not_quieten_the_check_leaves_the_issue_open_with_what_is_left(
    commit: Any, anna: User
) -> None:
    issue = found()
    Email.objects.bulk_create(
        [Email(member=issue.member, address=" second@example.org", normalised="")]
    )
    with commit():
        applying.apply(issue, 0, anna)
    issue.refresh_from_db()
    assert (issue.status, issue.observed) == (Status.OPEN, " second@example.org")


def test_a_groups_issue_is_resolved_by_its_fix_though_the_check_compares(
    commit: Any, anna: User
) -> None:
    for name in ("Ada Quill", "Bo Reed"):
        factories.email("same@example.org", factories.member(name))
    run()
    issue = Issue.objects.get()
    with commit():
        applied = applying.apply(issue, 0, anna)
    issue.refresh_from_db()
    assert (issue.status, Email.objects.count()) == (Status.RESOLVED, 1)
    with commit():
        applying.undo(applied, anna)
    issue.refresh_from_db()
    assert (issue.status, Email.objects.count()) == (Status.OPEN, 2)


def test_a_new_fix_for_the_same_evidence_is_taken_over_by_the_next_run(anna: User) -> None:
    issue = found()
    email = Email.objects.get()
    email.delete()
    Email.objects.bulk_create([Email(member=issue.member, address=email.address, normalised="")])
    run()
    issue.refresh_from_db()
    assert issue.fixes[0]["edits"][0]["pk"] == Email.objects.get().pk
    assert verbs(issue) == [Verb.OPENED, Verb.UPDATED]


def test_a_check_that_compares_is_asked_once_after_many_fixes(
    commit: Any, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[frozenset[str]] = []

    def pairs(scope: Scope) -> Iterator[Finding]:
        looks.append(scope.chambers)
        for email in scope.details(Email).filter(address__startswith="same"):
            fix = Fix("Take it away", (delete(email),))
            yield Finding(
                email.member.chamber,
                "Shared.",
                "email",
                email.address,
                Evidence(email.address),
                (fix,),
                (email.member,),
            )

    monkeypatch.setitem(CHECKS, "crowd", replace(CHECKS["crowd"], function=pairs))
    for slug in ("nt-la", "wa-la", "wa-lc"):
        factories.email(
            f"same@{slug}.example.org",
            factories.member("Ada Quill", factories.chamber(slug), slug=slug),
        )
    run()
    looks.clear()
    with commit(), recheck.postponed():
        for issue in Issue.objects.exclude(chamber__slug="wa-lc"):
            applying.apply(issue, 0, anna)
    assert looks == [frozenset({"nt-la", "wa-la"})]
    assert list(Issue.objects.order_by("pk").values_list("status", flat=True)) == [
        Status.RESOLVED,
        Status.RESOLVED,
        Status.OPEN,
    ]


def test_a_fix_from_an_official_list_names_the_list_and_its_copy_in_the_history(anna: User) -> None:
    issue = found()
    Issue.objects.update(source_slugs=["aph", "theirs"], evidence={"context": {"copy": "12"}})
    applying.apply(issue, 0, anna)
    assert (
        Email.history.first().history_change_reason
        == "From the source aph, theirs, copy 12: Trim it"
    )


def test_an_undo_of_an_issue_that_moved_since_it_was_seen_is_refused(anna: User) -> None:
    issue = found()
    applied = applying.apply(issue, 0, anna)
    with pytest.raises(FixRefused, match="changed this issue"):
        applying.undo(applied, anna, seen=issue.revision)
    issue.refresh_from_db()
    applying.undo(applied, anna, seen=issue.revision)
    assert Email.objects.get().address == " ada@example.org"

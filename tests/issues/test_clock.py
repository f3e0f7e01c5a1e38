"""A clock that was once ahead: its stored moments are reported as trouble, silence no alarm, stop
nothing, and are never rewritten."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail as outbox
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from issues import clock, lease
from issues.health import conditions, daily, run_conditions
from issues.mail import delivery
from issues.models import (
    AppliedFix,
    Backup,
    CheckState,
    Clock,
    DailyDigest,
    Hold,
    Issue,
    IssueEvent,
    Lease,
    LinkRequest,
    QuarantinedReport,
    Redaction,
    Run,
    Throttle,
)
from tests import factories
from tests.issues.conftest import Rule, run

pytestmark = pytest.mark.django_db
YEARS_AHEAD = datetime(2031, 1, 1, tzinfo=UTC)
Facts = dict[tuple[str, str], dict[Any, Any]]
WHOLE: dict[str, list[str]] = {"checks": [], "chambers": []}
#: Moments that may be rewritten: plans, states, and knowledge about the clock.
NO_FACTS = {
    "axes.AccessAttempt.attempt_time",
    "issues.Clock.right_at",
    "issues.Clock.wrong_until",
    "issues.Lease.expires_at",
    "issues.Mail.due_at",
    "sessions.Session.expire_date",
}
#: Facts, which no clock may rewrite.
FACTS = {
    "issues.AppliedFix": {"applied_at", "undone_at"},
    "issues.Backup": {"made_at"},
    "issues.CheckState": {"failing_since"},
    "issues.DailyDigest": {"queued_at"},
    "issues.Hold": {"held_since"},
    "issues.Issue": {
        "confirmed_at",
        "erased_at",
        "first_seen",
        "flapping_since",
        "reopened_at",
        "resolved_at",
    },
    "issues.IssueEvent": {"at"},
    "issues.LinkRequest": {"asked_at"},
    "issues.Mail": {"created_at", "sent_at"},
    "issues.QuarantinedReport": {"erased_at", "received_at"},
    "issues.Redaction": {"at"},
    "issues.Run": {"finished_at", "started_at"},
    "issues.Throttle": {"window"},
    "members.Snapshot": {"decided_at", "taken_at"},
    "members.Source": {"checked_at", "failing_since", "first_failed_at"},
}


@pytest.fixture
def everything() -> None:
    """Store one row of each table that has moments, all of them years ahead."""
    issue = Issue.objects.create(issue="x", snoozed_until=None)
    IssueEvent.objects.create(issue=issue, verb="noted")
    AppliedFix.objects.create(
        issue=issue, label="x", done={}, inverse={}, applied_by=User.objects.create_user("kim")
    )
    Backup.objects.create(rows=1, size=1)
    CheckState.objects.get_or_create(name="email-shared")
    DailyDigest.objects.create(day=date(2031, 1, 1))
    Hold.objects.create(check_name="email-shared", chamber=factories.chamber())
    Lease.objects.create(name="test", holder="somebody", host="elsewhere")
    LinkRequest.objects.create(email="nobody@example.org")
    factories.mail(subject="Hello")
    QuarantinedReport.objects.create(why="x", issue="y")
    Redaction.objects.create(reason="x")
    Run.objects.create(scope=WHOLE, status=Run.Outcome.SUCCEEDED)
    Throttle.objects.create(key="x", window=YEARS_AHEAD)
    factories.official_list({"name": "Ada Quill"})
    AccessAttempt.objects.create(username="kim", failures_since_start=1)
    Session.objects.create(session_key="x", session_data="", expire_date=YEARS_AHEAD)
    for model, name in clock.time_columns():
        if name != "wrong_until":
            changed = model._base_manager.update(**{name: YEARS_AHEAD})
            assert changed, f"there is no row of {model.__name__}: make one above"


@pytest.fixture(autouse=True)
def old_site(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.RUNCHECKS_SCHEDULE = "0 * * * *"
    monkeypatch.setattr(run_conditions, "installed_at", lambda now: now - timedelta(days=9))


def told() -> list[str]:
    return [trouble.what for trouble in conditions.troubles(timezone.now())]


def facts() -> Facts:
    """Return every moment that is a fact: a dict of column to row key to moment."""
    return {
        (model._meta.label, name): dict(model._base_manager.values_list("pk", name))
        for model, name in clock.time_columns()
        if name in FACTS.get(model._meta.label, ())
    }


def rewritten(before: Facts) -> set[tuple[str, str]]:
    """Return the columns in which a fact has changed. Deleted rows do not count."""
    after = facts()
    return {
        column
        for column, rows in before.items()
        if any(after[column].get(pk, moment) != moment for pk, moment in rows.items())
    }


def test_every_column_that_keeps_a_moment_is_declared_a_fact_or_none() -> None:
    declared = NO_FACTS | {f"{label}.{name}" for label, names in FACTS.items() for name in names}
    assert declared == {f"{model._meta.label}.{name}" for model, name in clock.time_columns()}


@pytest.mark.usefixtures("everything")
def test_what_happened_is_told_as_it_was_stored_and_rewritten_by_no_run(rule: Rule) -> None:
    before = facts()
    assert {"clock", "no run", "backup old", "source stale"} <= set(told())
    watched = [
        name
        for model, name in clock.time_columns()
        if model._meta.label not in clock.LARGE and name != "wrong_until"
    ]
    assert len(list(clock.impossible_moments(timezone.now()))) == len(watched)
    run()
    call_command("dailydigest", verbosity=0)
    assert rewritten(before) == set()


@pytest.mark.usefixtures("everything")
def test_a_person_who_says_that_the_clock_is_right_ends_the_doubt(rule: Rule) -> None:
    run()
    with pytest.raises(clock.InDoubt, match="a time that has not come yet"):
        call_command("applyretention", verbosity=0)
    call_command("applyretention", "--clock-is-right", verbosity=0)
    call_command("erasereporters", verbosity=0)
    assert "clock" not in told()
    Run.objects.create(scope=WHOLE, started_at=YEARS_AHEAD + timedelta(days=1))
    assert "clock" in told()


@pytest.mark.usefixtures("everything")
def test_mail_of_years_ahead_is_late_and_is_sent(settings: Settings) -> None:
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert {"mail late", "mail stuck"} <= set(told())
    assert delivery.deliver().sent == 1
    assert "Hello" in [message.subject for message in outbox.outbox]


@pytest.mark.usefixtures("everything")
def test_a_lease_that_runs_out_years_ahead_is_taken_and_one_within_its_length_is_not() -> None:
    with lease.hold("test"):
        pass
    Lease.objects.update(
        holder="somebody", host="elsewhere", expires_at=timezone.now() + lease.LENGTH
    )
    with pytest.raises(lease.LeaseTaken), lease.hold("test"):
        pass


@pytest.mark.usefixtures("everything")
def test_failed_log_ins_of_years_ahead_stop_nobody_for_years(rule: Rule) -> None:
    run()
    assert AccessAttempt.objects.get().attempt_time <= timezone.now()


@pytest.mark.usefixtures("everything")
def test_the_digest_of_today_and_of_tomorrow_come_though_tomorrow_s_was_queued_by_a_clock_that_was_ahead() -> (
    None
):
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    DailyDigest.objects.update(day=tomorrow)
    assert [daily.queue(day) for day in (today, today, tomorrow, tomorrow)] == [
        True,
        False,
        True,
        False,
    ]


def test_a_minute_is_no_trouble() -> None:
    Run.objects.create(
        scope=WHOLE, status=Run.Outcome.SUCCEEDED, started_at=timezone.now() + timedelta(seconds=50)
    )
    assert told() == []


def test_a_database_that_was_made_knows_a_moment_at_which_the_clock_was_right() -> None:
    assert Clock.objects.count() == 1

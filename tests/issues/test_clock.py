"""A clock that was once ahead: what it stored is a trouble, silences no alarm, stops nothing, and is got over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail as outbox
from django.utils import timezone
from pytest_django import Settings

from issues import clock, daily, delivery, health, lease
from issues.models import (
    AppliedFix,
    Backup,
    CheckState,
    DailyDigest,
    Hold,
    Issue,
    IssueEvent,
    Lease,
    LinkRequest,
    Mail,
    QuarantinedReport,
    Redaction,
    Run,
    Throttle,
)
from members.models import Source
from tests import factories
from tests.issues.conftest import Rule, run

pytestmark = pytest.mark.django_db
YEARS_AHEAD = datetime(2031, 1, 1, tzinfo=UTC)
WHOLE: dict[str, list[str]] = {"checks": [], "chambers": []}


@pytest.fixture
def everything() -> None:
    """One row of each table that keeps moments, all of them years ahead."""
    issue = Issue.objects.create(issue="x", snoozed_until=None)
    IssueEvent.objects.create(issue=issue, verb="noted")
    AppliedFix.objects.create(issue=issue, label="x", done={}, inverse={}, applied_by=User.objects.create_user("kim"))
    Backup.objects.create(rows=1, size=1)
    CheckState.objects.get_or_create(name="email-shared")
    DailyDigest.objects.create(day=date(2031, 1, 1))
    Hold.objects.create(check_name="email-shared", chamber=factories.chamber())
    Lease.objects.create(name="test", holder="somebody", host="elsewhere")
    LinkRequest.objects.create(email="nobody@example.org")
    Mail.objects.create(message_id="<1@example.org>", audience="staff", sender="a@example.org", recipient="b@example.org", subject="Hello")
    QuarantinedReport.objects.create(why="x", issue="y")
    Redaction.objects.create(reason="x")
    Run.objects.create(scope=WHOLE, status=Run.Outcome.SUCCEEDED)
    LinkRequest.objects.create(email="kim@example.org")
    Throttle.objects.create(key="x", window=YEARS_AHEAD)
    factories.official_list({"name": "Ada Quill"})
    AccessAttempt.objects.create(username="kim", failures_since_start=1)
    Session.objects.create(session_key="x", session_data="", expire_date=YEARS_AHEAD)
    for model, name in clock.moments():
        changed = model._base_manager.update(**{name: YEARS_AHEAD})
        assert changed, f"there is no row of {model.__name__}: make one above"


@pytest.fixture(autouse=True)
def old_site(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.RUNCHECKS_SCHEDULE = "0 * * * *"
    monkeypatch.setattr(health, "installed_at", lambda now: now - timedelta(days=9))


def told() -> list[str]:
    return [trouble.what for trouble in health.troubles(timezone.now())]


@pytest.mark.usefixtures("everything")
def test_every_moment_that_lies_ahead_is_told_and_put_right_by_the_next_run(rule: Rule) -> None:
    assert {"clock", "no run"} <= set(told())
    watched = [moment for moment in clock.moments() if moment[0]._meta.label not in clock.LARGE]
    assert len(list(clock.ahead(timezone.now()))) == len(watched)
    run()
    now = timezone.now()
    assert list(clock.ahead(now)) == []
    for model, name in clock.moments():
        latest = clock.limit(f"{model._meta.label}.{name}", now)
        assert not model._base_manager.filter(**{f"{name}__gt": latest}).exists(), (model, name)
    assert not DailyDigest.objects.filter(day__gt=timezone.localdate()).exists()
    assert not {"clock", "no run"} & set(told())


@pytest.mark.usefixtures("everything")
def test_what_proves_that_all_is_well_counts_as_long_ago(rule: Rule) -> None:
    clock.put_right(timezone.now(), timezone.localdate())
    assert {"no run", "backup old"} <= set(told())
    assert Source.objects.get().checked_at == clock.LONG_AGO


@pytest.mark.usefixtures("everything")
def test_mail_of_years_ahead_is_sent(settings: Settings) -> None:
    settings.EMAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert delivery.deliver().sent == 1
    assert "Hello" in [message.subject for message in outbox.outbox]


@pytest.mark.usefixtures("everything")
def test_a_lease_that_runs_out_years_ahead_is_taken_and_one_within_its_length_is_not() -> None:
    with lease.hold("test"):
        pass
    Lease.objects.update(holder="somebody", host="elsewhere", expires_at=timezone.now() + lease.LENGTH)
    with pytest.raises(lease.LeaseTaken), lease.hold("test"):
        pass


@pytest.mark.usefixtures("everything")
def test_the_day_s_digest_comes_though_it_was_queued_by_a_clock_that_was_ahead(settings: Settings) -> None:
    DailyDigest.objects.update(day=timezone.localdate() + timedelta(days=1))
    assert daily.queue(timezone.localdate())
    assert not DailyDigest.objects.filter(day__gt=timezone.localdate()).exists()


def test_a_minute_is_no_trouble() -> None:
    Run.objects.create(scope=WHOLE, status=Run.Outcome.SUCCEEDED, started_at=timezone.now() + timedelta(seconds=50))
    assert told() == []

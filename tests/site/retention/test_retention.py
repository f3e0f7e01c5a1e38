"""Retention: every table has a documented period, the daily job keeps to it, and nothing that is
needed is deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from issues.models import (
    Backup,
    CheckResult,
    DailyDigest,
    Issue,
    IssueEvent,
    LinkRequest,
    Mail,
    QuarantinedReport,
    Run,
    Throttle,
)
from tests import factories
from yvih_site.backup import tables
from yvih_site.retention import rules, undelivered

pytestmark = pytest.mark.django_db

NOW = timezone.now().replace(microsecond=0)


def _at(model: type[Model], column: str, when: datetime, **values: Any) -> Model:
    """Return a new row with this time in this column."""
    row = model._default_manager.create(**values)
    model._default_manager.filter(pk=row.pk).update(**{column: when})
    return row


def _access(model: type[Model]) -> Callable[[datetime], Model]:
    values = {"user_agent": "x", "ip_address": "192.0.2.1", "http_accept": "*", "path_info": "/"}
    more = {"failures_since_start": 1} if model is AccessAttempt else {}
    return lambda when: _at(
        model, "attempt_time", when, username=when.isoformat(), **values, **more
    )


#: How a row comes into each table that has a rule: one of that age.
PLANT: dict[str, Callable[[datetime], Model]] = {
    "issues.QuarantinedReport": lambda when: QuarantinedReport.objects.create(
        issue="x", why="a trap", received_at=when
    ),
    "issues.Run": lambda when: Run.objects.create(started_at=when, status=Run.Outcome.SUCCEEDED),
    "issues.CheckResult": lambda when: CheckResult.objects.create(
        run=Run.objects.create(started_at=when), check_name="x"
    ),
    "issues.Backup": lambda when: Backup.objects.create(made_at=when, rows=1, size=1),
    "issues.LinkRequest": lambda when: LinkRequest.objects.create(
        email="a@example.org", asked_at=when
    ),
    "issues.DailyDigest": lambda when: DailyDigest.objects.create(
        day=date.fromordinal(DailyDigest.objects.count() + 1), queued_at=when
    ),
    "issues.Throttle": lambda when: Throttle.objects.create(key="x", window=when),
    "issues.Mail": lambda when: factories.mail(
        state=Mail.State.SENT, created_at=when, sent_at=when
    ),
    "sessions.Session": lambda when: Session.objects.create(
        session_key=when.isoformat()[:40], expire_date=when
    ),
    "admin.LogEntry": lambda when: LogEntry.objects.create(
        user=User.objects.get_or_create(username="kim")[0],
        object_repr="x",
        action_flag=CHANGE,
        action_time=when,
    ),
    "axes.AccessAttempt": _access(AccessAttempt),
    "axes.AccessFailureLog": _access(AccessFailureLog),
    "axes.AccessLog": _access(AccessLog),
}
COPIES = "members.Snapshot"
RULES = {rule.labels[0]: rule for rule in rules.RULES if rule.old and rule.labels[0] != COPIES}


def test_every_table_has_just_one_rule() -> None:
    ruled = [label for rule in rules.RULES for label in rule.labels]
    assert sorted(ruled) == sorted(model._meta.label for model in tables.everything())


def test_the_page_of_the_documentation_is_fresh() -> None:
    page = Path(settings.BASE_DIR, "docs", "retention.md").read_text()
    assert page == rules.page(), "manage.py applyretention --write"


@pytest.mark.parametrize("label", RULES)
def test_a_row_goes_after_its_days_and_not_before(label: str) -> None:
    days, plant = timedelta(days=RULES[label].days), PLANT[label]
    old, young = plant(NOW - days - timedelta(hours=1)), plant(NOW - days + timedelta(hours=1))
    assert rules.apply(NOW - timedelta(hours=2)) == {}
    assert type(young)._default_manager.filter(pk__in=[old.pk, young.pk]).count() == 2
    Run.objects.create(started_at=NOW, status=Run.Outcome.SUCCEEDED)
    Backup.objects.create(made_at=NOW, rows=1, size=1)
    assert rules.apply(NOW)[label] == 1
    assert type(old)._default_manager.filter(pk__in=[old.pk, young.pk]).get() == young
    assert rules.apply(NOW) == {}


def test_what_something_else_names_stays() -> None:
    long_ago = NOW - timedelta(days=900)
    runs = [Run.objects.create(started_at=long_ago, status=Run.Outcome.SUCCEEDED) for _ in range(4)]
    issue = Issue.objects.create(issue="x", run=runs[0])
    IssueEvent.objects.create(issue=issue, verb="opened", run=runs[1])
    running = Run.objects.create(started_at=long_ago)
    QuarantinedReport.objects.create(issue="x", why="a trap", received_at=long_ago, released=issue)
    assert rules.apply(NOW) == {"issues.Run": 1}
    assert set(Run.objects.all()) == {runs[0], runs[1], runs[3], running}
    assert IssueEvent.objects.get().run == runs[1]
    assert QuarantinedReport.objects.count() == 1


def test_many_rows_go_in_many_transactions() -> None:
    Throttle.objects.bulk_create(
        [Throttle(key=str(n), window=NOW - timedelta(days=40)) for n in range(1_000)]
    )
    with CaptureQueriesContext(connection) as queries:
        call_command("applyretention", verbosity=0)
    assert not Throttle.objects.exists()
    deletes = [
        query["sql"]
        for query in queries
        if query["sql"].startswith('DELETE FROM "issues_throttle"')
    ]
    assert len(deletes) == 1_000 / rules.TOGETHER


def test_mail_that_waits_stays_and_what_failed_leaves_a_word_on_its_issues() -> None:
    long_ago = NOW - timedelta(days=31)
    one, two, told = (Issue.objects.create(issue=str(n)) for n in range(3))
    Mail.objects.all().delete()
    waiting = [
        factories.mail(state=state, due_at=long_ago, created_at=long_ago)
        for state in ("queued", "held")
    ]
    for values in (
        {"state": "failed", "issue": one},
        {"state": "set_aside", "text": f"many\n{one.admin_url}\n{two.admin_url}\n"},
        {"state": "sent", "issue": told, "sent_at": long_ago},
        {"state": "refused", "issue": told, "audience": "reporter"},
    ):
        factories.mail(**values, created_at=long_ago, due_at=long_ago)
    tried = factories.mail(
        state="failed",
        issue=one,
        created_at=long_ago - timedelta(days=60),
        due_at=NOW - timedelta(days=29),
    )
    assert rules.apply(NOW) == {"issues.Mail": 4}
    assert set(Mail.objects.all()) == {*waiting, tried}
    noted = IssueEvent.objects.filter(note=undelivered.NOTE).order_by("issue_id")
    assert [event.issue for event in noted] == [one, two]


def test_what_came_after_a_younger_row_is_no_older_whatever_its_clock_said() -> None:
    for plant in (
        PLANT["issues.QuarantinedReport"],
        PLANT["issues.CheckResult"],
        PLANT["issues.Mail"],
    ):
        plant(NOW)
        plant(NOW - timedelta(days=200))
    assert rules.apply(NOW) == {}

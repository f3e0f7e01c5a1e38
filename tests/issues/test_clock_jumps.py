"""A clock jumps and comes back: nothing is rewritten, erased or deleted until a person confirms
that it is right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from issues import clock, triage
from issues.models import CheckResult, Issue, IssueEvent, Mail, QuarantinedReport, Run
from issues.models.issue import new_token
from issues.reports import intake
from issues.reports.intake import Content
from issues.reports.subjects import Subject
from issues.triage import Actor
from members.models import Snapshot
from tests import factories
from tests.issues.conftest import Rule
from tests.issues.test_clock import facts, rewritten
from yvih_site import schedule

pytestmark = pytest.mark.django_db
FAR = timedelta(days=200)
KEPT = (CheckResult, Issue, IssueEvent, Mail, QuarantinedReport, Run, Snapshot)


@contextmanager
def clock_off_by(difference: timedelta) -> Iterator[None]:
    """Set the clock of this machine, and of the database server on it, wrong by that much."""
    real = timezone.now
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: real() + difference)
        patch.setattr(clock, "server_time", timezone.now)
        yield


def a_report(name: str) -> Issue:
    token = new_token()
    intake.submit(
        token, Subject(None, ""), Content("A report.", name=name, email=f"{name}@example.org")
    )
    return Issue.objects.get(token=token)


def quarantine(name: str) -> None:
    intake.quarantine(
        new_token(),
        Subject(None, ""),
        Content("Not read yet.", name=name, email=f"{name}@example.org"),
        "a crowd",
    )


@pytest.fixture
def closed(rule: Rule) -> Issue:
    """A report closed a moment ago, among others of all kinds, on a site that did its daily job."""
    rule.wrong = {factories.member(): "x"}
    issue = a_report("paul")
    triage.resolve([issue], Actor())
    quarantine("rita")
    call_command("runchecks", verbosity=0)
    Mail.objects.update(state=Mail.State.SENT, sent_at=timezone.now())
    schedule.daily()
    return issue


def rows() -> dict[str, set[Any]]:
    return {model.__name__: set(model._base_manager.values_list("pk", flat=True)) for model in KEPT}


def use_the_site() -> None:
    """Do a day's work: a run, mail, a new report, one in quarantine and one that is closed."""
    call_command("runchecks", verbosity=0)
    quarantine("ruth")
    triage.resolve([a_report("pia")], Actor())
    Mail.objects.filter(state=Mail.State.QUEUED).update(
        state=Mail.State.SENT, sent_at=timezone.now()
    )


def try_the_daily_job() -> None:
    for job in ("erasereporters", "applyretention"):
        with pytest.raises(CommandError, match="Clock in doubt"):
            call_command(job, verbosity=0)
    with pytest.raises(CommandError, match="Clock in doubt") as failure:
        schedule.daily()
    assert failure.value.returncode == 1


def reporters() -> set[str]:
    return {
        *Issue.objects.values_list("name", flat=True),
        *QuarantinedReport.objects.values_list("name", flat=True),
    } - {""}


@pytest.mark.parametrize("difference", [-FAR, FAR], ids=["behind", "ahead"])
def test_a_jump_and_back_rewrites_erases_and_deletes_nothing(
    closed: Issue, difference: timedelta
) -> None:
    before = facts()
    with clock_off_by(difference):
        use_the_site()
        try_the_daily_job()
    stored = rows()
    call_command("runchecks", verbosity=0)
    if difference > timedelta(0):
        try_the_daily_job()
        call_command("applyretention", "--clock-is-right", verbosity=0)
    schedule.daily()
    assert rewritten(before) == set()
    assert all(keys <= rows()[name] for name, keys in stored.items())
    assert reporters() == {"paul", "rita", "pia", "ruth"}


def test_old_rows_go_and_reporters_are_erased_once_a_person_has_spoken(closed: Issue) -> None:
    with clock_off_by(FAR):
        try_the_daily_job()
        call_command("applyretention", "--clock-is-right", verbosity=0)
        schedule.daily()
    assert reporters() == set()


def test_a_service_that_was_off_for_a_week_goes_on_by_itself_and_after_more_it_asks(
    closed: Issue,
) -> None:
    for away, in_doubt in (
        (clock.SILENT - timedelta(hours=1), False),
        (clock.SILENT + timedelta(hours=1), True),
    ):
        with clock_off_by(away):
            assert bool(clock.reason_to_doubt(timezone.now())) == in_doubt


def test_two_clocks_are_compared_where_the_database_has_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there: datetime = timezone.now() - timedelta(minutes=2)
    monkeypatch.setattr(clock, "server_time", lambda: there)
    assert "120 s apart" in clock.reason_to_doubt(timezone.now())

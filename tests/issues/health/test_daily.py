"""The daily mail to staff, which is sent even when there is no news."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from issues import triage
from issues.health import daily
from issues.models import CheckState, DailyDigest, Hold, Issue, QuarantinedReport, Run
from issues.triage import Actor
from members.models import Chamber, Source
from tests.support.installation import Installation
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 24)


def test_it_comes_on_a_day_without_any_news_to_each_of_staff(queued_mail: QueuedMail) -> None:
    Run.objects.create(scope={"checks": [], "chambers": []}, status=Run.Outcome.SUCCEEDED)
    assert daily.queue(TODAY)
    assert [message.recipient for message in queued_mail.all()] == [
        "one@example.org",
        "two@example.org",
    ]
    assert queued_mail.subjects("one@example.org") == [
        "Daily digest of 2026-11-24: 0 waiting, 0 in quarantine, 0 held, 0 failing"
    ]
    assert "Nothing is wrong with the service." in queued_mail.all()[0].text


def test_it_comes_once_a_day(queued_mail: QueuedMail) -> None:
    assert [daily.queue(TODAY), daily.queue(TODAY), daily.queue(TODAY + timedelta(days=1))] == [
        True,
        False,
        True,
    ]
    assert len(queued_mail.to("one@example.org")) == 2


def test_it_counts_what_waits_and_says_what_is_wrong_and_names_no_reporter(
    queued_mail: QueuedMail,
) -> None:
    chamber = Chamber.objects.get(slug="fed-hor")
    old, *_ = triage.open_issues(
        [
            Issue(issue="Wrong.", name="Quentin Sender", email="quentin@example.org")
            for _ in range(3)
        ],
        Actor(),
    )
    Issue.objects.filter(pk=old.pk).update(first_seen=timezone.now() - timedelta(days=2))
    QuarantinedReport.objects.create(issue="Buy.", why="a trap", name="Quentin Sender")
    Hold.objects.create(check_name="party-differs", chamber=chamber)
    CheckState.objects.create(name="email-shared", failing_since=timezone.now(), error="ValueError")
    Source.objects.create(slug="hor", format="csv", chamber=chamber, failing_since=timezone.now())
    for message in queued_mail.all():
        message.delete()
    daily.queue(TODAY)
    message = queued_mail.to("two@example.org")[0]
    assert message.subject.endswith("3 waiting, 1 in quarantine, 1 held, 2 failing")
    assert "2 new since yesterday" in message.text
    for told in ("The check email-shared has been failing since", "/admin/members/source/"):
        assert told in message.text
        assert told in message.html
    assert "Quentin" not in message.text + message.html
    assert (
        "/admin/issues/issue/" not in message.text + message.html
    )  # not a mail about single issues


def test_the_command_says_what_it_did() -> None:
    said = StringIO()
    call_command("dailydigest", stdout=said)
    call_command("dailydigest", stdout=said)
    today = timezone.localdate()
    assert (
        said.getvalue()
        == f"The digest of {today} is queued.\nThe digest of {today} was already queued.\n"
    )
    assert DailyDigest.objects.count() == 1


def test_hosts_that_do_it_at_once_queue_it_once(installation: Installation) -> None:
    processes = [installation.popen("dailydigest") for _ in range(4)]
    said = sorted(process.communicate(timeout=120)[0].split()[-2] for process in processes)
    assert [process.returncode for process in processes] == [0] * 4
    assert said == ["already", "already", "already", "is"]
    assert installation.query("SELECT count(*) FROM issues_mail") == [(2,)]

"""Limits on reports: by sender, form, network and in total, and on mail to one mailbox."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from issues import client_address as clients
from issues import throttle, triage
from issues.admin import attention
from issues.health import daily
from issues.mail import confirmation
from issues.models import Issue, IssueEvent, QuarantinedReport
from issues.models.choices import Status
from issues.reports import follow_up, form_token, intake, quarantine
from issues.reports.intake import Content
from issues.reports.subjects import Subject
from issues.triage import Actor
from tests.issues.admin.admin_parts import user
from tests.issues.reports.form_parts import form_key
from tests.support.at_once import at_once
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def send(
    client: Client, text: str, key: str = "", address: str = "192.0.2.1", email: str = ""
) -> int:
    typed = {"issue": text, "key": key or form_key(), "email": email}
    return client.post("/report/", typed, REMOTE_ADDR=address).status_code


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_one_key_from_two_hundred_networks_makes_a_few_issues_and_one_confirmation(
    client: Client, queued_mail: QueuedMail
) -> None:
    key = form_key()
    for number in range(200):
        address, email = f"2001:db8:1:{number:x}::1", f"victim+{number}@example.org"
        assert send(client, f"Wrong {number}", key, address, email) in (302, 429)
    assert Issue.objects.count() == form_token.REPORTS
    assert len(queued_mail.to("one@example.org")) == form_token.REPORTS
    assert sum("victim" in mail.recipient for mail in queued_mail.all()) == 1
    why = "more than 5 reports were sent with the same copy of the form"
    assert set(QuarantinedReport.objects.values_list("why", flat=True)) == {why}


def test_ten_reports_in_a_row_from_fresh_pages_are_ten_issues(client: Client) -> None:
    for number in range(10):
        assert send(client, f"Wrong {number}") == 302
    assert (Issue.objects.count(), QuarantinedReport.objects.count()) == (10, 0)


def test_the_same_report_sent_again_and_again_counts_once(client: Client) -> None:
    key = form_key()
    for _ in range(40):
        assert send(client, "Wrong", key) == 302
    for number in range(4):
        assert send(client, f"Wrong {number}", key) == 302
    assert (Issue.objects.count(), QuarantinedReport.objects.count()) == (5, 0)


def test_what_comes_above_the_limit_over_all_is_kept_and_told_in_one_mail(
    client: Client, queued_mail: QueuedMail, settings: Settings
) -> None:
    settings.REPORT_LIMIT_ALL = 30
    for number in range(45):
        assert (
            send(
                client,
                f"Wrong {number}",
                address=f"192.0.2.{number}",
                email=f"rita{number}@example.org",
            )
            == 302
        )
    assert (Issue.objects.count(), QuarantinedReport.objects.count()) == (30, 15)
    subjects = queued_mail.subjects("one@example.org")
    assert [subject for subject in subjects if "A new issue" not in subject] == [
        "More than 30 reports within an hour: the rest is in quarantine"
    ]
    assert len(subjects) == 31
    assert sum("rita" in mail.recipient for mail in queued_mail.all()) == 30
    assert daily._counts()["in quarantine"] == 15
    released = quarantine.release(QuarantinedReport.objects.all(), user("anna", "Triagers"))
    assert len(released) == 15


def test_a_limit_over_all_of_0_is_none(client: Client, settings: Settings) -> None:
    settings.REPORT_LIMIT_ALL = settings.REPORT_LIMIT = 0
    for number in range(40):
        send(client, f"Wrong {number}")
    assert (Issue.objects.count(), QuarantinedReport.objects.count()) == (40, 0)


@pytest.mark.parametrize(
    ("pattern", "sent"),
    [
        ("2001:db8:1:2::{0:x}", 3),
        ("2001:db8:1:2{0:02x}::1", 6),
        ("2001:db8:1:{0:x}00::1", 12),
        ("2001:db8:{0:x}::1", 20),
        ("192.0.2.{0}", 20),
    ],
    ids=["one /64", "one /56", "one /48", "many networks", "IPv4"],
)
def test_networks_around_an_address_count_too(
    client: Client, settings: Settings, pattern: str, sent: int
) -> None:
    settings.REPORT_LIMIT = 3
    statuses = [
        send(client, f"Wrong {number}", address=pattern.format(number)) for number in range(20)
    ]
    assert statuses.count(302) == sent
    assert statuses[sent:] == [429] * (20 - sent)


def test_a_network_that_is_known_already_is_widened_and_nothing_else() -> None:
    assert clients.wider_networks("2001:db8:1:203::/64") == [
        ("2001:db8:1:203::/64", 1),
        ("2001:db8:1:200::/56", 2),
        ("2001:db8:1::/48", 4),
    ]
    for other in ("192.0.2.7", "nonsense", ""):
        assert clients.wider_networks(other) == [(other, 1)]


def test_where_one_hour_ends_and_the_next_begins_no_more_is_allowed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begin = datetime(2026, 6, 1, 11, 59, tzinfo=UTC)
    allowed = 0
    for minute in range(61):
        at(monkeypatch, begin + timedelta(minutes=minute))
        allowed += sum(throttle.allow("x", "y", HOUR, 5) for _ in range(20))
        assert allowed == 5
    at(monkeypatch, begin + timedelta(minutes=66))
    assert throttle.allow("x", "y", HOUR, 5), "who waited may go on, however often they tried"


def test_a_count_slides(monkeypatch: pytest.MonkeyPatch) -> None:
    begin = datetime(2026, 6, 1, 11, 59, tzinfo=UTC)
    for minute, total in ((0, 1), (2, 2), (30, 3), (59, 4), (70, 3), (200, 1)):
        at(monkeypatch, begin + timedelta(minutes=minute))
        assert throttle.count("x", "y", HOUR) == total


@pytest.mark.parametrize(
    ("address", "mailbox"),
    [
        ("Victim+1@Example.org", "victim@example.org"),
        ("victim+a+b@example.org", "victim@example.org"),
        ("v.ic.tim+x@googlemail.com", "victim@gmail.com"),
        ("v.ictim@gmail.com", "victim@gmail.com"),
        ("v.ictim@example.org", "v.ictim@example.org"),
        ("victim@bücher.example.org", "victim@xn--bcher-kva.example.org"),
        ("+@example.org", "+@example.org"),
        ("nonsense", "nonsense@"),
    ],
)
def test_a_mailbox_is_an_address_without_what_its_server_ignores(
    address: str, mailbox: str
) -> None:
    assert confirmation.mailbox(address) in (mailbox, f"@{address}")


def test_a_mailbox_is_written_to_once_a_day(
    client: Client, queued_mail: QueuedMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(client, "One", email="rita@example.org"), send(client, "Two", email="Rita+2@example.org")
    assert sum("rita" in mail.recipient.lower() for mail in queued_mail.all()) == 1
    tomorrow = timezone.now() + timedelta(hours=26)
    at(monkeypatch, tomorrow)
    monkeypatch.setattr(form_token, "reason_to_doubt", lambda key: "")
    send(client, "Three", email="rita@example.org")
    assert sum("rita" in mail.recipient.lower() for mail in queued_mail.all()) == 2


def test_a_reporter_writes_again_a_few_times_an_hour(
    client: Client, queued_mail: QueuedMail
) -> None:
    send(client, "Wrong")
    page = f"/reports/{Issue.objects.get().token}/"
    statuses = [
        client.post(page, {"text": f"Still {n}"}, REMOTE_ADDR=f"192.0.2.{n}").status_code
        for n in range(8)
    ]
    assert statuses == [302] * follow_up.COMMENTS + [429] * 3
    assert len(queued_mail.to("one@example.org")) == 1 + follow_up.COMMENTS


def test_what_reporters_write_above_the_limit_over_all_is_kept_and_told_in_one_mail(
    client: Client, queued_mail: QueuedMail, settings: Settings
) -> None:
    settings.REPORT_LIMIT_ALL = 4
    for number in range(4):
        send(client, f"Wrong {number}")
    *crowd, honest = Issue.objects.all()
    triage.resolve([honest], Actor())
    for n in range(2):
        for issue in crowd:
            client.post(f"/reports/{issue.token}/", {"text": f"Still {n}"})
    assert (
        client.post(
            f"/reports/{honest.token}/", {"text": "Still wrong"}, REMOTE_ADDR="192.0.2.9"
        ).status_code
        == 302
    )
    honest.refresh_from_db()
    assert (honest.status, IssueEvent.objects.filter(verb="commented").count()) == (Status.OPEN, 7)
    subjects = queued_mail.subjects("one@example.org")[4:]
    assert subjects.pop() == "Reporters wrote again more than 4 times within an hour"
    assert [subject[:24] for subject in subjects] == ["The reporter wrote again"] * 4
    assert set(attention.answered(Issue.objects.all())) == {*crowd, honest}


def test_a_reporter_is_told_which_limit_was_met(client: Client, settings: Settings) -> None:
    send(client, "Wrong")
    page = f"/reports/{Issue.objects.get().token}/"
    for number in range(follow_up.COMMENTS):
        assert (
            client.post(
                page, {"text": f"Still {number}"}, REMOTE_ADDR=f"192.0.2.{number}"
            ).status_code
            == 302
        )
    assert (
        b"You wrote 5 times about this report"
        in client.post(page, {"text": "More"}, REMOTE_ADDR="192.0.2.99").content
    )
    settings.REPORT_LIMIT = 1
    assert (
        b"from your internet connection within the last hour"
        in client.post(page, {"text": "More"}, REMOTE_ADDR="192.0.2.1").content
    )


@pytest.mark.django_db(transaction=True)
def test_workers_who_count_at_the_same_moment_allow_no_more_than_the_limit() -> None:
    def work() -> list[bool]:
        return [throttle.allow("x", "y", HOUR, 5) for _ in range(3)]

    assert [each for some in at_once([work] * 8) for each in some].count(True) == 5


@pytest.mark.django_db(transaction=True)
def test_one_report_sent_many_times_at_the_same_moment_is_one_issue_though_the_key_is_used_up(
    queued_mail: QueuedMail,
) -> None:
    key = form_key()
    for number in range(form_token.REPORTS - 1):
        throttle.allow("report key", key, form_token.SLOWEST, form_token.REPORTS)
        assert number < form_token.REPORTS
    arguments: Any = ("t" * 20, key, Subject(None, ""), Content("Wrong"), "")
    at_once([lambda: intake.receive(*arguments)] * 6)
    assert (Issue.objects.count(), QuarantinedReport.objects.count()) == (1, 0)

"""Text of people and lists is never rendered as a template: every kind of mail quotes it as
typed."""

from __future__ import annotations

import html
from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, EmailMultiAlternatives
from pytest_django import Settings

from issues import triage
from issues.accounts import invitations
from issues.mail import delivery, notifications
from issues.mail.staff_mail import StaffMail
from issues.mail.trouble import Trouble
from issues.models import CheckState, Issue
from issues.models.choices import DismissalReason, Origin
from issues.reports import intake
from issues.reports.intake import Content
from issues.reports.subjects import Subject
from issues.runs import check_state
from issues.triage import Actor
from members.jobs.terminal import HIDDEN
from members.models import Member
from tests import factories
from tests.support.installation import ROOT
from tests.support.mail import QueuedMail
from tests.support.smtp import SmtpServer

pytestmark = pytest.mark.django_db

WILD = "{{7*7}} {% x %} {# x #} {{ 1|ljust:20 }} {% include 'mail/base.html' %}"
KINDS = sorted(path.stem for path in (ROOT / "templates" / "mail").glob("*.txt"))


def typed(field: str) -> str:
    return f"{WILD} {field}"


def about() -> Member:
    chamber = factories.chamber(name=typed("chamber"))
    ada = factories.member(of=chamber, role=typed("role"))
    ada.first_name, ada.last_name = typed("first"), typed("last")
    ada.save()
    return ada


def of_a_check() -> Issue:
    evidence = {
        "observed": typed("observed"),
        "expected": typed("expected"),
        "person": typed("person"),
    }
    fixes = [{"label": typed("fix"), "edits": []}]
    return Issue.objects.create(
        origin=Origin.CHECK,
        check_name="x",
        member=about(),
        issue=typed("message"),
        label=typed("label"),
        evidence=evidence,
        fixes=fixes,
    )


def report(confirmed: bool = False) -> Issue:
    content = Content(
        typed("issue"),
        proposed=typed("proposed"),
        source=typed("source"),
        name=typed("name"),
        email="rita@example.net",
    )
    intake.submit("t" * 20, Subject(about(), "email"), content)
    issue = Issue.objects.get()
    if confirmed:
        triage.confirm(issue)
        issue.refresh_from_db()
    return issue


def wrote_again() -> None:
    issue = report()
    triage.comment(issue, typed("comment"))


def dismissed() -> None:
    triage.dismiss([report(confirmed=True)], Actor(), DismissalReason.ACCEPTED, note=typed("note"))


def broke() -> None:
    check_state.record_failure(CheckState.objects.create(name="x"), ValueError(typed("error")))


def daily() -> None:
    trouble = Trouble(typed("what"), typed("why"), typed("do"), "/admin/")
    words = (
        "waiting",
        "in quarantine",
        "held",
        "checks failing",
        "sources failing or rejected",
        typed("count"),
    )
    notifications.daily_digest(
        date(2026, 11, 1), dict.fromkeys(words, 1), [trouble], [of_a_check()]
    )


def digest() -> None:
    with StaffMail(singles=0) as staff, staff.digest(typed("check")):
        of_a_check()


def crowded() -> None:
    notifications.reports_quarantined(30)


def crowd_wrote() -> None:
    notifications.reporters_wrote(30)


def invited() -> None:
    invitations.send_link(
        User.objects.create(username=typed("user"), email="kim@example.org"), "invited"
    )


#: By kind of mail: its cause, and the typed fields that it quotes.
CAUSES: dict[str, tuple[Callable[[], object], set[str]]] = {
    "issue": (of_a_check, {"message", "label", "observed", "expected", "fix", "first", "last"}),
    "digest": (digest, {"message", "check"}),
    "check_failing": (broke, {"error"}),
    "daily": (daily, {"what", "why", "do", "count", "message"}),
    "reporter_wrote": (wrote_again, {"first", "last", "comment"}),
    "report_received": (report, set()),
    "report_changed": (dismissed, set()),
    "reports_quarantined": (crowded, set()),
    "reporters_wrote": (crowd_wrote, set()),
    "login": (invited, {"user"}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_mail_is_delivered_as_it_was_typed(
    kind: str, queued_mail: QueuedMail, smtp: SmtpServer, settings: Settings
) -> None:
    assert kind in CAUSES, "Add a line to CAUSES: what causes this mail, and what it quotes."
    cause, quoted = CAUSES[kind]
    cause()
    settings.EMAIL_DELIVERY_BACKEND = "issues.mail.smtp_client.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp.port
    assert delivery.deliver().failed == 0
    (row, *_) = [mail for mail in queued_mail.all() if mail.kind == kind]
    (received,) = [
        each for each in smtp.received_by(row.recipient) if each.message_id == row.message_id
    ]
    assert (received.subject, received.text.rstrip(), received.html.rstrip()) == (
        row.subject,
        row.text.rstrip(),
        row.html.rstrip(),
    )
    for field in quoted:
        assert typed(field) in received.text + html.unescape(received.html)


def test_a_report_full_of_template_syntax_is_told_to_staff_word_for_word(
    queued_mail: QueuedMail,
) -> None:
    report()
    text = queued_mail.to("one@example.org")[0].text
    assert all(typed(field) in text for field in ("issue", "proposed", "source"))


def test_what_gives_orders_to_a_terminal_or_turns_a_text_round_is_spelt_out(
    queued_mail: QueuedMail,
) -> None:
    evil = "a\x1b]0;pwned\x07\x9b31m\u202eb\r\nand\ron"
    Issue.objects.create(
        origin=Origin.CHECK,
        check_name="x",
        issue=evil,
        label=evil,
        evidence={"observed": evil, "expected": evil},
    )
    (message, *_) = queued_mail.to("one@example.org")
    for part in (message.subject, message.text, message.html):
        assert HIDDEN.search(part) is None
        assert "u000d" not in part
        assert "\\u001b]0;pwned" in part


def test_what_a_row_cannot_hold_is_refused(queued_mail: QueuedMail) -> None:
    with_file = EmailMessage("x", "x", None, ["a@example.org"])
    with_file.attach("x.txt", "x")
    with_header = EmailMessage("x", "x", None, ["a@example.org"], headers={"X-Mine": "x"})
    with_two = EmailMultiAlternatives(
        "x", "x", None, ["a@example.org"], alternatives=[("x", "text/html"), ("x", "text/html")]
    )
    for message in (with_file, with_header, with_two):
        with pytest.raises(ValueError, match="attachments and headers are not stored"):
            message.send()
    assert len(queued_mail) == 0


@pytest.mark.parametrize("bad", ["x" * 2000, "Hello\nBcc: all@example.org", "Ü" * 2000])
def test_no_subject_and_no_address_stops_the_queue(
    bad: str, queued_mail: QueuedMail, smtp: SmtpServer, settings: Settings
) -> None:
    settings.EMAIL_DELIVERY_BACKEND = "issues.mail.smtp_client.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp.port
    EmailMessage("Fine", "x", bad, ["a@example.org"], reply_to=[bad]).send()
    EmailMessage("Fine", "x", None, [bad]).send()
    EmailMessage(bad, "x", None, ["a@example.org"]).send()
    assert delivery.deliver().sent == 1
    (received,) = smtp.received
    assert received.message["Bcc"] is None
    assert received.subject.strip() == " ".join(bad.split())[: delivery.SUBJECT_LENGTH]

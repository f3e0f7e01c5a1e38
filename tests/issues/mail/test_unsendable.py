"""Mail that cannot be rendered or queued: nothing stops, nothing is lost, and staff see that nobody
was told."""

from __future__ import annotations

import sqlite3
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from issues.findings.registry import CHECKS, Check
from issues.findings.scope import Scope
from issues.fixes import applying
from issues.health import conditions
from issues.mail.queue import EmailBackend
from issues.mail.trouble import Trouble
from issues.models import CheckResult, Issue, LinkRequest, Mail, Run
from issues.models.choices import Severity, Status
from issues.runs import runner
from members.models import Email
from tests import factories
from tests.issues.conftest import TODAY, Rule
from tests.issues.mail.test_as_typed import CAUSES, KINDS
from tests.issues.reports.form_parts import form_key
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

#: The person who invites somebody sees that it failed.
INVITATIONS = {"login"}
State = Mail.State


@pytest.fixture(params=["rendering", "queuing"])
def broken(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, queued_mail: QueuedMail
) -> None:
    """Make rendering, or queuing, of all mail fail."""

    def fail(*args: Any, **kwargs: Any) -> Any:
        raise ValueError(f"The {request.param} broke: \0 and half a letter \ud800.")

    if request.param == "rendering":
        for module in ("mail.compose", "accounts.invitations"):
            monkeypatch.setattr(f"issues.{module}.render_to_string", fail)
    else:
        monkeypatch.setattr(EmailBackend, "send_messages", fail)


def troubles() -> list[Trouble]:
    return [
        trouble
        for trouble in conditions.troubles(timezone.now())
        if trouble.what == "mail not made"
    ]


@pytest.mark.parametrize("kind", sorted(set(KINDS) - INVITATIONS))
def test_every_kind_of_mail_that_cannot_be_made_is_kept_for_staff(kind: str, broken: None) -> None:
    CAUSES[kind][0]()
    kept = Mail.objects.filter(kind=kind)
    assert {
        (mail.state, "broke: \\0 and half a letter \\ud800" in mail.error) for mail in kept
    } == {(State.UNMADE, True)}
    (trouble,) = troubles()
    assert all(str(number) in trouble.why for mail in kept for number in mail.about)


def test_a_run_goes_on_and_says_that_it_could_not_tell(
    broken: None, rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(
        CHECKS,
        "another",
        Check("another", Severity.INFO, "email", "A rule.", "Why.", "Fix.", "Trap.", rule),
    )
    for number in range(25):
        rule.wrong[factories.member(f"Ada {chr(97 + number)}quill")] = "observed"
    said = StringIO()
    with pytest.raises(CommandError, match=r"^Messages that could not be composed: 44; ") as ended:
        call_command("runchecks", "--format", "json", stdout=said)
    assert ended.value.returncode == 1
    assert '"status": "errored"' in said.getvalue()
    assert Issue.objects.count() == 50
    assert list(CheckResult.objects.values_list("opened", "error")) == [(25, ""), (25, "")]
    run = Run.objects.get()
    assert (run.status, run.unmade_mails) == (Run.Outcome.ERRORED, 44)
    (trouble,) = troubles()
    assert f" {Issue.objects.order_by('pk')[0].pk}, " in trouble.why
    assert runner.run([], Scope(TODAY)).errored is False  # there is nothing new to tell


def test_a_check_that_breaks_is_remembered(broken: None, rule: Rule) -> None:
    rule.error = ValueError("x")
    report = runner.run([], Scope(TODAY))
    assert [result.error for result in report.results] == ["ValueError: x"]
    assert report.unmade == 2


def test_a_report_is_stored_and_its_sender_thanked(broken: None, client: Client) -> None:
    factories.member(slug="ada")
    answer = client.post(
        "/report/",
        {
            "member": "ada",
            "field": "email",
            "key": form_key(),
            "issue": "x",
            "email": "rita@example.net",
        },
    )
    assert answer.status_code == 302
    assert answer.headers["Location"] == Issue.objects.get().get_absolute_url()
    assert {mail.about == {Issue.objects.get().pk} for mail in Mail.objects.all()} == {True}


def test_a_fix_is_applied_and_the_member_looked_at_again(
    broken: None, admin_user: User, django_capture_on_commit_callbacks: Any
) -> None:
    factories.email("ada@example.org ", of=factories.member())
    with django_capture_on_commit_callbacks(execute=True):
        Email.objects.get().save()
    issue = Issue.objects.get(check_name="text-untidy")
    with django_capture_on_commit_callbacks(execute=True):
        applying.apply(issue, 0, admin_user)
    issue.refresh_from_db()
    assert (Email.objects.get().address, issue.status) == ("ada@example.org", Status.RESOLVED)


def test_a_link_that_somebody_asked_for_keeps_back_no_other_mail(broken: None) -> None:
    for name in ("kim", "lee"):
        User.objects.create_user(name, f"{name}@example.org", "secret")
        LinkRequest.objects.create(email=f"{name}@example.org")
    call_command("delivermail")
    assert sorted(Mail.objects.values_list("recipient", "audience", "state")) == [
        ("kim@example.org", "account", "unmade"),
        ("lee@example.org", "account", "unmade"),
    ]
    assert len(troubles()) == 1


def test_staff_send_the_plain_message_or_put_it_aside(broken: None, admin_client: Client) -> None:
    Issue.objects.create(issue="x")
    one, two = Mail.objects.order_by("pk")
    for action, mail, state in (
        ("send_again", one, State.QUEUED),
        ("put_aside", two, State.SET_ASIDE),
    ):
        assert len(troubles()) == 1
        admin_client.post(
            "/admin/issues/mail/", {"action": action, "_selected_action": [mail.pk], "index": "0"}
        )
        mail.refresh_from_db()
        assert (mail.state, mail.about) == (state, {Issue.objects.get().pk})
    assert troubles() == []


def test_a_database_that_is_gone_is_not_taken_for_a_mail_that_cannot_be_made(
    queued_mail: QueuedMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*args: Any) -> int:
        raise OperationalError("disk I/O error") from sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(EmailBackend, "send_messages", gone)
    with pytest.raises(OperationalError):
        Issue.objects.create(issue="x")
    assert not Issue.objects.exists()

"""The admin's start page and its pages of runs, checks, quarantine and mail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from issues import triage
from issues.admin import attention
from issues.models import CheckResult, CheckState, Issue, IssueEvent, Mail, QuarantinedReport, Run
from issues.models.choices import Origin, Severity, Status
from issues.reports import quarantine
from issues.triage import Actor
from tests.factories import mail, member
from tests.issues.admin.admin_parts import LIST, issue, messages, user
from tests.support.at_once import at_once
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db
REPORTS = "/admin/issues/quarantinedreport/"
MAILS = "/admin/issues/mail/"


def tiles(client: Client) -> dict[str, int]:
    return {tile.words: tile.number for tile in client.get("/admin/").context["dashboard"].tiles}


def test_the_first_page_counts_what_needs_doing(client: Client, anna: Any) -> None:
    today = timezone.localdate()
    issue(assignee=anna, severity=Severity.ERROR, status=Status.IN_PROGRESS)
    issue(status=Status.SNOOZED, snoozed_until=today + timedelta(days=1))
    issue(assignee=anna, status=Status.RESOLVED)
    back = issue(status=Status.RESOLVED)
    triage.reopen([back], Actor(user=anna))
    QuarantinedReport.objects.create(why="x", issue="y")
    QuarantinedReport.objects.create(why="x", issue="y", released=back)
    mail(state=Mail.State.FAILED)
    mail()
    mail(created_at=timezone.now() - timedelta(days=2))
    assert tiles(client) == {
        "mine": 1,
        "unassigned": 2,
        "reopened": 1,
        "held back": 0,
        "snooze ends soon": 1,
        "errors": 1,
        "waiting in total": 3,
        "in quarantine": 1,
        "mails not delivered": 2,
    }


def test_each_number_is_as_many_as_its_list_shows(client: Client, anna: Any) -> None:
    test_the_first_page_counts_what_needs_doing(client, anna)
    superuser = user("root")
    superuser.is_superuser = True
    superuser.save()
    client.force_login(superuser)
    for tile in client.get("/admin/").context["dashboard"].tiles:
        assert (tile.words, client.get(tile.url).context["cl"].result_count) == (
            tile.words,
            tile.number,
        )


def test_what_somebody_has_touched_since_is_no_longer_called_reopened(
    client: Client, anna: Any
) -> None:
    back = issue(status=Status.RESOLVED)
    triage.reopen([back], Actor(user=anna))
    triage.take(Issue.objects.all(), Actor(user=anna))
    assert tiles(client)["reopened"] == 0


def test_what_a_check_or_the_site_notes_is_no_act(client: Client, anna: Any) -> None:
    report = issue(status=Status.RESOLVED, origin=Origin.PUBLIC)
    triage.comment(report, "It is wrong again.")
    assert triage.update([Issue.objects.get()], Actor(), {report.pk: {"label": "New"}})
    assert tiles(client)["reopened"] == 1
    assert list(attention.answered(Issue.objects.all())) == [report]
    triage.note([Issue.objects.get()], Actor(user=anna), "I ask them.")
    assert tiles(client)["reopened"] == 0
    assert not attention.answered(Issue.objects.all())


def test_the_first_page_says_when_no_run_was_made_and_how_the_last_one_went(
    client: Client, anna: Any
) -> None:
    assert "no run yet" in client.get("/admin/").content.decode()
    Run.objects.create(status=Run.Outcome.SUCCEEDED, finished_at=timezone.now())
    Run.objects.create(status=Run.Outcome.ERRORED, finished_at=timezone.now())
    assert client.get("/admin/").context["dashboard"].run.status == "errored"


def test_the_first_page_names_failing_checks(client: Client, anna: Any) -> None:
    CheckState.objects.create(
        name="seat-double", failing_since=timezone.now(), error="<b>KeyError</b>"
    )
    CheckState.objects.create(name="email-shared")
    page = client.get("/admin/").content.decode()
    assert "&lt;b&gt;KeyError" in page
    assert "email-shared" not in page


def test_whoever_may_not_see_issues_sees_no_numbers(client: Client) -> None:
    client.force_login(user("nobody"))
    assert "What needs doing now" not in client.get("/admin/").content.decode()


def test_the_first_page_needs_as_many_queries_however_much_there_is(
    client: Client, anna: Any, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(45) as few:
        client.get("/admin/")
    for number in range(30):
        issue(f"number {number}")
        CheckState.objects.create(name=f"check-{number}", failing_since=timezone.now())
    with django_assert_max_num_queries(len(few)):
        client.get("/admin/")


def test_runs_are_listed_with_their_sums_and_shown_with_each_check(
    client: Client, anna: Any
) -> None:
    run = Run.objects.create(status=Run.Outcome.ERRORED, finished_at=timezone.now())
    CheckResult.objects.create(run=run, check_name="email-shared", opened=2, resolved=1)
    CheckResult.objects.create(run=run, check_name="seat-double", opened=3, error="KeyError: 'x'")
    row = client.get("/admin/issues/run/").context["cl"].result_list[0]
    assert (row.sum_opened, row.sum_reopened, row.sum_resolved, row.errors) == (5, 0, 1, 1)
    page = client.get(f"/admin/issues/run/{run.pk}/change/").content.decode()
    assert "all checks; all chambers" in page
    assert "seat-double" in page
    assert "KeyError" in page
    assert 'type="submit" value="Save"' not in page


def test_a_run_says_what_it_was_limited_to(client: Client, anna: Any) -> None:
    run = Run.objects.create(
        scope={"checks": ["email-shared", "seat-double"], "chambers": ["nt-la"]}
    )
    assert (
        "email-shared, seat-double; nt-la"
        in client.get(f"/admin/issues/run/{run.pk}/change/").content.decode()
    )


def test_a_check_is_switched_off_by_whoever_may_and_its_state_is_no_form(
    client: Client, admin_client: Client
) -> None:
    state = CheckState.objects.create(
        name="seat-double", failing_since=timezone.now(), error="broke"
    )
    address = f"/admin/issues/checkstate/{state.pk}/change/"
    admin_client.post(address, {"name": "renamed", "error": ""})
    state.refresh_from_db()
    assert (state.name, state.enabled, state.error) == ("seat-double", False, "broke")
    client.force_login(user("anna", "Triagers"))
    assert client.post(address, {"enabled": "on"}).status_code == 403


def test_a_released_report_becomes_an_issue_with_its_mail_at_the_reporters_address(
    client: Client, anna: Any, queued_mail: QueuedMail
) -> None:
    about = member("Ada Quill")
    report = QuarantinedReport.objects.create(
        why="trap",
        issue="She moved.",
        proposed="x",
        name="Max",
        email="max@example.org",
        member=about,
        field="email",
    )
    response = client.post(
        REPORTS, {"action": "release", "_selected_action": [report.pk], "index": "0"}, follow=True
    )
    one = Issue.objects.get()
    report.refresh_from_db()
    assert report.released == one
    assert (one.origin, one.token, one.first_seen, one.member, one.label) == (
        Origin.PUBLIC,
        report.token,
        report.received_at,
        about,
        "Ada Quill",
    )
    assert [(event.verb, event.user) for event in IssueEvent.objects.all()] == [("opened", anna)]
    assert queued_mail.subjects("one@example.org") == [
        "A new issue has been generated: report about Ada Quill: E-mail"
    ]
    assert messages(response) == ["Released: 1. Staff are notified by mail."]
    assert f"{LIST}{one.pk}/change/" in client.get(REPORTS).content.decode()


def test_the_page_of_a_report_offers_its_release_until_it_is_released(
    client: Client, anna: Any
) -> None:
    report = QuarantinedReport.objects.create(why="trap", issue="<script>alert(1)</script>")
    page = client.get(f"{REPORTS}{report.pk}/change/").content.decode()
    assert 'name="action" value="release"' in page
    assert "<script>alert" not in page
    quarantine.release([report], anna)
    assert 'value="release"' not in client.get(f"{REPORTS}{report.pk}/change/").content.decode()


def test_no_report_is_released_twice(client: Client, anna: Any) -> None:
    report = QuarantinedReport.objects.create(why="trap", issue="She moved.")
    assert len(quarantine.release([report], anna)) == 1
    response = client.post(
        REPORTS, {"action": "release", "_selected_action": [report.pk], "index": "0"}, follow=True
    )
    assert messages(response) == ["Released before, left alone: 1."]
    assert Issue.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_release_at_once_make_one_issue() -> None:
    report = QuarantinedReport.objects.create(why="trap", issue="She moved.")
    anna = user("anna")
    made = at_once([lambda: quarantine.release([report], anna)] * 2)
    assert sorted(map(len, made)) == [0, 1]


def test_mail_that_could_not_be_sent_goes_out_again_and_what_was_sent_does_not(
    admin_client: Client,
) -> None:
    failed, sent = (
        mail(state=Mail.State.FAILED, due_at=timezone.now() + timedelta(hours=1)),
        mail(state=Mail.State.SENT),
    )
    admin_client.post(
        MAILS, {"action": "send_again", "_selected_action": [failed.pk, sent.pk], "index": "0"}
    )
    failed.refresh_from_db()
    sent.refresh_from_db()
    assert (failed.state, failed.due_at <= timezone.now(), sent.state) == ("queued", True, "sent")


def test_looking_at_a_mail_sends_nothing(admin_client: Client) -> None:
    failed = mail(subject="Hi", text="Text", html="<p>Text</p>", state=Mail.State.FAILED)
    assert admin_client.get(f"{MAILS}{failed.pk}/change/").status_code == 200
    failed.refresh_from_db()
    assert failed.state == Mail.State.FAILED

"""A reporter's name and address are erased everywhere 90 days after the report was closed, or at
their request."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from issues import triage
from issues.models import Issue, IssueEvent, QuarantinedReport
from issues.models.choices import DismissalReason, Origin
from issues.privacy import erasure, spellings
from issues.reports import follow_up, intake, quarantine
from issues.reports.intake import Content
from issues.reports.subjects import Subject
from issues.triage import Actor
from members.models import Member
from tests import factories
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

NAME, ADDRESS = "Quentin Sentinel", "quentin.sentinel@example.org"
CONTENT = Content(
    issue=f"The number is wrong, says {NAME.upper()}.",
    proposed=f"Ask {ADDRESS}",
    source="Quentin\nSentinel",
    name=NAME,
    email=ADDRESS,
)


@pytest.fixture
def staff(queued_mail: QueuedMail) -> Actor:
    return Actor(user=User.objects.create_user("kim"))


def sent(token: str = "t" * 20, member: Member | None = None) -> Issue:
    intake.submit(token, Subject(member, "email" if member else ""), CONTENT)
    return Issue.objects.get(token=token)


def everywhere() -> list[str]:
    """Return the tables in which the reporter can still be found, in any column."""
    found = []
    for model in apps.get_models():
        for row in model._default_manager.values():
            text = " ".join(str(value) for value in row.values()).lower()
            if "sentinel" in text:
                found.append(model._meta.label)
    return found


def days_ago(issue: Issue, days: int) -> None:
    closed = timezone.now() - timedelta(days=days)
    Issue.objects.filter(pk=issue.pk).update(first_seen=closed, resolved_at=closed)


def a_whole_story(staff: Actor, client: Client) -> Issue:
    """A report with a text in every place where staff and the site can write one."""
    issue = sent(member=factories.member())
    client.post(f"/reports/{issue.token}/confirm/{_key(issue)}/")
    issue.refresh_from_db()
    triage.note([issue], staff, f"{NAME} rang us; {ADDRESS.upper()} is theirs.")
    issue.refresh_from_db()
    follow_up.comment(issue, f"It is still wrong. {NAME}")
    issue.refresh_from_db()
    triage.dismiss([issue], staff, DismissalReason.ACCEPTED, note=f"As {NAME} said.")
    assert staff.user
    LogEntry.objects.create(
        user=staff.user, content_type=ContentType.objects.get_for_model(Issue), object_id=str(issue.pk),
        object_repr=f"report of {NAME}", action_flag=CHANGE, change_message=f"wrote to {ADDRESS}",
    )  # fmt: skip
    issue.refresh_from_db()
    return issue


def _key(issue: Issue) -> str:
    from issues.mail import confirmation

    return confirmation.key(issue)


def test_ninety_days_after_closing_nothing_of_the_reporter_is_left_in_any_table(
    staff: Actor, client: Client, queued_mail: QueuedMail
) -> None:
    issue = a_whole_story(staff, client)
    assert {"issues.Issue", "issues.IssueEvent", "issues.Mail", "admin.LogEntry"} <= set(
        everywhere()
    )
    days_ago(issue, 89)
    assert erasure.erase_closed(timezone.now()) == 0
    days_ago(issue, 90)
    assert erasure.erase_closed(timezone.now()) == 1
    assert everywhere() == []
    issue.refresh_from_db()
    assert issue.issue == "The number is wrong, says [erased]."
    assert issue.erased_at is not None
    assert list(issue.events.values_list("verb", flat=True))[-1] == IssueEvent.Verb.ERASED
    assert len(queued_mail.to(ADDRESS)) == 0
    assert erasure.erase_closed(timezone.now()) == 0


def test_a_report_that_is_open_is_kept_with_its_reporter(staff: Actor) -> None:
    issue = sent()
    Issue.objects.update(first_seen=timezone.now() - timedelta(days=900))
    assert erasure.erase_closed(timezone.now()) == 0
    issue.refresh_from_db()
    assert (issue.name, issue.email) == (NAME, ADDRESS)


def test_a_reporter_erases_themselves_on_their_page_by_a_button(
    client: Client, queued_mail: QueuedMail
) -> None:
    issue = sent()
    assert (
        f"/reports/{issue.token}/erase/" in client.get(f"/reports/{issue.token}/").content.decode()
    )
    assert "Erase my name" in client.get(f"/reports/{issue.token}/erase/").content.decode()
    assert "issues.Issue" in everywhere()
    page = client.post(f"/reports/{issue.token}/erase/", follow=True)
    assert "This report contains nothing about you" in page.content.decode()
    assert everywhere() == []
    page = client.get(f"/reports/{issue.token}/")
    assert "Your name and address were erased." in page.content.decode()
    assert f"/reports/{issue.token}/erase/" not in page.content.decode()


def test_a_report_in_quarantine_is_erased_on_request(client: Client) -> None:
    intake.quarantine("a" * 20, Subject(None, ""), CONTENT, "a trap")
    client.post(f"/reports/{'a' * 20}/erase/")
    assert QuarantinedReport.objects.filter(name="").count() == 1
    assert everywhere() == []


def test_a_report_released_from_quarantine_is_erased_in_both_places(staff: Actor) -> None:
    intake.quarantine("a" * 20, Subject(None, ""), CONTENT, "a trap")
    assert staff.user
    [issue] = quarantine.release(QuarantinedReport.objects.all(), staff.user)
    triage.resolve([issue], staff)
    days_ago(issue, 91)
    assert erasure.erase_closed(timezone.now()) == 1
    assert everywhere() == []


def test_a_report_that_is_released_while_it_is_erased_is_erased_in_both_places(
    staff: Actor,
) -> None:
    intake.quarantine("a" * 20, Subject(None, ""), CONTENT, "a trap")
    kept = QuarantinedReport.objects.get()
    assert staff.user
    [issue] = quarantine.release([kept], staff.user)
    assert erasure.erase_quarantined(kept.pk)
    assert everywhere() == []
    issue.refresh_from_db()
    assert issue.erased_at is not None
    assert not erasure.erase_quarantined(kept.pk)


def test_a_report_that_was_erased_in_quarantine_is_released_as_erased(staff: Actor) -> None:
    intake.quarantine("a" * 20, Subject(None, ""), CONTENT, "a trap")
    kept = QuarantinedReport.objects.get()
    assert erasure.erase_quarantined(kept.pk)
    assert staff.user
    [issue] = quarantine.release([kept], staff.user)
    assert everywhere() == []
    assert issue.erased_at is not None


def test_mail_about_another_report_of_the_same_person_is_still_sent(
    staff: Actor, queued_mail: QueuedMail
) -> None:
    first, second = sent("a" * 20), sent("b" * 20)
    Issue.objects.update(confirmed_at=timezone.now())
    second.refresh_from_db()
    triage.resolve([second], staff)
    erasure.erase(first.pk, Actor())
    assert [second.token in message.text for message in queued_mail.to(ADDRESS)] == [True]


def test_a_page_of_no_report_is_not_found(client: Client) -> None:
    assert client.get("/reports/nothing/erase/").status_code == 404
    assert client.post("/reports/nothing/erase/").status_code == 404


def test_a_short_name_takes_no_letters_out_of_other_words() -> None:
    intake.submit(
        "t" * 20,
        Subject(None, ""),
        Content(issue="A bad day for Al and Allan, al and all.", name="Al"),
    )
    issue = Issue.objects.get()
    erasure.erase(issue.pk, Actor())
    issue.refresh_from_db()
    assert (issue.issue, issue.name) == ("A bad day for [erased] and Allan, al and all.", "")


def test_the_command_says_how_many(staff: Actor) -> None:
    issue = sent()
    triage.resolve([issue], staff)
    days_ago(issue, 100)
    said = StringIO()
    options: dict[str, Any] = {"stdout": said}
    call_command("erasereporters", **options)
    call_command("erasereporters", **options)
    assert said.getvalue() == "Erased in 1 report.\nErased in 0 reports.\n"


def test_whoever_asks_is_erased_at_once_in_every_report_by_their_address(staff: Actor) -> None:
    sent()
    sent("u" * 20)
    intake.quarantine("v" * 20, Subject(None, ""), CONTENT, "too fast")
    other = Issue.objects.create(
        origin=Origin.PUBLIC, issue="She moved.", name="Rita", email="rita@example.org"
    )
    said = StringIO()
    call_command("erasereporters", ADDRESS.upper(), stdout=said)
    assert said.getvalue() == "Erased in 3 reports.\n"
    assert everywhere() == []
    other.refresh_from_db()
    assert (other.name, other.email) == ("Rita", "rita@example.org")
    for nobody in (ADDRESS, "", " "):
        with pytest.raises(CommandError, match="Nothing was erased"):
            call_command("erasereporters", nobody)


@pytest.mark.parametrize(
    "written",
    [
        "Sentinel-Smith, Quentin",
        "SENTINEL\u2011SMITH, Quentin",
        "quentin sentinel\u2013smith",
        "Sentinel%2DSmith,+Quentin",
    ],
)
def test_a_name_the_other_way_round_and_with_any_dash_is_found(staff: Actor, written: str) -> None:
    issue = Issue.objects.create(
        origin=Origin.PUBLIC,
        issue=f"I, {written}, saw it.",
        name="Quentin Sentinel-Smith",
        email="q@example.org",
    )
    assert erasure.erase(issue.pk, Actor())
    issue.refresh_from_db()
    assert issue.issue == "I, [erased], saw it."


@pytest.mark.parametrize(
    ("value", "text", "left"),
    [
        ("_jane", "jane and _jane", "jane and #"),
        ("jane_", "Jane, jane_", "Jane, #"),
        (
            "https://x.example/jane_",
            "https://x.example/jane https://x.example/jane_",
            "https://x.example/jane #",
        ),
        ("a +", "a bird, a + and a%20%2B", "a bird, # and #"),
        ("I _", "I saw I _", "I saw #"),
        ("+ more", "more + more", "more #"),
        ("More + Sure", "more or sure, More&#32;&plus; Sure", "more or sure, #"),
        ("Jo +Smith", "Jo, Smith, jo\\n%2bsmith", "Jo, Smith, #"),
        ("_ _ _", "_ _ or _ _ _", "_ _ or #"),
        ("C++ Fan", "C Fan, c++\n\nfan", "C Fan, #"),
    ],
)
def test_signs_that_stand_for_blanks_are_a_part_of_what_is_looked_for(
    value: str, text: str, left: str
) -> None:
    assert re.sub(spellings.exactly(value), "#", text, flags=re.IGNORECASE) == left

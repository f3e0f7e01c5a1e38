from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from issues import triage
from issues.models import Issue, IssueEvent
from issues.models.choices import DismissalReason, Origin, Priority, Status
from issues.reports import follow_up
from issues.triage import Actor
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db
Verb = IssueEvent.Verb


@pytest.fixture
def staff(queued_mail: QueuedMail) -> Actor:
    return Actor(user=User.objects.create_user("staff"))


@pytest.fixture
def issue(staff: Actor) -> Issue:
    return triage.open_issues([Issue(issue="Something is wrong.")], staff)[0]


def last(issue: Issue) -> IssueEvent:
    event = issue.events.last()
    assert event is not None
    return event


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def test_taking_makes_it_mine_and_in_progress(issue: Issue, staff: Actor) -> None:
    (taken,) = triage.take([issue], staff)
    assert (taken.status, taken.assignee) == (Status.IN_PROGRESS, staff.user)
    event = last(issue)
    assert (event.verb, event.user, event.old["status"], event.new["status"]) == (
        Verb.TAKEN,
        staff.user,
        Status.OPEN,
        Status.IN_PROGRESS,
    )


def test_assigning_and_unassigning(issue: Issue, staff: Actor) -> None:
    other = User.objects.create_user("other")
    (assigned,) = triage.assign([issue], staff, other)
    assert assigned.assignee == other
    (freed,) = triage.assign([assigned], staff, None)
    assert freed.assignee is None
    assert last(issue).old == {"assignee": other.pk}


def test_a_snooze_needs_a_day_in_the_future(issue: Issue, staff: Actor) -> None:
    with pytest.raises(ValueError, match="future"):
        triage.snooze([issue], staff, timezone.localdate())
    (snoozed,) = triage.snooze([issue], staff, tomorrow(), "after the election")
    assert (snoozed.status, snoozed.snoozed_until) == (Status.SNOOZED, tomorrow())
    assert last(issue).note == "after the election"


def test_a_note_needs_text_and_changes_nothing_else(issue: Issue, staff: Actor) -> None:
    with pytest.raises(ValueError, match="text"):
        triage.note([issue], staff, " ")
    (noted,) = triage.note([issue], staff, "I asked the clerk.")
    assert noted.status == Status.OPEN
    assert (last(issue).note, last(issue).old, last(issue).new) == ("I asked the clerk.", {}, {})


def test_dismissing_and_reopening(issue: Issue, staff: Actor) -> None:
    (dismissed,) = triage.dismiss(
        [issue], staff, DismissalReason.ACCEPTED, tomorrow(), "The clerk says so."
    )
    assert (dismissed.status, dismissed.dismissal_reason, dismissed.dismissed_until) == (
        Status.DISMISSED,
        "accepted",
        tomorrow(),
    )
    (open_again,) = triage.reopen([dismissed], staff, "The clerk was wrong.")
    assert (open_again.status, open_again.dismissal_reason, open_again.dismissed_until) == (
        Status.OPEN,
        "",
        None,
    )


def test_what_makes_no_sense_any_more_is_left_alone(issue: Issue, staff: Actor) -> None:
    (resolved,) = triage.resolve([issue], staff)
    assert triage.resolve([resolved], staff) == []
    assert triage.take([resolved], staff) == []
    assert triage.reopen(triage.reopen([resolved], staff), staff) == []


def test_an_issue_that_somebody_changed_meanwhile_is_left_alone(issue: Issue, staff: Actor) -> None:
    stale = Issue.objects.get(pk=issue.pk)
    triage.take([issue], staff)
    assert triage.resolve([stale], staff) == []
    assert Issue.objects.get().status == Status.IN_PROGRESS


def test_many_go_as_one_does(staff: Actor) -> None:
    several = triage.open_issues([Issue(issue=f"Thing {number}") for number in range(3)], staff)
    assert len(triage.prioritise(several, staff, Priority.HIGH)) == 3
    assert IssueEvent.objects.filter(verb=Verb.PRIORITISED).count() == 3


def test_an_event_is_never_changed(issue: Issue) -> None:
    with pytest.raises(TypeError):
        last(issue).save()


def test_a_reporter_who_asked_for_mail_is_told_what_became_of_it_and_another_is_not(
    staff: Actor, queued_mail: QueuedMail
) -> None:
    def report(email: str) -> Issue:
        return triage.open_issues(
            [Issue(origin=Origin.PUBLIC, issue="The number is wrong.", email=email)],
            Actor(reporter=True),
        )[0]

    asked, silent = report("asked@example.net"), report("silent@example.net")
    triage.confirm(asked)
    for each in (asked, silent):
        dismissed = triage.dismiss(
            [Issue.objects.get(pk=each.pk)], staff, DismissalReason.DUPLICATE
        )
        triage.reopen(dismissed, staff)
        triage.resolve(Issue.objects.filter(pk=each.pk), staff)
    received = "We have received your report"
    assert queued_mail.subjects("silent@example.net") == [received]
    assert queued_mail.subjects("asked@example.net") == [
        received, "Your report has been dismissed", "Your report has been opened again", "Your report has been resolved",
    ]  # fmt: skip
    assert "The same thing was reported before" in queued_mail.to("asked@example.net")[1].text


def test_a_comment_opens_a_closed_report_again_and_staff_are_told(
    staff: Actor, queued_mail: QueuedMail
) -> None:
    (report,) = triage.open_issues(
        [Issue(origin=Origin.PUBLIC, issue="The number is wrong.")], Actor(reporter=True)
    )
    triage.comment(report, "It is the fax number, too.")
    assert queued_mail.subjects("one@example.org")[-1].startswith("The reporter wrote again")
    triage.resolve(Issue.objects.all(), staff)
    triage.comment(Issue.objects.get(), "It still is.")
    assert Issue.objects.get().status == Status.OPEN
    assert queued_mail.subjects("one@example.org")[-1].startswith("An issue has been reopened")
    triage.resolve(Issue.objects.all(), staff)
    follow_up.comment(Issue.objects.get(), "It still is.")
    assert Issue.objects.get().status == Status.OPEN, (
        "the same words after it was closed again are news"
    )
    follow_up.comment(Issue.objects.get(), "It still is.")
    assert [event.by_reporter for event in report.events.filter(verb=Verb.COMMENTED)] == [
        True,
        True,
        True,
    ]

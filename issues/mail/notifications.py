"""The mails: one function a kind, but for digests of issues (`staff_mail`). `compose` makes and
queues them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from issues import throttle
from issues.mail import confirmation, progress, staff_mail
from issues.mail.compose import to_reporter, to_staff
from issues.mail.trouble import Trouble
from issues.models import Issue, QuarantinedReport
from issues.models.choices import Origin
from members import fields


def issue_opened(issue: Issue) -> None:
    """Staff: a new issue, however it came to be - unless a digest takes it. The reporter: a
    confirmation."""
    if not staff_mail.takes(issue, is_new=True):
        to_staff(
            "issue",
            f"A new issue has been generated: {issue.summary}",
            issue=issue,
            field=fields.label(issue.field),
        )
    if issue.origin == Origin.PUBLIC and issue.email:
        _confirm(issue)


def issue_reopened(issue: Issue, why: str, wrote: str = "") -> None:
    """Staff: an issue is open again, with what its reporter wrote, if that opened it - unless a
    digest takes it.

    The reporter too, if they asked for mail.
    """
    if not staff_mail.takes(issue, is_new=False):
        mark = "flapping: " if issue.is_flapping else ""
        subject, about = (
            f"An issue has been reopened: {mark}{issue.summary}",
            fields.label(issue.field),
        )
        to_staff("issue", subject, issue=issue, field=about, why=why, wrote=wrote)
    _write_back(issue, "report_changed", "Your report has been opened again", why="")


def issue_closed(issue: Issue) -> None:
    """The reporter, if they asked for mail: the report was resolved, or dismissed and for which
    reason."""
    _write_back(
        issue,
        "report_changed",
        f"Your report has been {issue.get_status_display()}",
        why=progress.reason(issue.dismissal_reason),
    )


def reporter_wrote(issue: Issue, text: str) -> None:
    """Staff: the reporter of an open issue added this."""
    to_staff(
        "reporter_wrote", f"The reporter wrote again: {issue.summary}", issue=issue, wrote=text
    )


def check_failing(name: str, error: str) -> None:
    """Staff: a check broke, which says nothing about the data it should have looked at."""
    to_staff("check_failing", f"A check is failing: {name}", check=name, error=error)


def daily_digest(
    day: date, counts: dict[str, int], troubles: list[Trouble], flapping: list[Issue]
) -> None:
    """Staff: how many of what there are on that day, what is wrong with the service, if anything,
    and which issues come and go."""
    failing = counts["checks failing"] + counts["sources failing or rejected"]
    told = f"{counts['waiting']} waiting, {counts['in quarantine']} in quarantine, {counts['held']} held, {failing} failing"
    to_staff(
        "daily", f"Daily digest of {day}: {told}", counts=counts, troubles=troubles, issues=flapping
    )


def reports_quarantined(limit: int) -> None:
    """Staff: more reports came within an hour than the limit over all addresses, and the rest waits
    in quarantine."""
    waiting = QuarantinedReport.objects.filter(released=None).count()
    to_staff(
        "reports_quarantined",
        f"More than {limit} reports within an hour: the rest is in quarantine",
        limit=limit,
        waiting=waiting,
    )


def reporters_wrote(limit: int) -> None:
    """Staff: reporters wrote again more often within an hour than the limit over all addresses, and
    the rest makes no mail of its own."""
    to_staff(
        "reporters_wrote",
        f"Reporters wrote again more than {limit} times within an hour",
        limit=limit,
    )


def _confirm(issue: Issue) -> None:
    if throttle.allow("confirmation", confirmation.mailbox(issue.email), timedelta(days=1), 1):
        to_reporter(
            issue,
            "report_received",
            "We have received your report",
            confirm_url=confirmation.url(issue),
        )


def _write_back(issue: Issue, template: str, subject: str, **context: Any) -> None:
    """Mail a reporter who asked for it."""
    if issue.email and issue.confirmed_at:
        to_reporter(issue, template, subject, **context)

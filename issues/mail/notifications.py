"""The mails: one function for each kind, except digests of issues (`issues/mail/staff_mail.py`)."""

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
    """Mail staff about a new issue, however it was created, unless a digest takes it. A reporter
    gets a confirmation.
    """
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
    """Mail staff that an issue is open again, unless a digest takes it, and reporters who asked for
    mail.

    `wrote` is what the reporter wrote, if that reopened it.
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
    """Mail a reporter who asked for it that the report was resolved, or dismissed and why."""
    _write_back(
        issue,
        "report_changed",
        f"Your report has been {issue.get_status_display()}",
        why=progress.reason(issue.dismissal_reason),
    )


def reporter_wrote(issue: Issue, text: str) -> None:
    """Mail staff what the reporter of an open issue added."""
    to_staff(
        "reporter_wrote", f"The reporter wrote again: {issue.summary}", issue=issue, wrote=text
    )


def check_failing(name: str, error: str) -> None:
    """Mail staff that a check broke, whatever the state of the data it should have looked at."""
    to_staff("check_failing", f"A check is failing: {name}", check=name, error=error)


def daily_digest(
    day: date, counts: dict[str, int], troubles: list[Trouble], flapping: list[Issue]
) -> None:
    """Mail staff the counts of the day by name, what is wrong with the service, and the issues that
    come and go.
    """
    failing = counts["checks failing"] + counts["sources failing or rejected"]
    summary = (
        f"{counts['waiting']} waiting, {counts['in quarantine']} in quarantine, {counts['held']} "
        f"held, {failing} failing"
    )
    to_staff(
        "daily",
        f"Daily digest of {day}: {summary}",
        counts=counts,
        troubles=troubles,
        issues=flapping,
    )


def reports_quarantined(limit: int) -> None:
    """Mail staff that more reports than the limit over all addresses came within an hour, and
    further ones go into quarantine.
    """
    waiting = QuarantinedReport.objects.filter(released=None).count()
    to_staff(
        "reports_quarantined",
        f"More than {limit} reports within an hour: the rest is in quarantine",
        limit=limit,
        waiting=waiting,
    )


def reporters_wrote(limit: int) -> None:
    """Mail staff that reporters wrote again more often within an hour than the limit over all
    addresses.

    Further messages cause no mail of their own.
    """
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

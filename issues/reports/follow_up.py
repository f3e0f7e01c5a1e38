"""The follow-up of a report: the reporter's further texts, each stored once with its mail, and
their wish for mail."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from issues import throttle, triage
from issues.mail import confirmation, notifications
from issues.models import Issue, IssueEvent

#: The number of texts that a reporter may add to one report within an hour.
COMMENTS = 5


def is_written(issue: Issue, text: str) -> bool:
    """True if the reporter's last text was the same and the issue was not closed since.

    The text was then sent twice.
    """
    verbs = IssueEvent.Verb
    last = issue.events.filter(verb__in=(verbs.COMMENTED, verbs.RESOLVED, verbs.DISMISSED)).last()
    return last is not None and (last.verb, last.note) == (verbs.COMMENTED, text)


def too_often(issue: Issue) -> bool:
    """Count one text of a reporter; True if that exceeds the limit for their report in an hour."""
    return not throttle.allow("comment", issue.token, throttle.HOUR, COMMENTS)


def comment(issue: Issue, text: str) -> None:
    """Add a reporter's text to their issue, once, even if others change the issue at this moment.

    Above the limit for all addresses the text is stored as well, but staff get only one mail an
    hour about all such texts.
    """
    with transaction.atomic():
        locked = Issue.objects.select_for_update().get(pk=issue.pk)
        if is_written(locked, text):
            return
        limit = settings.REPORT_LIMIT_ALL
        is_crowd = limit > 0 and not throttle.allow("comments", "", throttle.HOUR, limit)
        triage.comment(locked, text, is_mailed=not is_crowd)
        if is_crowd and throttle.allow("comments told", "", throttle.HOUR, 1):
            notifications.reporters_wrote(limit)


def confirm(issue: Issue) -> None:
    """Record that the reporter wants further mail about all reports from their address.

    Confirming again changes nothing.
    """
    with transaction.atomic():
        for locked in confirmation.unconfirmed(issue).select_for_update().order_by("pk"):
            triage.confirm(locked)

"""The public view of a report: its status and history in plain words, without the names and notes
of staff.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from issues.models import Issue, IssueEvent
from issues.models.choices import DismissalReason, Status

Verb = IssueEvent.Verb

STATUS = {
    Status.OPEN: ("Received", "It is waiting for a member of our staff to look at it."),
    Status.IN_PROGRESS: ("In progress", "A member of our staff is working on it."),
    Status.SNOOZED: ("Put off", "We have seen it and will come back to it later."),
    Status.RESOLVED: ("Resolved", "We looked into it, and it is settled."),
    Status.DISMISSED: ("Closed without a change", ""),
}
REASONS = {
    DismissalReason.FALSE_POSITIVE: "We looked into it and found that what is listed is right.",
    DismissalReason.SOURCE_WRONG: (
        "The parliament's own list says something else. That list has to be corrected first."
    ),
    DismissalReason.ACCEPTED: "This is a known exception and stays as it is.",
    DismissalReason.DUPLICATE: "The same thing was reported before. We are following it up there.",
    DismissalReason.SPAM: "It did not seem to be a report about wrong data.",
}
EVENTS = {
    Verb.OPENED: "We received your report.",
    Verb.TAKEN: "A member of our staff took it in hand.",
    Verb.SNOOZED: "It was put off for a while.",
    Verb.WOKEN: "It is waiting for us to look at it again.",
    Verb.REOPENED: "It was opened again.",
    Verb.RESOLVED: "It was resolved.",
    Verb.DISMISSED: "It was closed without a change.",
    Verb.CONFIRMED: "You asked for e-mail about it.",
    Verb.COMMENTED: "You wrote to us again.",
    Verb.ERASED: "Your name and address were erased.",
}
#: Events among staff, shown to the reporter only if they change the status.
ONLY_WITH_STATUS = (Verb.TAKEN, Verb.SNOOZED)


@dataclass(frozen=True)
class Step:
    """One event in a report's history, as the reporter reads it."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Progress:
    """The state of a report, as the reporter reads it.

    `wrote_last` is true if the reporter wrote again and nothing has happened since.
    """

    status: str
    title: str
    text: str
    steps: list[Step]
    wrote_last: bool
    closed: bool


def of(issue: Issue) -> Progress:
    """Return the status of an issue and its history, oldest first."""
    events = [event for event in issue.events.all() if event.verb in EVENTS]
    shown = [
        event for event in events if event.verb not in ONLY_WITH_STATUS or "status" in event.new
    ]
    status = Status(issue.status)
    title, text = STATUS[status]
    if status == Status.DISMISSED:
        text = reason(issue.dismissal_reason)
    written = [
        event for event in events if event.verb not in (Verb.CONFIRMED, Verb.REOPENED, Verb.ERASED)
    ]
    return Progress(
        status=status.spelling,
        title=title,
        text=text,
        # A report that was in quarantine became an issue only when it was released.
        steps=[
            Step(issue.first_seen if event.verb == Verb.OPENED else event.at, _text(event))
            for event in shown
        ],
        wrote_last=bool(written) and written[-1].verb == Verb.COMMENTED,
        closed=not issue.is_active,
    )


def reason(name: str) -> str:
    """Return the reason for a dismissal in plain words, or "" if it is unknown."""
    return REASONS[DismissalReason(name)] if name in DismissalReason.values else ""


def _text(event: IssueEvent) -> str:
    text = EVENTS[Verb(event.verb)]
    why = reason(str(event.new.get("dismissal_reason", ""))) if event.verb == Verb.DISMISSED else ""
    return f"{text} {why}".strip()

"""What a reporter is told of a report: its status and its history in plain words, without staff's
names and notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from issues.models import Issue, IssueEvent
from issues.models.choices import DismissalReason, Status

Verb = IssueEvent.Verb

STATUS = {
    Status.OPEN: ("Received", "It waits for somebody of our staff to look at it."),
    Status.IN_PROGRESS: ("In progress", "Somebody of our staff has taken it in hand."),
    Status.SNOOZED: ("Put off", "We have seen it, and shall come back to it later."),
    Status.RESOLVED: ("Resolved", "We looked into it and it is settled."),
    Status.DISMISSED: ("Closed without a change", ""),
}
REASONS = {
    DismissalReason.FALSE_POSITIVE: "We looked into it and found that what is listed is right.",
    DismissalReason.SOURCE_WRONG: "The parliament's own list says it differently; that list has to be put right first.",
    DismissalReason.ACCEPTED: "This is a known exception and stays as it is.",
    DismissalReason.DUPLICATE: "The same was reported before; we follow it up there.",
    DismissalReason.SPAM: "It did not read like a report about wrong data.",
}
EVENTS = {
    Verb.OPENED: "We received your report.",
    Verb.TAKEN: "Somebody of our staff took it in hand.",
    Verb.SNOOZED: "It was put off for a while.",
    Verb.WOKEN: "It came back up for us to look at.",
    Verb.REOPENED: "It was opened again.",
    Verb.RESOLVED: "It was resolved.",
    Verb.DISMISSED: "It was closed without a change.",
    Verb.CONFIRMED: "You asked for mail about it.",
    Verb.COMMENTED: "You wrote to us again.",
    Verb.ERASED: "Your name and address were erased.",
}
#: What staff do among themselves, when it changes nothing for the reporter.
ONLY_WITH_STATUS = (Verb.TAKEN, Verb.SNOOZED)


@dataclass(frozen=True)
class Step:
    at: datetime
    text: str


@dataclass(frozen=True)
class Progress:
    status: str
    title: str
    text: str
    steps: list[Step]
    wrote_last: bool
    closed: bool


def of(issue: Issue) -> Progress:
    """Where an issue stands and how it came there, oldest first."""
    events = [event for event in issue.events.all() if event.verb in EVENTS]
    shown = [
        event for event in events if event.verb not in ONLY_WITH_STATUS or "status" in event.new
    ]
    status = Status(issue.status)
    title, text = STATUS[status]
    if status == Status.DISMISSED:
        text = reason(issue.dismissal_reason)
    said = [
        event for event in events if event.verb not in (Verb.CONFIRMED, Verb.REOPENED, Verb.ERASED)
    ]
    return Progress(
        status=status.spelling,
        title=title,
        text=text,
        # What was in quarantine is an issue only since it was released.
        steps=[
            Step(issue.first_seen if event.verb == Verb.OPENED else event.at, _told(event))
            for event in shown
        ],
        wrote_last=bool(said) and said[-1].verb == Verb.COMMENTED,
        closed=not issue.is_active,
    )


def reason(name: str) -> str:
    """Return in plain words why a report was dismissed; "" for an unknown reason."""
    return REASONS[DismissalReason(name)] if name in DismissalReason.values else ""


def _told(event: IssueEvent) -> str:
    text = EVENTS[Verb(event.verb)]
    why = reason(str(event.new.get("dismissal_reason", ""))) if event.verb == Verb.DISMISSED else ""
    return f"{text} {why}".strip()

"""Every change of an issue's status, by whatever way it comes. Each change is an event, and
increases the issue's revision.

All functions take issues as a list, so that one and many are treated alike, and return those that
were changed. An issue for which the change no longer makes sense is left alone, for example one
that somebody else has just resolved. Each call is one transaction, including the mail that it
causes.
"""

from issues.triage.change import CLOSED, Actor, ValuesByIssue, locked
from issues.triage.handling import (
    assign,
    note,
    prioritise,
    record_fix,
    record_redaction,
    record_undo,
    withdraw_fixes,
)
from issues.triage.reporters import comment, confirm, erase
from issues.triage.status import dismiss, open_issues, reopen, resolve, snooze, take, update

__all__ = (
    "CLOSED",
    "Actor",
    "ValuesByIssue",
    "assign",
    "comment",
    "confirm",
    "dismiss",
    "erase",
    "locked",
    "note",
    "open_issues",
    "prioritise",
    "record_fix",
    "record_redaction",
    "record_undo",
    "reopen",
    "resolve",
    "snooze",
    "take",
    "update",
    "withdraw_fixes",
)

"""The choices of triage: statuses, origins, severities, priorities and dismissal reasons.

Each has its stored value first and its words for screens second.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import models


class Status(models.IntegerChoices):
    """The status of an issue. 0 is open, as the original site stored it."""

    OPEN = 0, "open"
    IN_PROGRESS = 1, "in progress"
    SNOOZED = 2, "snoozed"
    RESOLVED = 3, "resolved"
    DISMISSED = 4, "dismissed"

    @property
    def spelling(self) -> str:
        """Return the status as commands and JSON spell it, for example "in_progress"."""
        return self.name.lower()


#: An issue in one of these still waits for somebody.
ACTIVE = (Status.OPEN, Status.IN_PROGRESS, Status.SNOOZED)


class Origin(models.TextChoices):
    """The origin of an issue: a check, a report from the public, or staff."""

    CHECK = "check", "check"
    PUBLIC = "public", "public"
    STAFF = "staff", "staff"


class Severity(models.TextChoices):
    """The severity of a check's findings, the gravest first."""

    ERROR = "error", "error"
    WARNING = "warning", "warning"
    INFO = "info", "info"

    @property
    def rank(self) -> int:
        """Return the place in the order of severities, 0 for the gravest."""
        return list(Severity).index(self)

    @property
    def or_graver(self) -> list[Severity]:
        """Return this severity and the graver ones, the gravest first."""
        return list(Severity)[: self.rank + 1]


class Priority(models.IntegerChoices):
    """The order in which staff want issues done, the most urgent first."""

    HIGH = 1, "high"
    NORMAL = 2, "normal"
    LOW = 3, "low"


class DismissalReason(models.TextChoices):
    """The reason why staff dismissed an issue."""

    FALSE_POSITIVE = "false_positive", "it is right as it is"
    SOURCE_WRONG = "source_wrong", "source is wrong"
    ACCEPTED = "accepted", "accepted exception"
    DUPLICATE = "duplicate", "duplicate"
    SPAM = "spam", "spam"


#: The reason with which a run closes the issues of a check that no longer runs.
CHECK_RETIRED = "The check that found it was retired or disabled."

#: The reason with which an issue is closed that a wider check reports; that check's name follows.
PART_OF = "It is part of "

#: An issue that checks reopened twice within this time is flapping, until nothing has happened to
#: it for as long.
STABLE = timedelta(days=7)

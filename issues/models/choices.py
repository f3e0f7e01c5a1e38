"""The words of triage: states, origins, severities and reasons, with how they are stored."""

from __future__ import annotations

from datetime import timedelta

from django.db import models


class Status(models.IntegerChoices):
    OPEN = 0, "open"
    IN_PROGRESS = 1, "in progress"
    SNOOZED = 2, "snoozed"
    RESOLVED = 3, "resolved"
    DISMISSED = 4, "dismissed"

    @property
    def spelling(self) -> str:
        """As commands and JSON spell it: `in_progress`."""
        return self.name.lower()


#: An issue in one of these still waits for somebody.
ACTIVE = (Status.OPEN, Status.IN_PROGRESS, Status.SNOOZED)


class Origin(models.TextChoices):
    CHECK = "check", "check"
    PUBLIC = "public", "public"
    STAFF = "staff", "staff"


class Severity(models.TextChoices):
    ERROR = "error", "error"
    WARNING = "warning", "warning"
    INFO = "info", "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)

    @property
    def or_graver(self) -> list[Severity]:
        """This one and those above it."""
        return list(Severity)[: self.rank + 1]


class Priority(models.IntegerChoices):
    HIGH = 1, "high"
    NORMAL = 2, "normal"
    LOW = 3, "low"


class DismissalReason(models.TextChoices):
    FALSE_POSITIVE = "false_positive", "false positive"
    SOURCE_WRONG = "source_wrong", "source is wrong"
    ACCEPTED = "accepted", "accepted exception"
    DUPLICATE = "duplicate", "duplicate"
    SPAM = "spam", "spam"


#: Why a run closes the issues of a check that is run no more.
CHECK_IS_NO_MORE = "The check that found it was retired or disabled."

#: Why an issue is closed of which a wider check tells; that check's name follows.
PART_OF = "It is part of "

#: An issue that checks opened again twice within this time is flapping, until nothing happened to
#: it for as long.
STABLE = timedelta(days=7)

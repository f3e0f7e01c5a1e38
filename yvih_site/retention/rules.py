"""The rules for how long each table keeps its rows. The daily job deletes the rest (`manage.py
applyretention`); docs/retention.md shows the rules as a table.

Every table has exactly one rule: a test fails for a new table until somebody has decided. The
module is long because the rules are one table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet

from issues import clock
from issues.models import (
    Backup,
    CheckResult,
    DailyDigest,
    Hold,
    Issue,
    IssueEvent,
    LinkRequest,
    QuarantinedReport,
    Run,
    Throttle,
)
from members.chunks import chunks
from yvih_site.retention import list_copies, undelivered

#: A function from a moment to the rows that are deleted: those from before it.
Old = Callable[[datetime], QuerySet[Any]]

PAGE = """# How long rows are kept

Once a day, `manage.py applyretention` deletes rows whose time is over, a few hundred in each
transaction, and prints how many it deleted from each table. While the clock is in doubt it deletes
nothing ([operations](operations.md#the-clock)). This page is made from
`yvih_site/retention/rules.py` by `manage.py applyretention --write`.
"""

#: Rows deleted in one transaction. Not more, so that nobody waits long to write.
TOGETHER = 200


@dataclass(frozen=True)
class Rule:
    """A rule for how long one or more tables keep their rows.

    `tables` has their labels, separated by spaces. `old` finds the rows to delete, `days` after
    they were written or ended; without it all rows are kept.
    """

    tables: str
    keeps: str
    days: int = 0
    old: Old | None = None
    #: Called with the keys of the rows right before they are deleted.
    first: Callable[[Collection[int]], None] | None = None

    @property
    def labels(self) -> list[str]:
        return self.tables.split()


def _older(model: type[Model], column: str) -> Old:
    return lambda before: model._default_manager.filter(**{f"{column}__lt": before})


def _old_runs(before: datetime) -> QuerySet[Run]:
    return clock.older_rows(Run.objects.order_by("pk"), "started_at", before)


def _runs(before: datetime) -> QuerySet[Run]:
    """Return old runs that changed nothing, which most did not.

    The newest that succeeded stays: the state of the service is read from it.
    """
    named = [
        Exists(model._default_manager.filter(run=OuterRef("pk")))
        for model in (Issue, IssueEvent, Hold)
    ]
    old = _old_runs(before).exclude(status=Run.Outcome.RUNNING)
    for each in named:
        old = old.exclude(each)
    last = Run.objects.filter(status=Run.Outcome.SUCCEEDED).order_by("-pk").values("pk")[:1]
    return old.exclude(pk__in=list(last.values_list("pk", flat=True)))


def _backups(before: datetime) -> QuerySet[Backup]:
    newer = Backup.objects.filter(pk__gt=OuterRef("pk"))
    return Backup.objects.filter(Exists(newer), made_at__lt=before)


RULES = (
    Rule(
        "members.Snapshot",
        "Copies of official lists: all of the last day, then one a day for 30 days, then one a "
        "month. These stay: the copy in force, the newest of each source, the last that a person "
        "decided on, and every copy that an issue, a hold or a fix refers to.",
        list_copies.ONE_A_DAY.days,
        list_copies.superfluous,
    ),
    Rule(
        "issues.QuarantinedReport",
        "Reports that looked like spam. Staff release or delete them. Released ones stay with "
        "their issue.",
        90,
        lambda before: clock.older_rows(
            QuarantinedReport.objects.all(), "received_at", before
        ).filter(released=None),
    ),
    Rule(
        "issues.CheckResult",
        "The result of each check in each run, and how long it took.",
        90,
        lambda before: CheckResult.objects.filter(run__in=_old_runs(before)),
    ),
    Rule(
        "issues.Run",
        "Runs of the checks that changed nothing. A run that an issue, an event or a hold refers "
        "to stays with it.",
        90,
        _runs,
    ),
    Rule(
        "issues.Mail",
        "Mail, counted from its delivery. Mail that was given up or put aside is counted from the "
        "last attempt; if it never told staff about an issue, that issue gets a note.",
        30,
        undelivered.done_with,
        undelivered.note,
    ),
    Rule(
        "issues.DailyDigest",
        "The note that a day's digest was queued.",
        30,
        _older(DailyDigest, "queued_at"),
    ),
    Rule(
        "issues.Throttle",
        "Counts of how often something came from one place, under a keyed hash of that place.",
        30,
        _older(Throttle, "window"),
    ),
    Rule(
        "sessions.Session",
        "Log-ins, until the day on which they expire.",
        0,
        _older(Session, "expire_date"),
    ),
    Rule(
        "admin.LogEntry",
        "The log of what staff did in the admin. Changes to issues and members are in their "
        "history as well.",
        365,
        _older(LogEntry, "action_time"),
    ),
    Rule(
        "axes.AccessAttempt axes.AccessAttemptExpiration",
        "Failed log-ins, with the internet address.",
        1,
        _older(AccessAttempt, "attempt_time"),
    ),
    Rule("axes.AccessFailureLog", "Never written.", 1, _older(AccessFailureLog, "attempt_time")),
    Rule("axes.AccessLog", "Never written.", 1, _older(AccessLog, "attempt_time")),
    Rule(
        "issues.Issue issues.IssueEvent issues.AppliedFix",
        "Kept: what was wrong, what was done, and how to undo it. Reporters are erased from it "
        "after 90 days (privacy.md).",
    ),
    Rule(
        "issues.LinkRequest",
        "Requests for a new password. The next delivery of mail deletes them.",
        1,
        _older(LinkRequest, "asked_at"),
    ),
    Rule("issues.Backup", "The note that a backup was made. The newest stays.", 365, _backups),
    Rule("issues.Redaction", "Kept: that something was redacted, but not the value."),
    Rule(
        "issues.CheckState issues.Hold issues.Lease issues.Clock",
        "Kept: one row for each check, each held change, each job and the clock, updated in place.",
    ),
    Rule(
        "members.Chamber members.Electorate members.Party members.PartyAlias members.Member "
        "members.Identifier members.Email members.Phone members.Address members.Link",
        "Kept: the directory itself.",
    ),
    Rule(
        "members.HistoricalMember members.HistoricalIdentifier members.HistoricalEmail "
        "members.HistoricalPhone members.HistoricalAddress members.HistoricalLink",
        "Kept: every change to the directory, with who made it, when and why.",
    ),
    Rule(
        "members.SnapshotRows issues.KeptFindings",
        "What was read of the copies in force, and what the checks found in them. Another copy, or "
        "another result, replaces it. A redaction deletes all of it.",
    ),
    Rule("members.Source members.Mismatch", "Kept: staff's settings and decisions."),
    Rule(
        "auth.User auth.Group auth.Permission auth.User_groups auth.User_user_permissions "
        "auth.Group_permissions contenttypes.ContentType",
        "Kept: accounts and their permissions. The account of somebody who leaves is deactivated.",
    ),
)


def apply(now: datetime) -> dict[str, int]:
    """Delete all rows that no rule keeps at that moment.

    Returns a dict of table label to number of rows, without tables that lost none.
    """
    counts = {}
    for rule in RULES:
        if rule.old is not None and (
            count := _delete(rule, rule.old, now - timedelta(days=rule.days))
        ):
            counts[rule.labels[0]] = count
    return counts


def _delete(rule: Rule, old: Old, before: datetime) -> int:
    """Delete the old rows of a rule, and return how many there were.

    There are many short transactions. Each asks once more which of its rows are old.
    """
    model = apps.get_model(rule.labels[0])
    keys = list(old(before).order_by("pk").values_list("pk", flat=True))
    count = 0
    for part in chunks(keys, TOGETHER):
        with transaction.atomic():
            if rule.first is not None:
                # Before the rows are locked: issues are always locked before the mail about them.
                rule.first(old(before).filter(pk__in=part).values_list("pk", flat=True))
            old_now = list(
                old(before)
                .filter(pk__in=part)
                .select_for_update(of=("self",))
                .order_by("pk")
                .values_list("pk", flat=True)
            )
            model._default_manager.filter(pk__in=old_now).delete()
        count += len(old_now)
    return count


def table() -> str:
    """Return the rules as a table in Markdown."""
    rows = ["| tables | what, and for how long | deleted after |", "|---|---|---|"]
    for rule in RULES:
        names = ", ".join(f"`{label}`" for label in rule.labels)
        rows.append(f"| {names} | {rule.keeps} | {_after(rule)} |")
    return "\n".join(rows) + "\n"


def _after(rule: Rule) -> str:
    if rule.old is None:
        return "never"
    if not rule.days:
        return "its end"
    return f"{rule.days} day{'' if rule.days == 1 else 's'}"


def page() -> str:
    """Return the text of docs/retention.md."""
    return f"{PAGE}\n{table()}"

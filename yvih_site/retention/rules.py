"""How long each table keeps its rows. The daily job deletes the rest (`manage.py applyretention`);
docs/retention.md has it as a table.

Every table is in just one rule: a test fails for a new one until somebody has decided.
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

#: What a rule asks for: the rows of its table that go, those of before a moment.
Old = Callable[[datetime], QuerySet[Any]]

PAGE = """# How long rows are kept

Once a day, `manage.py applyretention` deletes what is kept no longer, a few hundred rows in each transaction, and says how many
it deleted of which table. While the clock is in doubt it deletes nothing ([operations](operations.md#the-clock)).
This page is made from `yvih_site/retention/rules.py` by `manage.py applyretention --write`.
"""

#: So many rows go in one transaction, so that nobody waits long to write.
TOGETHER = 200


@dataclass(frozen=True)
class Rule:
    """How long tables keep their rows. `old` finds those of before a moment that go; tables without
    it keep all."""

    tables: str
    keeps: str
    days: int = 0
    old: Old | None = None
    #: What is done about rows, given by their keys, right before they go.
    first: Callable[[Collection[int]], None] | None = None

    @property
    def labels(self) -> list[str]:
        return self.tables.split()


def _older(model: type[Model], column: str) -> Old:
    return lambda before: model._default_manager.filter(**{f"{column}__lt": before})


def _old_runs(before: datetime) -> QuerySet[Run]:
    return clock.older(Run.objects.order_by("pk"), "started_at", before)


def _runs(before: datetime) -> QuerySet[Run]:
    """Runs that changed nothing: most of them. The newest stays, as it says how the service is."""
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
        "Copies of official lists: all of the last day; one a day for 30 days, then one a month. What is in force, the newest of each "
        "source, the last that a person decided on, and what an issue, a hold or a fix refers to stay.",
        list_copies.ONE_A_DAY.days,
        list_copies.superfluous,
    ),
    Rule("issues.QuarantinedReport", "Reports that looked like spam. Staff release or delete them; released ones stay with the issue.", 90,
         lambda before: clock.older(QuarantinedReport.objects.all(), "received_at", before).filter(released=None)),
    Rule("issues.CheckResult", "What each check did in each run, and how long it took.", 90,
         lambda before: CheckResult.objects.filter(run__in=_old_runs(before))),
    Rule("issues.Run", "Runs of the checks that changed nothing. One that an issue, an event or a hold names stays with it.", 90, _runs),
    Rule(
        "issues.Mail",
        "Mail, from its delivery on; mail that was given up or put aside, from its last try on. The issues that staff were never told "
        "of by it get a note that says so.",
        30,
        undelivered.done_with,
        undelivered.note,
    ),
    Rule("issues.DailyDigest", "The note that a day's digest was queued.", 30, _older(DailyDigest, "queued_at")),
    Rule("issues.Throttle", "How often something came from one place, by a keyed hash of it.", 30, _older(Throttle, "window")),
    Rule("sessions.Session", "Log-ins, from the day on which they end.", 0, _older(Session, "expire_date")),
    Rule("admin.LogEntry", "What staff did in the admin; what they did to issues and members is in their history as well.", 365,
         _older(LogEntry, "action_time")),
    Rule("axes.AccessAttempt axes.AccessAttemptExpiration", "Failed log-ins, with the internet address.", 1,
         _older(AccessAttempt, "attempt_time")),
    Rule("axes.AccessFailureLog", "Is not written.", 1, _older(AccessFailureLog, "attempt_time")),
    Rule("axes.AccessLog", "Is not written.", 1, _older(AccessLog, "attempt_time")),
    Rule("issues.Issue issues.IssueEvent issues.AppliedFix",
         "Kept: what was wrong, what was done and what takes it back. Reporters are erased from it after 90 days (privacy.md)."),
    Rule("issues.LinkRequest", "Who asked for a new password: the next delivery of mail deletes it.", 1, _older(LinkRequest, "asked_at")),
    Rule("issues.Backup", "The note that a backup was made. The newest stays.", 365, _backups),
    Rule("issues.Redaction", "Kept: that something was redacted, without what it was."),
    Rule("issues.CheckState issues.Hold issues.Lease issues.Clock",
         "Kept: a row a check, a held change, a job and one of the clock, written again and again."),
    Rule("members.Chamber members.Electorate members.Party members.PartyAlias members.Member members.Identifier members.Email "
         "members.Phone members.Address members.Link", "Kept: the directory itself."),
    Rule("members.HistoricalMember members.HistoricalIdentifier members.HistoricalEmail members.HistoricalPhone members.HistoricalAddress "
         "members.HistoricalLink", "Kept: who changed what of the directory, when and why."),
    Rule("members.Source members.Mismatch", "Kept: staff's settings and decisions."),
    Rule("auth.User auth.Group auth.Permission auth.User_groups auth.User_user_permissions auth.Group_permissions contenttypes.ContentType",
         "Kept: accounts and what they may do. Who leaves is deactivated."),
)  # fmt: skip


def apply(now: datetime) -> dict[str, int]:
    """Delete what no rule keeps at that moment, and return how many rows of which tables."""
    counts = {}
    for rule in RULES:
        if rule.old is not None and (
            count := _delete(rule, rule.old, now - timedelta(days=rule.days))
        ):
            counts[rule.labels[0]] = count
    return counts


def _delete(rule: Rule, old: Old, before: datetime) -> int:
    """Delete the old rows in many short transactions, each of which looks once more whether they
    are to go."""
    model = apps.get_model(rule.labels[0])
    keys = list(old(before).order_by("pk").values_list("pk", flat=True))
    count = 0
    for part in chunks(keys, TOGETHER):
        with transaction.atomic():
            if (
                rule.first is not None
            ):  # before the rows are locked: issues are locked before the mail about them
                rule.first(old(before).filter(pk__in=part).values_list("pk", flat=True))
            going = list(
                old(before)
                .filter(pk__in=part)
                .select_for_update(of=("self",))
                .order_by("pk")
                .values_list("pk", flat=True)
            )
            model._default_manager.filter(pk__in=going).delete()
        count += len(going)
    return count


def table() -> str:
    """The rules as a table of Markdown."""
    rows = ["| tables | what, and for how long | deleted after |", "|---|---|---|"]
    for rule in RULES:
        names = ", ".join(f"`{label}`" for label in rule.labels)
        after = (
            "never"
            if rule.old is None
            else "its end"
            if not rule.days
            else f"{rule.days} day{'' if rule.days == 1 else 's'}"
        )
        rows.append(f"| {names} | {rule.keeps} | {after} |")
    return "\n".join(rows) + "\n"


def page() -> str:
    """docs/retention.md."""
    return f"{PAGE}\n{table()}"

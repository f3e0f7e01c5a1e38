"""The overview on the admin's first page: what needs doing now.

It takes a constant number of queries, however many rows there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from issues.admin import noise
from issues.admin.attention import reopened, waking
from issues.admin.noise import Noise
from issues.findings.registry import CHECKS
from issues.health import conditions
from issues.mail.delivery import undelivered
from issues.mail.trouble import Trouble
from issues.models import CheckState, Hold, Issue, Mail, QuarantinedReport, Run
from issues.models.choices import ACTIVE, Severity
from members.lists import source_status
from members.lists.source_status import SourceStatus
from members.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


@dataclass(frozen=True)
class Tile:
    """A number with its caption, the address of its list ("" if the user may not see it) and the
    tone in which it is shown."""

    number: int
    words: str
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Dashboard:
    """The contents of the overview.

    `troubles` and `notices` are about the service itself. `failing` lists the checks that broke,
    `sources` the official lists that need attention. `run` is the last run, or None.
    """

    troubles: list[Trouble]
    notices: list[Trouble]
    tiles: list[Tile]
    failing: list[CheckState]
    sources: list[SourceStatus]
    noisy: list[tuple[CheckState, Noise]]
    run: Run | None


def build_dashboard(user: User | AnonymousUser) -> Dashboard | None:
    """Return the overview of that user, or None if the user may not see issues."""
    if not user.has_perm("issues.view_issue"):
        return None
    active = Q(status__in=ACTIVE)
    counts = Issue.objects.aggregate(
        active=Count("pk", filter=active),
        errors=Count("pk", filter=active & Q(severity=Severity.ERROR)),
        mine=Count("pk", filter=active & Q(assignee=user.pk)),
        unassigned=Count("pk", filter=active & Q(assignee=None)),
        waking=Count("pk", filter=waking()),
    )
    issues, mails = (
        reverse("admin:issues_issue_changelist"),
        reverse("admin:issues_mail_changelist"),
    )
    reports = reverse("admin:issues_quarantinedreport_changelist")
    quarantined = QuarantinedReport.objects.filter(released=None).count()
    tiles = [
        Tile(counts["mine"], "mine", f"{issues}?assignee=me", "mine"),
        Tile(counts["unassigned"], "unassigned", f"{issues}?assignee=nobody"),
        Tile(
            reopened(Issue.objects.all()).count(), "reopened", f"{issues}?needs=reopened", "warning"
        ),
        Tile(Hold.objects.count(), "held back", reverse("admin:issues_hold_changelist"), "error"),
        Tile(counts["waking"], "snooze ends soon", f"{issues}?needs=waking"),
        Tile(counts["errors"], "errors", f"{issues}?severity=error", "error"),
        Tile(counts["active"], "waiting in total", issues),
        Tile(
            quarantined,
            "in quarantine",
            f"{reports}?state=waiting" if user.has_perm("issues.view_quarantinedreport") else "",
        ),
        Tile(
            Mail.objects.filter(undelivered()).count(),
            "mails not delivered",
            f"{mails}?undelivered=yes" if user.has_perm("issues.view_mail") else "",
            "error",
        ),
    ]
    states = {
        state.name: state for state in CheckState.objects.filter(enabled=True, name__in=CHECKS)
    }
    failing = [state for state in states.values() if state.failing_since]
    noisy = [(states[found.check], found) for found in noise.noisy() if found.check in states]
    now = timezone.now()
    return Dashboard(
        conditions.troubles(now),
        conditions.notices(now),
        tiles,
        failing,
        _sources(user),
        noisy,
        Run.objects.first(),
    )


def _sources(user: User | AnonymousUser) -> list[SourceStatus]:
    """Return the enabled official lists that need attention; none if the user may not see them."""
    if not user.has_perm("members.view_source"):
        return []
    return [
        status
        for status in source_status.of(Source.objects.filter(enabled=True))
        if status.needs_attention
    ]

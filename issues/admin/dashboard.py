"""What needs doing now, for the admin's first page. A constant number of queries, however much
there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from issues.admin import noise
from issues.admin.filters import reopened, waking
from issues.admin.noise import Noise
from issues.findings.registry import CHECKS
from issues.health import conditions
from issues.mail.delivery import undelivered
from issues.mail.trouble import Trouble
from issues.models import CheckState, Hold, Issue, Mail, QuarantinedReport, Run
from issues.models.choices import ACTIVE, Severity
from members.lists import source_status
from members.lists.source_status import Standing
from members.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


@dataclass(frozen=True)
class Tile:
    """One number with its words, where its list is ("" for whoever may not see that), and how loud
    it is."""

    number: int
    words: str
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Desk:
    """What is wrong with the service itself, what is to be mentioned of it, the numbers, the checks
    that are failing, the official lists that need doing, the checks that are noisy, and the last
    run, if there was any."""

    troubles: list[Trouble]
    notices: list[Trouble]
    tiles: list[Tile]
    failing: list[CheckState]
    sources: list[Standing]
    noisy: list[tuple[CheckState, Noise]]
    run: Run | None


def look(user: User | AnonymousUser) -> Desk | None:
    """The desk of that user; None for whoever may not see issues."""
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
    mail = Mail.objects.aggregate(stuck=Count("pk", filter=undelivered()))
    issues, mails = (
        reverse("admin:issues_issue_changelist"),
        reverse("admin:issues_mail_changelist"),
    )
    reports = reverse("admin:issues_quarantinedreport_changelist")
    quarantined = QuarantinedReport.objects.filter(released=None).count()
    tiles = [
        Tile(counts["mine"], "mine", f"{issues}?assignee=me", "mine"),
        Tile(counts["unassigned"], "nobody's", f"{issues}?assignee=nobody"),
        Tile(
            reopened(Issue.objects.all()).count(), "reopened", f"{issues}?needs=reopened", "warning"
        ),
        Tile(Hold.objects.count(), "held", reverse("admin:issues_hold_changelist"), "error"),
        Tile(counts["waking"], "snooze ends soon", f"{issues}?needs=waking"),
        Tile(counts["errors"], "errors", f"{issues}?severity=error", "error"),
        Tile(counts["active"], "waiting in all", issues),
        Tile(
            quarantined,
            "in quarantine",
            f"{reports}?state=waiting" if user.has_perm("issues.view_quarantinedreport") else "",
        ),
        Tile(
            mail["stuck"],
            "mails undelivered",
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
    return Desk(
        conditions.troubles(now),
        conditions.notices(now),
        tiles,
        failing,
        _sources(user),
        noisy,
        Run.objects.first(),
    )


def _sources(user: User | AnonymousUser) -> list[Standing]:
    """The official lists that were rejected or cannot be fetched, for whoever may see them."""
    if not user.has_perm("members.view_source"):
        return []
    return [
        standing
        for standing in source_status.of(Source.objects.filter(enabled=True))
        if standing.needs_doing
    ]

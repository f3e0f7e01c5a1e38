"""The report on applying or undoing many fixes. The session keeps the user's last one."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from issues.admin.base import TriageAdmin
from issues.admin.bulk import back_to
from issues.admin.fix_actions import FIX_ACTIONS
from issues.models import AppliedFix, Issue
from issues.models.choices import Status
from members.admin.base import page_context

KEY = "issues_bulk_report"
SHOWN = 200


@dataclass
class BulkReport:
    """The outcome of applying or undoing many fixes.

    `applied` lists the keys of applied fixes in the order they were done. `refused` lists keys of
    issues with the reasons. `rest` contains the issues there was no time for, as `bulk.tokens`
    writes them.
    """

    verb: str
    back: str
    applied: list[int] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    rest: str = ""


def last(request: HttpRequest) -> BulkReport | None:
    """Return the user's last report, or None."""
    kept = request.session.get(KEY)
    return BulkReport(**kept) if kept else None


def keep(request: HttpRequest, report: BulkReport) -> HttpResponse:
    """Store the report in the session, and redirect to its page."""
    request.session[KEY] = asdict(report)
    return HttpResponseRedirect(reverse("admin:issues_issue_bulk_report"))


def issues_of(report: BulkReport) -> list[Issue]:
    """Return the issues whose fixes the report applied and that are still in effect."""
    return list(
        Issue.objects.filter(
            pk__in=AppliedFix.objects.filter(pk__in=report.applied, undone_at=None).values("issue")
        )
    )


def show(admin: TriageAdmin[Issue], request: HttpRequest) -> HttpResponse:
    """Return the page of the user's last report, or redirect to the list without one."""
    report = last(request)
    if report is None:
        return HttpResponseRedirect(back_to(""))
    applied = AppliedFix.objects.in_bulk(report.applied[:SHOWN])
    issues = Issue.objects.in_bulk(
        {each.issue_id for each in applied.values()} | {key for key, _ in report.refused}
    )
    done = [
        (issues[applied[key].issue_id], applied[key])
        for key in report.applied[:SHOWN]
        if key in applied
    ]
    open_still = (
        AppliedFix.objects.filter(pk__in=report.applied)
        .exclude(issue__status=Status.RESOLVED)
        .count()
    )
    context: dict[str, Any] = {
        **page_context(admin, request, f"{FIX_ACTIONS[report.verb].done}: the result"),
        "report": report,
        "action": FIX_ACTIONS[report.verb],
        "done": done,
        "more": len(report.applied[SHOWN:]),
        "open_still": open_still if report.verb == "fix" else 0,
        "refused": [(issues.get(key), key, why) for key, why in report.refused],
        "rest": report.rest.count(":"),
        "rest_url": reverse(f"admin:issues_issue_bulk_{report.verb}"),
        "undo_url": reverse("admin:issues_issue_bulk_undo_all"),
        "can_undo": report.verb == "fix"
        and admin.has_triage_permission(request)
        and bool(issues_of(report)),
    }
    return TemplateResponse(request, "admin/issues/issue/report.html", context)

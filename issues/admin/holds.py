"""Holds in the admin: what each would change, and its release.

A hold is never edited, only released. A run deletes it once the cause is gone.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from issues.admin import fix_views
from issues.admin.base import TriageAdmin
from issues.admin.bulk import count
from issues.admin.fix_actions import FIX_ACTIONS
from issues.findings.registry import CHECKS
from issues.models import Hold, Issue
from issues.runs import breaker, release
from issues.runs.plan import Counts
from issues.runs.release import NotReleased
from members.admin.base import ReadOnly, Styled, page_context, posted
from members.models import Snapshot

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SHOWN = 1000
SNAPSHOTS = re.compile(r"([0-9]{1,18}(,[0-9]{1,18})*)?")


def hold_reported_by(issue: Issue) -> Hold | None:
    """Return the hold that an issue reports, or None if it no longer exists."""
    if issue.check_name != breaker.REPORTS_HOLDS:
        return None
    holds = Hold.objects.filter(chamber=issue.chamber).select_related("chamber")
    return next(
        (
            hold
            for hold in holds
            if breaker.finding_of(hold).fingerprint(breaker.REPORTS_HOLDS) == issue.fingerprint
        ),
        None,
    )


@admin.register(Hold)
class HoldAdmin(ReadOnly, Styled, admin.ModelAdmin[Hold]):
    list_display = ["check_name", "chamber", "lists", "changes_at_once", "limit", "held_since"]
    list_display_links = ["check_name"]
    list_select_related = ["chamber"]
    show_full_result_count = False
    actions = None

    # --- permissions: those who may see issues may see what would become issues

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Hold | None = None) -> bool:
        return request.user.has_perm("issues.view_issue")

    def has_triage_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("issues.triage_issue") and self.has_view_permission(request)

    # --- the list

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, {"title": "Held back: too much at once", **(extra_context or {})}
        )

    @admin.display(description="official lists", ordering="sources")
    def lists(self, hold: Hold) -> str:
        return hold.sources.replace(",", ", ")

    @admin.display(description="changes", ordering=F("opened") + F("reopened") + F("resolved"))
    def changes_at_once(self, hold: Hold) -> int:
        return hold.opened + hold.reopened + hold.resolved

    # --- one hold, and its release

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(partial(_release, self))
        return [path("<int:pk>/release/", view, name="issues_hold_release"), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        key = int(object_id) if re.fullmatch("[0-9]{1,18}", object_id) else 0
        hold = Hold.objects.select_related("chamber").filter(pk=key).first()
        if hold is None:
            self.message_user(request, release.GONE, messages.WARNING)
            return HttpResponseRedirect(reverse("admin:issues_hold_changelist"))
        return _page(self, request, hold)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(_url(object_id))


def _page(held: HoldAdmin, request: HttpRequest, hold: Hold) -> HttpResponse:
    context = {
        **page_context(held, request, f"Held back: {hold.check_name} in {hold.chamber.name}"),
        "hold": hold,
        "check": CHECKS.get(hold.check_name),
        "total": hold.opened + hold.reopened + hold.resolved,
        "copies": Snapshot.objects.filter(pk__in=hold.snapshots)
        .defer("content")
        .select_related("source")
        .order_by("source__slug"),
        "changes": hold.changes[:SHOWN],
        "more": len(hold.changes[SHOWN:]),
        "reported_by": breaker.issue_of(hold),
        "seen": ",".join(map(str, hold.snapshots)),
        "may_release": held.has_triage_permission(request),
    }
    return TemplateResponse(request, "admin/issues/hold/page.html", context)


@posted(lambda request, pk: _url(pk))
def _release(held: HoldAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Release what the page showed, and redirect to the issue that reported it, or to its fixes."""
    if not held.has_triage_permission(request):
        raise PermissionDenied
    seen = request.POST.get("snapshots", "")
    if not SNAPSHOTS.fullmatch(seen):
        raise BadRequest("The form cannot be read.")
    hold = Hold.objects.select_related("chamber").filter(pk=pk).first()
    if hold is None:
        return HttpResponseRedirect(_url(pk))
    reported_by = breaker.issue_of(hold)
    try:
        counts, issues = release.release(
            hold, [int(key) for key in seen.split(",") if key], cast("User", request.user)
        )
    except NotReleased as why:
        held.message_user(request, str(why), messages.ERROR)
        return HttpResponseRedirect(_url(pk))
    held.message_user(request, _summary(counts), messages.SUCCESS)
    if "and_fix" in request.POST and issues:
        admins = cast("TriageAdmin[Issue]", held.admin_site.get_model_admin(Issue))
        return fix_views.begin(
            admins,
            request,
            FIX_ACTIONS["fix"],
            issues,
            reverse("admin:issues_issue_changelist"),
            reports=True,
        )
    return HttpResponseRedirect(
        reverse("admin:issues_issue_change", args=[reported_by.pk])
        if reported_by
        else reverse("admin:issues_issue_changelist")
    )


def _url(pk: int | str) -> str:
    return reverse("admin:issues_hold_change", args=[pk])


def _summary(counts: Counts) -> str:
    parts = {"opened": counts.opened, "reopened": counts.reopened, "resolved": counts.resolved}
    changed = ", ".join(f"{count(number)} {verb}" for verb, number in parts.items() if number)
    return f"Released: {changed}." if changed else "Released: nothing is left to change."

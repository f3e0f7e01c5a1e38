"""The views that apply and undo fixes: of one issue from its page, of many after a preview.

Issues are independent of each other. A refused fix is reported with its reason, and does not stop
the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from issues.admin import bulk_report, fix_display
from issues.admin.base import TriageAdmin
from issues.admin.bulk import back_to, chosen, count, tokens
from issues.admin.bulk_report import BulkReport
from issues.admin.fix_actions import FIX_ACTIONS, FixAction
from issues.fixes import applying, recheck
from issues.fixes.validation import FixRefused
from issues.models import AppliedFix, Issue
from issues.models.choices import ACTIVE, Status
from members.admin.base import page_context, posted

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: The number of refusals that fit above the list; more of them get a page of their own.
REASONS = 20
#: The number of fixes that the preview shows step by step.
SHOWN = 300
#: Seconds of work in one request, as servers end those that take half a minute. What remains is
#: left to the next.
PATIENCE = 12.0
#: The outcome of an applied fix, by the status of its issue.
AFTER = {
    Status.RESOLVED: "The issue is resolved.",
    Status.DISMISSED: (
        "That decides between the lists: the issue is reopened when one of them changes."
    ),
}


def apply_one(request: HttpRequest, issue: Issue) -> str:
    """Apply the fix that the form names, and return a message. Raises FixRefused if it cannot be
    applied, BadRequest if the form is malformed."""
    number, revision = request.POST.get("fix", ""), request.POST.get("revision", "")
    if not all(re.fullmatch("[0-9]{1,9}", given) for given in (number, revision)):
        raise BadRequest("The form cannot be read.")
    allowed = {other.pk for other in fix_display.issues_on_same_field(issue)}
    others = (
        [other for other in chosen(",".join(request.POST.getlist("also"))) if other.pk in allowed]
        if "also" in request.POST
        else []
    )
    applied = applying.apply(
        Issue(pk=issue.pk, revision=int(revision)), int(number), cast("User", request.user), others
    )
    fresh = Issue.objects.get(pk=issue.pk)
    after = AFTER.get(Status(fresh.status), "The check still finds something: see what is left.")
    still_open = Issue.objects.filter(
        pk__in=[other.pk for other in others], status__in=ACTIVE
    ).values_list("pk", flat=True)
    remarks = "".join(
        f" Issue {key} stays open: it was changed in the meantime, or its check still finds it."
        for key in sorted(still_open)
    )
    return f"Done: {applied.label}. {after}{remarks}"


def undo_one(request: HttpRequest, issue: Issue, applied: int) -> str:
    """Undo an applied fix of this issue, and return a message. Raises FixRefused if refused."""
    found = get_object_or_404(AppliedFix, pk=applied, issue=issue)
    applying.undo(found, cast("User", request.user))
    return f"Undone: {found.label}."


def alike(issue: Issue) -> list[tuple[str, int, str]]:
    """Return, for each official list behind this issue, its slug, how many issues of the same check
    and list can be fixed at once, and the address that does it. Lists without any are left out."""
    if issue.status not in ACTIVE or not issue.check_name:
        return []
    url = reverse("admin:issues_issue_bulk_fix_all")
    possible = {
        slug: sum(
            each.fix is not None
            for each in FIX_ACTIONS["fix"].plan(_issues_of(slug, issue.check_name))
        )
        for slug in issue.source_slugs
    }
    return [
        (slug, number, f"{url}?{_query(issue.check_name, slug)}")
        for slug, number in possible.items()
        if number
    ]


def _issues_of(source: str, check: str) -> QuerySet[Issue]:
    """Return the active issues of that check from that official list."""
    return (
        Issue.objects.active()
        .of_source(source)
        .filter(check_name=check)
        .exclude(check_name="")
        .order_by("pk")
    )


def begin(
    admin: TriageAdmin[Issue],
    request: HttpRequest,
    action: FixAction,
    issues: Iterable[Issue],
    back: str = "",
    title: str = "",
    reports: bool = True,
) -> HttpResponse:
    """Return the preview of what would be done. With `reports`, a report page follows."""
    planned = action.plan(issues)
    possible = [each for each in planned if each.fix]
    named = fix_display.row_names(each.fix for each in possible[:SHOWN] if each.fix)
    context = {
        **page_context(admin, request, f"{title or action.label}: {count(len(possible))}"),
        "action": action,
        "url": reverse(f"admin:issues_issue_bulk_{action.name}"),
        "number": len(possible),
        "shown": [
            (each, fix_display.steps(each.fix, named)) for each in possible[:SHOWN] if each.fix
        ],
        "more": len(possible[SHOWN:]),
        "left_alone": [each for each in planned if not each.fix],
        "issues": tokens(each.issue for each in possible),
        "back": back_to(back),
        "reports": reports,
    }
    return TemplateResponse(request, "admin/issues/issue/fixes.html", context)


def begin_all(admin: TriageAdmin[Issue], request: HttpRequest, name: str) -> HttpResponse:
    """Return the preview for all active issues of a check from an official list, or for undoing
    what the last report applied."""
    if not admin.has_triage_permission(request):
        raise PermissionDenied
    check, source = request.GET.get("check_name", ""), request.GET.get("source", "")
    listing = reverse("admin:issues_issue_changelist")
    if name == "fix":
        issues = _issues_of(source, check)
        title = f"Apply all of {check} from {source}"
        return begin(
            admin,
            request,
            FIX_ACTIONS[name],
            issues.select_related("member"),
            f"{listing}?{_query(check, source)}",
            title,
            reports=True,
        )
    report = bulk_report.last(request)
    issues_done = bulk_report.issues_of(report) if report else []
    return begin(
        admin,
        request,
        FIX_ACTIONS[name],
        issues_done,
        report.back if report else "",
        "Undo all of these",
    )


@posted(lambda request, name: back_to(""))
def finish(admin: TriageAdmin[Issue], request: HttpRequest, name: str) -> HttpResponse:
    """Do what the preview showed, and redirect to the list or the report, with every refusal."""
    if not admin.has_triage_permission(request):
        raise PermissionDenied
    action = FIX_ACTIONS[name]
    before = bulk_report.last(request) if "more" in request.POST else None
    report = (
        before
        if before and before.verb == name
        else BulkReport(name, back_to(request.POST.get("back", "")))
    )
    _do(action, chosen(request.POST.get("issues", "")), cast("User", request.user), report)
    if "reports" in request.POST or report.rest or len(report.refused) > REASONS:
        return bulk_report.keep(request, report)
    if done := len(report.applied):
        admin.message_user(request, f"{action.done}: {count(done)}.", messages.SUCCESS)
    for key, why in report.refused:
        admin.message_user(request, _refusal(key, why), messages.WARNING)
    return HttpResponseRedirect(report.back)


def _do(action: FixAction, issues: list[Issue], user: User, report: BulkReport) -> None:
    """Work through the issues while there is time, and add every outcome to the report."""
    until = monotonic() + PATIENCE
    plan = action.plan(issues)
    with recheck.postponed():
        while plan and monotonic() < until:
            each = plan.pop(0)
            try:
                if each.fix is None:
                    raise FixRefused(each.why)
                report.applied.append(action.do(each.issue, user).pk)
            except FixRefused as why:
                report.refused.append((each.issue.pk, str(why)))
    report.rest = tokens(each.issue for each in plan)


def _refusal(key: int, why: str) -> Any:
    return format_html(
        'Refused, <a href="{}">issue {}</a>: {}',
        reverse("admin:issues_issue_change", args=[key]),
        key,
        why,
    )


def _query(check: str, source: str) -> str:
    query = QueryDict(mutable=True)
    query.update({"check_name": check, "source": source})
    return query.urlencode()

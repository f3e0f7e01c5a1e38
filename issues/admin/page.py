"""The page of one issue: its contents, the actions on it, and the links to its neighbours."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from issues.admin import fix_display, fix_views, holds, issue_display, list_links
from issues.admin.base import TriageAdmin
from issues.admin.forms import TriageForm
from issues.admin.included_findings import find_included
from issues.admin.noise import noisy
from issues.admin.queue import QueuePosition, place
from issues.admin.triage_actions import TRIAGE_ACTIONS, TriageAction, apply
from issues.findings.registry import CHECKS
from issues.fixes import fresh_proposals, proposals
from issues.fixes.outdated import outdated_by
from issues.fixes.validation import FixRefused
from issues.models import Issue
from issues.models.choices import ACTIVE, Origin, Status
from issues.triage import Actor
from members import fields
from members.admin.base import page_context, posted

if TYPE_CHECKING:
    from django.contrib.auth.models import User

FILTERS = "_changelist_filters"
STALE = (
    "Not done: somebody changed this issue while you had it open. "
    "See how it is now, and decide again."
)


def show(admin: TriageAdmin[Issue], request: HttpRequest, key: str) -> HttpResponse:
    """Return the page. Raises PermissionDenied if the user may not see issues."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    return _page(admin, request, _issue(key))


@posted(lambda request, pk, name: _address(request, pk))
def act(admin: TriageAdmin[Issue], request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Act on one issue at the revision that was shown, and redirect to it or the next one."""
    if not (admin.has_triage_permission(request) and admin.has_view_permission(request)):
        raise PermissionDenied
    issue, action = _issue(pk), TRIAGE_ACTIONS[name]
    form = action.form(request.POST, auto_id=f"{name}-%s")
    if not form.is_valid():
        admin.message_user(request, form.refusal(), messages.ERROR)
        return _page(admin, request, issue, {name: form})
    seen = request.POST.get("revision", "")
    ahead = place(issue, _queue(admin, request)) if "and_next" in request.POST else None
    copied = Issue(pk=issue.pk, revision=int(seen) if re.fullmatch("[0-9]{1,9}", seen) else -1)
    if not apply(action, [copied], Actor(user=cast("User", request.user)), form):
        fresh = _issue(pk)
        admin.message_user(
            request, _why_not(request, action, fresh, copied.revision), messages.WARNING
        )
        return _page(admin, request, fresh, {name: form}, status=409)
    admin.message_user(request, f"Issue {issue.pk} {action.done}.", messages.SUCCESS)
    return _go_on(admin, request, issue, ahead)


@posted(lambda request, pk, applied=None: _address(request, pk))
def fix(
    admin: TriageAdmin[Issue], request: HttpRequest, pk: int, applied: int | None = None
) -> HttpResponse:
    """Apply one of the issue's fixes, or undo the one with the key `applied`, and redirect to the
    issue or the next one."""
    if not (admin.has_triage_permission(request) and admin.has_view_permission(request)):
        raise PermissionDenied
    issue = _issue(pk)
    ahead = place(issue, _queue(admin, request)) if "and_next" in request.POST else None
    try:
        message = (
            fix_views.apply_one(request, issue)
            if applied is None
            else fix_views.undo_one(request, issue, applied)
        )
    except FixRefused as why:
        admin.message_user(request, f"Not done: {why}", messages.ERROR)
        return _page(admin, request, _issue(pk), status=409)
    admin.message_user(request, message, messages.SUCCESS)
    return _go_on(admin, request, issue, ahead)


def _go_on(
    admin: TriageAdmin[Issue], request: HttpRequest, issue: Issue, ahead: QueuePosition | None
) -> HttpResponse:
    """Redirect to the issue again, or to its neighbour if `ahead` gives its place in the list."""
    if ahead is None:
        return HttpResponseRedirect(_address(request, issue.pk))
    if following := ahead.next or ahead.previous:
        return HttpResponseRedirect(_address(request, following))
    admin.message_user(request, "That was the last one in this list.", messages.INFO)
    return HttpResponseRedirect(
        f"{reverse('admin:issues_issue_changelist')}?{request.GET.get(FILTERS, '')}"
    )


def _why_not(request: HttpRequest, action: TriageAction, issue: Issue, seen: int) -> str:
    if action.name == "take" and _is_taken_by(request, issue):
        return "This issue is already yours."
    if issue.revision != seen:
        return STALE
    return f"Not done: this is not possible for an issue that is {issue.get_status_display()}."


def _is_taken_by(request: HttpRequest, issue: Issue) -> bool:
    return issue.assignee_id == request.user.pk and issue.status == Status.IN_PROGRESS


def _page(
    admin: TriageAdmin[Issue],
    request: HttpRequest,
    issue: Issue,
    forms: dict[str, TriageForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    issue = fresh_proposals.read(issue, store=admin.has_triage_permission(request))
    around = place(issue, _queue(admin, request))
    context = {
        **page_context(admin, request, f"Issue {issue.pk}"),
        "subtitle": issue.summary,
        "issue": issue,
        "heading": issue_display.heading(issue),
        "kind": issue_display.kind(issue),
        "field": fields.label(issue.field) if issue.field else "",
        "current": "; ".join(fields.values(issue.member, issue.field))
        if issue.member and issue.field and not issue.observed
        else "",
        "is_past": issue.status not in ACTIVE and bool(issue.observed),
        "is_report": issue.origin == Origin.PUBLIC,
        "check": CHECKS.get(issue.check_name),
        "hold": holds.hold_reported_by(issue),
        "noise": next(iter(noisy([issue.check_name])), None),
        "source": issue_display.web_address(issue.source),
        "context": issue_display.context(issue),
        "list": list_links.status_of_list(issue),
        "offers": fix_display.offers(issue),
        "unwritable": proposals.why_unwritable(issue) if issue.status in ACTIVE else "",
        "also": fix_display.issues_on_same_field(issue),
        "fixes_done": fix_display.done(issue),
        "outdated": outdated_by([issue]).get(issue.pk, ""),
        "alike": fix_views.alike(issue),
        "may_fix": admin.has_triage_permission(request),
        "fix_url": _with_filters(request, reverse("admin:issues_issue_fix", args=[issue.pk])),
        "concerned": issue_display.concerned(issue),
        "included": find_included(issue),
        "events": issue_display.events(issue),
        "related": issue_display.related(issue),
        "actions": _actions(request, issue, forms or {})
        if admin.has_triage_permission(request)
        else [],
        "place": around,
        "previous_url": around.previous and _address(request, around.previous),
        "next_url": around.next and _address(request, around.next),
        "list_url": f"{reverse('admin:issues_issue_changelist')}?{request.GET.get(FILTERS, '')}",
    }
    return TemplateResponse(request, "admin/issues/issue/page.html", context, status=status)


def _actions(
    request: HttpRequest, issue: Issue, forms: dict[str, TriageForm]
) -> list[dict[str, Any]]:
    """Return the actions that are possible now, and the one just tried with its input."""
    mine = _is_taken_by(request, issue)
    return [
        {
            "action": action,
            "form": forms.get(action.name)
            or action.form(auto_id=f"{action.name}-%s", initial=_initial(action, issue)),
            "tried": action.name in forms,
            "url": _with_filters(
                request, reverse(f"admin:issues_issue_{action.name}", args=[issue.pk])
            ),
        }
        for action in TRIAGE_ACTIONS.values()
        if (action.name in forms and action.has_fields)
        or (issue.status in action.statuses and not (action.name == "take" and mine))
    ]


def _initial(action: TriageAction, issue: Issue) -> dict[str, Any]:
    initial: dict[str, dict[str, Any]] = {
        "assign": {"to": issue.assignee_id},
        "priority": {"priority": issue.priority},
    }
    return initial.get(action.name, {})


def _queue(admin: TriageAdmin[Issue], request: HttpRequest) -> QuerySet[Issue]:
    """Return the list that the user came from, by its filters, or the active issues if the filters
    are missing or invalid."""
    lister = cast(Any, copy.copy(request))
    lister.GET = QueryDict(request.GET.get(FILTERS, ""))
    try:
        queue: QuerySet[Issue] = admin.get_changelist_instance(lister).queryset.order_by()
        return queue
    except (IncorrectLookupParameters, SuspiciousOperation):
        return admin.get_queryset(request).active().order_by()  # type: ignore[attr-defined, no-any-return]


def _issue(key: str | int) -> Issue:
    # Longer keys do not exist, and some databases fail on them.
    if not re.fullmatch("[0-9]{1,18}", str(key)):
        raise Http404
    return get_object_or_404(
        Issue.objects.select_related("member__chamber", "chamber", "assignee", "run"), pk=key
    )


def _address(request: HttpRequest, pk: int) -> str:
    return _with_filters(request, reverse("admin:issues_issue_change", args=[pk]))


def _with_filters(request: HttpRequest, address: str) -> str:
    query = QueryDict(mutable=True)
    if filters := request.GET.get(FILTERS):
        query[FILTERS] = filters
        return f"{address}?{query.urlencode()}"
    return address

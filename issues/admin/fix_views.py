"""Applying and undoing fixes: of one issue from its page, of many from a page that shows them
first.

Each issue stands on its own feet: what is refused is told with its reason, and stops no other.
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
from issues.admin.fix_actions import VERBS as VERBS
from issues.admin.fix_actions import FixAction as FixAction
from issues.fixes import applying, recheck
from issues.fixes.execution import FixRefused
from issues.models import AppliedFix, Issue
from issues.models.choices import ACTIVE, Status
from members.admin.base import page_context, posted

if TYPE_CHECKING:
    from django.contrib.auth.models import User

#: How many refusals are told above the list; more have a page of their own.
REASONS = 20
#: How many fixes are shown step by step before they are applied.
SHOWN = 300
#: Seconds for which one request works: servers end those that take half a minute. The rest is for
#: the next.
PATIENCE = 12.0
#: What became of an issue whose fix was applied, by its status.
AFTER = {
    Status.RESOLVED: "The issue is resolved.",
    Status.DISMISSED: "That decides between the lists: it is asked again when one of them says something else.",
}


def apply_one(request: HttpRequest, issue: Issue) -> str:
    """Put the fix that the form names into effect; the words for it. Raises Refused."""
    number, seen = request.POST.get("fix", ""), request.POST.get("revision", "")
    if not all(re.fullmatch("[0-9]{1,9}", given) for given in (number, seen)):
        raise BadRequest("The form cannot be read.")
    allowed = {other.pk for other in fix_display.also(issue)}
    others = (
        [other for other in chosen(",".join(request.POST.getlist("also"))) if other.pk in allowed]
        if "also" in request.POST
        else []
    )
    applied = applying.apply(
        Issue(pk=issue.pk, revision=int(seen)), int(number), cast("User", request.user), others
    )
    fresh = Issue.objects.get(pk=issue.pk)
    after = AFTER.get(
        Status(fresh.status), "The check still finds something: look at what is left."
    )
    left = Issue.objects.filter(
        pk__in=[other.pk for other in others], status__in=ACTIVE
    ).values_list("pk", flat=True)
    stays = "".join(
        f" Issue {key} stays open: somebody changed it meanwhile, or its check still finds it."
        for key in sorted(left)
    )
    return f"Done: {applied.label}. {after}{stays}"


def undo_one(request: HttpRequest, issue: Issue, applied: int) -> str:
    """Take an applied fix of this issue back; the words for it. Raises Refused."""
    found = get_object_or_404(AppliedFix, pk=applied, issue=issue)
    applying.undo(found, cast("User", request.user))
    return f"Undone: {found.label}."


def alike(issue: Issue) -> list[tuple[str, int, str]]:
    """For each official list that says what this issue says: its slug, how many issues of the same
    check that it says can be fixed at once, and where. A list of which none can is left out."""
    if issue.status not in ACTIVE or not issue.check_name:
        return []
    url = reverse("admin:issues_issue_bulk_fix_all")
    possible = {
        slug: sum(
            each.fix is not None for each in VERBS["fix"].plan(_said_by(slug, issue.check_name))
        )
        for slug in issue.source_slugs
    }
    return [
        (slug, number, f"{url}?{_query(issue.check_name, slug)}")
        for slug, number in possible.items()
        if number
    ]


def _said_by(source: str, check: str) -> QuerySet[Issue]:
    """The issues of a check that wait and an official list says."""
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
    verb: FixAction,
    issues: Iterable[Issue],
    back: str = "",
    title: str = "",
    reports: bool = True,
) -> HttpResponse:
    """The page that shows what would be done. `reports` says that a page tells what came of it."""
    planned = verb.plan(issues)
    possible = [each for each in planned if each.fix]
    named = fix_display.names(each.fix for each in possible[:SHOWN] if each.fix)
    context = {
        **page_context(admin, request, f"{title or verb.label}: {count(len(possible))}"),
        "verb": verb,
        "url": reverse(f"admin:issues_issue_bulk_{verb.name}"),
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
    """That page for all issues of a check that wait and an official list says; or for what the last
    report says was applied."""
    if not admin.has_triage_permission(request):
        raise PermissionDenied
    check, source = request.GET.get("check_name", ""), request.GET.get("source", "")
    listing = reverse("admin:issues_issue_changelist")
    if name == "fix":
        issues = _said_by(source, check)
        title = f"Apply all of {check} from {source}"
        return begin(
            admin,
            request,
            VERBS[name],
            issues.select_related("member"),
            f"{listing}?{_query(check, source)}",
            title,
            reports=True,
        )
    report = bulk_report.last(request)
    issues_done = bulk_report.issues_of(report) if report else []
    return begin(
        admin, request, VERBS[name], issues_done, report.back if report else "", "Undo all of these"
    )


@posted(lambda request, name: back_to(""))
def finish(admin: TriageAdmin[Issue], request: HttpRequest, name: str) -> HttpResponse:
    """Do what the page showed, and go back to the list with a report of what was refused and why."""
    if not admin.has_triage_permission(request):
        raise PermissionDenied
    verb = VERBS[name]
    before = bulk_report.last(request) if "more" in request.POST else None
    report = (
        before
        if before and before.verb == name
        else BulkReport(name, back_to(request.POST.get("back", "")))
    )
    _do(verb, chosen(request.POST.get("issues", "")), cast("User", request.user), report)
    if "reports" in request.POST or report.rest or len(report.refused) > REASONS:
        return bulk_report.keep(request, report)
    if done := len(report.applied):
        admin.message_user(request, f"{verb.done}: {count(done)}.", messages.SUCCESS)
    for key, why in report.refused:
        admin.message_user(request, _refusal(key, why), messages.WARNING)
    return HttpResponseRedirect(report.back)


def _do(verb: FixAction, issues: list[Issue], user: User, report: BulkReport) -> None:
    """Do it with each as long as there is time, and write into the report what came of it."""
    until = monotonic() + PATIENCE
    plan = verb.plan(issues)
    with recheck.once():
        while plan and monotonic() < until:
            each = plan.pop(0)
            try:
                if each.fix is None:
                    raise FixRefused(each.why)
                report.applied.append(verb.do(each.issue, user).pk)
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

"""Applying and undoing fixes: of one issue from its page, of many from a page that shows them first.

Each issue stands on its own feet: what is refused is told with its reason, and stops no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from issues import fixes, recheck, repair
from issues.admin import repairs
from issues.admin.acts import AGAIN
from issues.admin.bulk import back_to, chosen, count, tokens
from issues.fixes import Refused
from issues.models import AppliedFix, Issue
from issues.vocabulary import ACTIVE, Status

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from issues.admin.issues import IssueAdmin

REASONS = 20


@dataclass(frozen=True)
class Verb:
    """`candidates` gives what would be done with an issue (its label and steps), or why nothing would."""

    name: str
    label: str
    done: str
    candidate: Callable[[Issue], repairs.Offer | str]
    do: Callable[[Issue, User], object]


def apply_one(admin: IssueAdmin, request: HttpRequest, issue: Issue) -> str:
    """Put the fix that the form names into effect; the words for it. Raises Refused."""
    number, seen = request.POST.get("fix", ""), request.POST.get("revision", "")
    if not all(re.fullmatch("[0-9]{1,9}", given) for given in (number, seen)):
        raise BadRequest("The form cannot be read.")
    allowed = {other.pk for other in repairs.also(issue)}
    others = [other for other in chosen(",".join(request.POST.getlist("also"))) if other.pk in allowed] if "also" in request.POST else []
    applied = repair.apply(Issue(pk=issue.pk, revision=int(seen)), int(number), cast("User", request.user), others)
    fresh = Issue.objects.get(pk=issue.pk)
    after = "The issue is resolved." if fresh.status == Status.RESOLVED else "The check still finds something: look at what is left."
    left = Issue.objects.filter(pk__in=[other.pk for other in others], status__in=ACTIVE).values_list("pk", flat=True)
    stays = "".join(f" Issue {key} stays open: somebody changed it meanwhile, or its check still finds it." for key in sorted(left))
    return f"Done: {applied.label}. {after}{stays}"


def undo_one(admin: IssueAdmin, request: HttpRequest, issue: Issue, applied: int) -> str:
    """Take an applied fix of this issue back; the words for it. Raises Refused."""
    found = get_object_or_404(AppliedFix, pk=applied, issue=issue)
    repair.undo(found, cast("User", request.user))
    return f"Undone: {found.label}."


def begin(admin: IssueAdmin, request: HttpRequest, verb: Verb, queryset: QuerySet[Issue]) -> HttpResponse:
    """The page that shows what would be done."""
    issues = list(queryset)
    planned = [(issue, verb.candidate(issue)) for issue in issues]
    possible = [(issue, offer) for issue, offer in planned if not isinstance(offer, str)]
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": f"{verb.label}: {count(len(possible))}",
        "verb": verb,
        "url": reverse(f"admin:issues_issue_bulk_{verb.name}"),
        "possible": possible,
        "left_alone": [(issue, why) for issue, why in planned if isinstance(why, str)],
        "issues": tokens(issue for issue, _ in possible),
        "back": back_to(request.get_full_path()),
        "media": admin.media,
    }
    return TemplateResponse(request, "admin/issues/issue/fixes.html", context)


def finish(admin: IssueAdmin, request: HttpRequest, name: str) -> HttpResponse:
    """Do what the page showed, and go back to the list with a report of what was refused and why."""
    if request.method != "POST":  # whoever had to log in first comes back here with a GET
        admin.message_user(request, AGAIN, messages.WARNING)
        return HttpResponseRedirect(back_to(""))
    if not admin.has_triage_permission(request):
        raise PermissionDenied
    verb = VERBS[name]
    refused = []
    issues = chosen(request.POST.get("issues", ""))
    with recheck.once():
        for issue in issues:
            try:
                verb.do(issue, cast("User", request.user))
            except Refused as why:
                refused.append((issue, why))
    if done := len(issues) - len(refused):
        admin.message_user(request, f"{verb.done}: {count(done)}.", messages.SUCCESS)
    for message in _reasons(refused):
        admin.message_user(request, message, messages.WARNING)
    return HttpResponseRedirect(back_to(request.POST.get("back", "")))


def _reasons(refused: Iterable[tuple[Issue, Refused]]) -> Iterator[Any]:
    refused = list(refused)
    for issue, why in refused[:REASONS]:
        address = reverse("admin:issues_issue_change", args=[issue.pk])
        yield format_html('Refused, <a href="{}">issue {}</a>: {}', address, issue.pk, why)
    if len(refused) > REASONS:
        yield f"Refused besides: {count(len(refused) - REASONS)}."


def _to_apply(issue: Issue) -> repairs.Offer | str:
    if issue.status not in ACTIVE:
        return f"it is {issue.get_status_display()}"
    if len(issue.fixes) > 1:
        return "it has several fixes to choose from"
    return next(iter(repairs.offers(issue)), "it has no fix")


def _to_undo(issue: Issue) -> repairs.Offer | str:
    applied = _last_applied(issue)
    if applied is None:
        return "no fix of it is in effect"
    try:
        return repairs.Offer(0, applied.label, repairs.steps(fixes.read(applied.inverse)))
    except Refused as why:
        return str(why)


def _last_applied(issue: Issue) -> AppliedFix | None:
    return issue.applied_fixes.filter(undone_at=None).order_by("pk").last()


def _undo(issue: Issue, user: User) -> None:
    applied = _last_applied(issue)
    if applied is None:
        raise Refused("No fix of it is in effect any more.")
    repair.undo(applied, user)


VERBS = {
    verb.name: verb
    for verb in (
        Verb("fix", "Apply the fix", "Fix applied", _to_apply, lambda issue, user: repair.apply(issue, 0, user)),
        Verb("undo", "Undo the fix", "Fix undone", _to_undo, _undo),
    )
}

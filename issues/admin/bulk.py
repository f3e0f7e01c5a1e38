"""Acting on many issues: chosen in the list, reviewed on a page of their own, then changed.

That page carries the revision of every issue it showed. An issue that was changed in the meantime
is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from issues.admin.base import TriageAdmin
from issues.admin.forms import TriageForm
from issues.admin.triage_actions import TRIAGE_ACTIONS, TriageAction, apply
from issues.models import Issue
from issues.models.choices import Status
from issues.triage import Actor
from members.admin.base import page_context, posted

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SHOWN = 50
SEEN = re.compile(r"[0-9]{1,18}:[0-9]{1,9}(,[0-9]{1,18}:[0-9]{1,9})*")


def begin(
    admin: TriageAdmin[Issue], request: HttpRequest, action: TriageAction, queryset: QuerySet[Issue]
) -> HttpResponse | None:
    """Act at once if the action needs no form, or return the page that asks for its values.

    Acting at once leaves out issues that are assigned to somebody else.
    """
    if action.has_fields:
        return _ask(admin, request, action, list(queryset), action.form(), request.get_full_path())
    free = list(
        queryset.filter(Q(assignee=None) | Q(assignee=cast("User", request.user))).exclude(
            status=Status.IN_PROGRESS, assignee=request.user.pk
        )
    )
    _do(admin, request, action, free, action.form({}), queryset.count())
    return None


@posted(lambda request, name: back_to(""))
def finish(admin: TriageAdmin[Issue], request: HttpRequest, name: str) -> HttpResponse:
    """Act on the issues of the page, and redirect to the list. Raises BadRequest if the list of
    issues was tampered with."""
    if not admin.has_triage_permission(request):
        raise PermissionDenied
    action = TRIAGE_ACTIONS[name]
    issues = chosen(request.POST.get("issues", ""))
    form = action.form(request.POST)
    if not form.is_valid():
        admin.message_user(request, form.refusal(), messages.ERROR)
        return _ask(admin, request, action, issues, form, request.POST.get("back", ""))
    _do(admin, request, action, issues, form, len(issues))
    return HttpResponseRedirect(back_to(request.POST.get("back", "")))


def _ask(
    admin: TriageAdmin[Issue],
    request: HttpRequest,
    action: TriageAction,
    issues: list[Issue],
    form: TriageForm,
    back: str,
) -> HttpResponse:
    possible = [issue for issue in issues if issue.status in action.statuses]
    context = {
        **page_context(admin, request, f"{action.label}: {count(len(issues))}"),
        "action": action,
        "form": form,
        "url": reverse(f"admin:issues_issue_bulk_{action.name}"),
        "shown": issues[:SHOWN],
        "more": len(issues[SHOWN:]),
        # A form that comes back keeps what was typed, whatever became of the issues meanwhile.
        "is_asked": bool(possible) or form.is_bound,
        "left_alone": len(issues) - len(possible),
        "issues": tokens(issues),
        "back": back_to(back),
        "media": admin.media + form.media,
    }
    return TemplateResponse(request, "admin/issues/issue/bulk.html", context)


def _do(
    admin: TriageAdmin[Issue],
    request: HttpRequest,
    action: TriageAction,
    issues: list[Issue],
    form: TriageForm,
    total: int,
) -> None:
    form.full_clean()
    changed = apply(action, issues, Actor(user=cast("User", request.user)), form)
    left = total - len(changed)
    if changed:
        admin.message_user(request, f"{count(len(changed))} {action.done}.", messages.SUCCESS)
    if left:
        why = (
            "already closed, changed in the meantime, or already taken"
            if action.name == "take"
            else "not possible in the present state, or changed in the meantime"
        )
        admin.message_user(request, f"{count(left)} left alone: {why}.", messages.WARNING)


def tokens(issues: Iterable[Issue]) -> str:
    """Return the issues as a form carries them: `12:3,15:0`, each key with its revision."""
    return ",".join(f"{issue.pk}:{issue.revision}" for issue in issues)


def chosen(text: str) -> list[Issue]:
    """Return the issues of a list like `12:3,15:0`, in its order, with the revisions it gives.

    Raises BadRequest if the list is malformed.
    """
    if not SEEN.fullmatch(text):
        raise BadRequest("The list of issues cannot be read.")
    seen = {
        int(pk): int(revision)
        for pk, _, revision in (part.partition(":") for part in text.split(","))
    }
    found = Issue.objects.in_bulk(seen)
    issues = [found[pk] for pk in seen if pk in found]
    for issue in issues:
        issue.revision = seen[issue.pk]
    return issues


def back_to(address: str) -> str:
    """Return the address of the list with its filters, or of the plain list for anything else."""
    changelist = reverse("admin:issues_issue_changelist")
    path, _, query = address.partition("?")
    return f"{changelist}?{query}" if path == changelist and query else changelist


def count(number: int) -> str:
    """Return the number with its noun: "1 issue", "3 issues"."""
    return "1 issue" if number == 1 else f"{number} issues"

"""Copies of official lists in the admin: how each was read and judged, and staff's decision."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from members.admin import reading
from members.admin.base import NeverAdded, Styled, page_context, posted
from members.lists import snapshots
from members.models import DamagedCopy, Snapshot, Source
from members.sources import MAPPED

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Verdict = Snapshot.Verdict

NOT_NEWEST = (
    "Not done: a newer copy was taken, and this one is not in force. "
    "Only the newest copy can be decided on."
)
ONLY_REJECTED = (
    "Not done: a newer copy was taken. This one can only be rejected, as long as it is in force."
)


class DecisionRefused(Exception):
    """The decision is not possible. The message gives the reason."""


@admin.register(Snapshot)
class SnapshotAdmin(NeverAdded, Styled, admin.ModelAdmin[Snapshot]):
    """Copies in the admin. Those who may see or change a source may see or decide on its copies."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False  # a source's page leads to its copies

    def has_delete_permission(self, request: HttpRequest, obj: Snapshot | None = None) -> bool:
        return bool(request.user.has_perm("members.delete_source"))

    def has_change_permission(self, request: HttpRequest, obj: Snapshot | None = None) -> bool:
        return bool(request.user.has_perm("members.change_source"))

    def has_view_permission(self, request: HttpRequest, obj: Snapshot | None = None) -> bool:
        return self.has_change_permission(request) or bool(
            request.user.has_perm("members.view_source")
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path(
                "<int:pk>/accept/",
                view(partial(decide, self)),
                {"verdict": Verdict.ACCEPTED},
                "members_snapshot_accept",
            ),
            path(
                "<int:pk>/reject/",
                view(partial(decide, self)),
                {"verdict": Verdict.REJECTED},
                "members_snapshot_reject",
            ),
            path(
                "<int:pk>/download/",
                view(partial(download, self)),
                name="members_snapshot_download",
            ),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:members_source_changelist"))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        raise Http404  # a copy is only deleted with its source

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(_url(_copy(object_id).pk))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Return the page of a copy. A POST to it changes nothing."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        copy = _copy(object_id)
        newest = copy.source.latest()
        context = {
            **page_context(self, request, f"Copy {copy.pk} of {copy.source}"),
            "copy": copy,
            "in_force": copy.source.in_force(),
            "is_undecided": snapshots.is_undecided(copy),
            "is_newest": newest is not None and newest.pk == copy.pk,
            "newest": newest,
            "has_mapping": copy.source.format == MAPPED,
            "reading": reading.preview_of_copy(copy),
            "may_change": self.has_change_permission(request),
        }
        return TemplateResponse(request, "admin/members/snapshot/page.html", context)


@posted(lambda request, pk, verdict: _url(pk))
def decide(copies: SnapshotAdmin, request: HttpRequest, pk: int, verdict: Verdict) -> HttpResponse:
    """Accept or reject the newest copy of a source, or reject the one in force."""
    if not copies.has_change_permission(request):
        raise PermissionDenied
    copy = _copy(pk)
    try:
        _decide(copy, verdict, cast("User", request.user))
    except DecisionRefused as why:
        copies.message_user(request, str(why), messages.ERROR)
    else:
        message = _outcome(copy, verdict)
        # The decision belongs to the history of the source.
        copies.log_change(request, copy.source, message)  # type: ignore[arg-type]
        copies.message_user(request, message, messages.SUCCESS)
    return HttpResponseRedirect(_url(pk))


def download(copies: SnapshotAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    """Return the file as it was fetched, as a download: no browser may show it as a page of this
    site."""
    if not copies.has_view_permission(request):
        raise PermissionDenied
    copy = _copy(pk)
    name = f"{copy.source.slug}-{copy.pk}.{'csv' if copy.columns else 'txt'}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    try:
        data = copy.data
    except DamagedCopy as error:
        copies.message_user(request, f"There is nothing to download: {error}.", messages.ERROR)
        return HttpResponseRedirect(_url(pk))
    return HttpResponse(data, content_type="application/octet-stream", headers=headers)


def _decide(copy: Snapshot, verdict: Verdict, user: User) -> None:
    """Store the decision. Raises DecisionRefused if the copy is neither the newest nor in force, or
    if a copy to accept is not the newest or cannot be read."""
    if verdict == Verdict.ACCEPTED:
        if not snapshots.is_large([copy]):
            snapshots.judge(copy)
        if copy.rows is None:
            raise DecisionRefused(f"Not accepted: this copy cannot be read. {copy.why}")
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=copy.source_id)
        if copy not in (source.latest(), source.in_force()):
            raise DecisionRefused(NOT_NEWEST)
        if verdict == Verdict.ACCEPTED and copy != source.latest():
            raise DecisionRefused(ONLY_REJECTED)
        if verdict == Verdict.ACCEPTED:
            copy.save(update_fields=["rows", "columns", "problems", "why"])
        snapshots.decide(copy, verdict, user)


def _outcome(copy: Snapshot, verdict: Verdict) -> str:
    when = f"The copy of {_when(copy)}"
    if verdict == Verdict.ACCEPTED:
        later = (
            " It is large, so the next run checks its issues again."
            if snapshots.is_large([copy])
            else ""
        )
        return f"{when} is accepted. It is in force, and the next run compares with it.{later}"
    now = copy.source.in_force()
    if now is None:
        return f"{when} is rejected. No copy is in force, so nothing is compared with this list."
    return f"{when} is rejected. The copy of {_when(now)}, with {now.rows} members, is in force."


def _when(copy: Snapshot) -> str:
    return f"{timezone.localtime(copy.taken_at):%-d %B %Y, %H:%M}"


def _copy(key: str | int) -> Snapshot:
    # Longer keys do not exist, and some databases fail on them.
    if not re.fullmatch("[0-9]{1,18}", str(key)):
        raise Http404
    return get_object_or_404(
        Snapshot.objects.select_related("source__chamber", "decided_by"), pk=key
    )


def _url(pk: int) -> str:
    return reverse("admin:members_snapshot_change", args=[pk])

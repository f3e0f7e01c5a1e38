"""The page on which a mapping is edited, and tried on the newest copy before it is saved."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from members.admin import reading
from members.admin.base import page_context
from members.admin.source_forms import ObjectField
from members.lists import mapping_rows, snapshots
from members.models import Snapshot, Source
from members.sources import MAPPED, mapped_csv

STALE = (
    "Not saved: somebody changed the mapping while you had it open. Open the page again in another "
    "window, and enter your changes there."
)


class RestForm(forms.Form):
    rest = ObjectField(
        label="Further settings",
        required=False,
        help_text=(
            "JSON with joined, fixed, only, values, dates and same_member, as docs/sources.md "
            "explains them. Leave it blank for none."
        ),
    )

    def clean_rest(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data["rest"]
        if "columns" in given:
            raise forms.ValidationError("The columns are in the table above. Remove them here.")
        return given


def edit(sources: ModelAdmin[Source], request: HttpRequest, pk: int) -> HttpResponse:
    """Return the page. A mapping that is posted to it is tried, or saved."""
    if not sources.has_change_permission(request):
        raise PermissionDenied
    source = get_object_or_404(Source.objects.select_related("chamber"), pk=pk)
    if source.format != MAPPED:
        raise Http404
    copy = _copy(source)
    data = None if copy is None else copy.data
    if request.method != "POST":
        rows = mapping_rows.rows(source.mapping, data)
        form = RestForm(initial={"rest": mapping_rows.hidden_parts(source.mapping)})
        return _page(
            sources,
            request,
            source,
            {"rows": rows, "form": form, "copy": copy, "seen": _mark(source.mapping)},
        )
    columns = mapping_rows.chosen(request.POST.getlist("header"), request.POST.getlist("is"))
    form = RestForm(request.POST)
    context: dict[str, Any] = {"form": form, "copy": copy, "seen": request.POST.get("seen", "")}
    context["rows"] = mapping_rows.rows({"columns": columns}, data)
    if not form.is_valid():
        return _page(sources, request, source, context)
    mapping = {**form.cleaned_data["rest"], "columns": columns}
    context["rows"] = mapping_rows.rows(mapping, data)
    context["wrong"] = mapped_csv.check(mapping)
    tried = Source.objects.select_related("chamber").get(pk=pk)
    tried.mapping = mapping
    if not context["wrong"] and data is not None:
        context |= _tried(tried, data)
    if "save" not in request.POST or context["wrong"] or (copy and context["reading"].why):
        context["is_refused"] = "save" in request.POST
        return _page(sources, request, source, context)
    if not _save(tried, request.POST.get("seen", "")):
        sources.message_user(request, STALE, messages.ERROR)
        return _page(sources, request, source, context)
    return _saved(sources, request, tried)


def _tried(source: Source, data: bytes) -> dict[str, Any]:
    """Return the list as the mapping reads it, and the verdict it would get. Nothing is stored."""
    trial = Snapshot(source=source)
    snapshots.judge(trial, data)
    return {"reading": reading.preview(source, data), "trial": trial}


def _save(source: Source, seen: str) -> bool:
    """Save the mapping. Return False if the stored one is no longer the one that was shown."""
    with transaction.atomic():
        if _mark(Source.objects.select_for_update().get(pk=source.pk).mapping) != seen:
            return False
        source.save(update_fields=["mapping"])
    return True


def _saved(sources: ModelAdmin[Source], request: HttpRequest, source: Source) -> HttpResponse:
    message, level = "The mapping is saved.", messages.SUCCESS
    if copy := snapshots.judge_again(source):
        if snapshots.is_undecided(copy):
            message = f"{message} The newest copy is still rejected: {copy.why}"
            level = messages.WARNING
        else:
            message = f"{message} The newest copy is now accepted, with {copy.rows} members."
    sources.log_change(request, source, message)
    sources.message_user(request, message, level)
    return HttpResponseRedirect(reverse("admin:members_source_change", args=[source.pk]))


def _copy(source: Source) -> Snapshot | None:
    """Return the newest copy if it is a table, else the one in force if that is, else None."""
    for copy in (source.latest(), source.in_force()):
        if copy is not None and not copy.is_damaged and mapping_rows.is_table(copy.data):
            return copy
    return None


def _mark(mapping: Any) -> str:
    """Return a short hash of the mapping."""
    return sha256(ObjectField().prepare_value(mapping).encode()).hexdigest()[:16]


def _page(
    sources: ModelAdmin[Source], request: HttpRequest, source: Source, context: dict[str, Any]
) -> HttpResponse:
    context = {
        **page_context(sources, request, f"Mapping of {source}"),
        "source": source,
        "words": mapping_rows.WORDS,
        **context,
    }
    return TemplateResponse(request, "admin/members/source/mapping.html", context)

"""The buttons that take a new copy of an official list: fetch it now, or give it as a file."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from members.admin.base import posted
from members.admin.source_forms import GiveForm
from members.fetching.fetch import FetchLimits
from members.lists import refresh, snapshots
from members.models import Source

#: Tighter than a run's, as somebody is waiting for the page and the server has a timeout.
LIMITS = FetchLimits(seconds=8, total=20, size=snapshots.AT_ONCE)


@posted(lambda request, pk: _url(pk))
def fetch(sources: ModelAdmin[Source], request: HttpRequest, pk: int) -> HttpResponse:
    """Fetch the list now, and redirect to its page with a message on the outcome."""
    if not sources.has_change_permission(request):
        raise PermissionDenied
    source = get_object_or_404(Source.objects.select_related("chamber"), pk=pk)
    return _tell(sources, request, refresh.fetch(source, LIMITS))


@posted(lambda request, pk: _url(pk))
def give(sources: ModelAdmin[Source], request: HttpRequest, pk: int) -> HttpResponse:
    """Take an uploaded copy, and redirect to the list's page with a message on the outcome."""
    if not sources.has_change_permission(request):
        raise PermissionDenied
    source = get_object_or_404(Source.objects.select_related("chamber"), pk=pk)
    form = GiveForm(request.POST, request.FILES)
    if not form.is_valid():
        sources.message_user(
            request, f"Not taken: {' '.join(map(str, form.errors['file']))}", messages.ERROR
        )
        return HttpResponseRedirect(_url(pk))
    given = form.cleaned_data["file"]
    return _tell(
        sources,
        request,
        refresh.take(source, given.read(), f"{given.name}, given by {request.user}"),
    )


def _tell(
    sources: ModelAdmin[Source], request: HttpRequest, outcome: refresh.RefreshOutcome
) -> HttpResponse:
    sources.log_change(request, outcome.source, outcome.line[:2000])
    sources.message_user(
        request,
        f"{outcome.line[:1].upper()}{outcome.line[1:]}",
        messages.SUCCESS if outcome.is_well else messages.WARNING,
    )
    return HttpResponseRedirect(_url(outcome.source.pk))


def _url(pk: int) -> str:
    return reverse("admin:members_source_change", args=[pk])

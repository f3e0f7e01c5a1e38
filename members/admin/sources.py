"""Official lists in the admin: the last outcome of each, its copies, and its settings."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from members.admin import mapping, reading, refresh
from members.admin.base import Styled
from members.admin.source_forms import GiveForm, SourceForm
from members.fetching.list_address import shown
from members.lists import snapshots, source_status
from members.lists.source_status import SourceStatus
from members.models import Source
from members.sources import MAPPED

LATER = (
    "Saved. The newest copy is too large to be judged while you wait. "
    "The next fetch judges it, unless somebody has decided on it."
)
COPIES = 20


class SourceNeedsFilter(admin.SimpleListFilter):
    title = "attention"
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("doing", "Needs attention")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        return queryset.filter(
            pk__in=[
                status.source.pk
                for status in source_status.of(Source.objects.all())
                if status.needs_attention
            ]
        )


class Sources(ChangeList):
    """The list of sources, which sets each source's `status` in one query for the page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        found = {
            status.source.pk: status
            for status in source_status.of(
                Source.objects.filter(pk__in=[each.pk for each in self.result_list])
            )
        }
        for source in self.result_list:
            source.status = found[source.pk]


@admin.register(Source)
class SourceAdmin(Styled, admin.ModelAdmin[Source]):
    form = SourceForm
    change_form_template = "admin/members/source/change_form.html"
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = [
        "slug",
        "chamber_slug",
        "format",
        "enabled",
        "last_result",
        "to_do",
        "in_force",
        "seen",
    ]
    list_filter = [SourceNeedsFilter, "enabled", ("chamber", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["chamber"]
    search_fields = [
        "slug",
        "chamber__name",
        "chamber__slug",
    ]  # not the address, which may contain a password
    fieldsets = [
        (None, {"fields": ["slug", "chamber", "format", "url", "enabled", "grace", "stale_after"]}),
        ("How the list is read", {"fields": ["part", "vocabulary"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> list[str]:
        return ["slug"] if obj else []

    def get_fieldsets(self, request: HttpRequest, obj: Source | None = None) -> Any:
        """Return the fieldsets, with the mapping only if the format uses it or it is not empty."""
        first, (name, options) = super().get_fieldsets(request, obj)
        if obj is not None and not self.has_change_permission(request, obj):
            first = (
                None,
                {
                    "fields": [
                        "shown_url" if field == "url" else field for field in first[1]["fields"]
                    ]
                },
            )
        if obj is None or not (obj.format == MAPPED or obj.mapping):
            return [first, (name, options)]
        return [first, (name, {**options, "fields": [*options["fields"], "mapping"]})]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Sources

    # --- the list

    @admin.display(description="chamber", ordering="chamber__slug")
    def chamber_slug(self, source: Source) -> str:
        return source.chamber.slug

    @admin.display(description="last result")
    def last_result(self, source: Source) -> SafeString:
        return format_html('<span class="outcome outcome-{}">{}</span>', *_result(_status(source)))

    @admin.display(description="to do")
    def to_do(self, source: Source) -> SafeString | str:
        status = _status(source)
        if not status.needs_attention:
            return "-"
        if status.is_rejected and source.format == MAPPED and not source.mapping:
            return format_html(
                '<a class="to-do" href="{}">Set what its columns are</a>',
                _url("mapping", source.pk),
            )
        if status.is_rejected and status.newest:
            words = (
                "See why the copy cannot be read"
                if status.newest.rows is None
                else "Accept or reject the copy"
            )
            return format_html(
                '<a class="to-do" href="{}">{}</a>', _copy_url(status.newest.pk), words
            )
        return format_html(
            '<a class="to-do" href="{}">See why it cannot be fetched</a>', _url("change", source.pk)
        )

    @admin.display(description="members in force")
    def in_force(self, source: Source) -> str:
        copy = _status(source).in_force
        return "-" if copy is None else str(copy.rows)

    @admin.display(description="last seen", ordering="checked_at")
    def seen(self, source: Source) -> str:
        return (
            f"{timezone.localtime(source.checked_at):%-d %b %Y, %H:%M}"
            if source.checked_at
            else "never"
        )

    @admin.display(description="address")
    def shown_url(self, source: Source) -> str:
        """Return the address without its secrets, for those who may not change it."""
        return shown(source.url)

    # --- one source

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path(
                "<int:pk>/fetch/", view(partial(refresh.fetch, self)), name="members_source_fetch"
            ),
            path("<int:pk>/give/", view(partial(refresh.give, self)), name="members_source_give"),
            path(
                "<int:pk>/mapping/",
                view(partial(mapping.edit, self)),
                name="members_source_mapping",
            ),
        ]
        return [*own, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        source = self.get_object(request, object_id)
        more = {} if source is None else self._more(request, source)
        return super().change_view(request, object_id, form_url, {**more, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Save the source, and judge its newest copy again by the new settings."""
        super().save_model(request, obj, form, change)
        if not change or not form.changed_data:
            return
        if (copy := obj.latest()) and snapshots.is_large([copy]):
            self.message_user(request, LATER, messages.WARNING)
        elif copy := snapshots.judge_again(obj):
            level = messages.WARNING if snapshots.is_undecided(copy) else messages.SUCCESS
            self.message_user(
                request, f"The newest copy was judged again: {copy.verdict}. {copy.why}", level
            )

    def _more(self, request: HttpRequest, source: Source) -> dict[str, Any]:
        (status,) = source_status.of(Source.objects.filter(pk=source.pk))
        in_force = source.in_force()
        copies = source.snapshots.defer("content", "problems").select_related("decided_by")
        return {
            "status": status,
            "result": _result(status),
            "unreadable": reading.preview_of_copy(in_force).why if in_force else "",
            "copies": copies[:COPIES],
            "older_copies": max(0, copies.count() - COPIES),
            "has_mapping": source.format == MAPPED,
            "give": GiveForm(),
            "may_change": self.has_change_permission(request, source),
        }


def _status(source: Source) -> SourceStatus:
    found: SourceStatus = getattr(source, "status")  # noqa: B009 - set by the list
    return found


def _result(status: SourceStatus) -> tuple[str, str]:
    """Return the last result of the source, as the class of its mark and the word in it."""
    if status.word == "rejected" and not status.is_rejected:
        return "settled", "rejected, decided"
    return status.word.replace(" ", "-"), status.word


def _url(page: str, pk: int) -> str:
    return reverse(f"admin:members_source_{page}", args=[pk])


def _copy_url(pk: int) -> str:
    return reverse("admin:members_snapshot_change", args=[pk])

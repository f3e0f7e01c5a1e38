"""Reports in quarantine, as they look like spam: staff read them, and release or delete them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from issues.admin.base import TriageAdmin
from issues.admin.filters import Choice
from issues.models import QuarantinedReport
from issues.reports import quarantine
from members import fields as labels
from members.admin.base import ReadOnly

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class WaitingFilter(Choice):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("waiting", "Waiting"), ("released", "Released")]

    def matching(self, value: str, issues: QuerySet[Any]) -> QuerySet[Any]:
        return issues.filter(released__isnull=value == "waiting")


@admin.register(QuarantinedReport)
class QuarantinedReportAdmin(ReadOnly, TriageAdmin[QuarantinedReport]):
    list_display = ["received_at", "text", "why", "member", "about", "became"]
    list_display_links = ["received_at", "text"]
    list_filter = [WaitingFilter]
    list_select_related = ["member", "released"]
    search_fields = ["issue", "name", "email", "proposed"]
    fields = [
        "received_at",
        "why",
        "issue",
        "proposed",
        "source",
        "member",
        "slug",
        "about",
        "name",
        "email",
        "became",
    ]
    readonly_fields = ["about", "became"]
    actions = ["release", "spam"]

    @admin.display(description="what is wrong", ordering="issue")
    def text(self, report: QuarantinedReport) -> str:
        return Truncator(" ".join(report.issue.split())).chars(120) or "(no text)"

    @admin.display(description="field", ordering="field")
    def about(self, report: QuarantinedReport) -> str:
        return labels.label(report.field)

    @admin.display(description="became", ordering="released")
    def became(self, report: QuarantinedReport) -> SafeString | str:
        if report.released_id is None:
            return "waiting"
        return format_html(
            '<a href="{}">issue {}</a>',
            reverse("admin:issues_issue_change", args=[report.released_id]),
            report.released_id,
        )

    @admin.action(description="Release: turn them into issues", permissions=["triage"])
    def release(self, request: HttpRequest, queryset: QuerySet[QuarantinedReport]) -> None:
        chosen = list(queryset)
        released = quarantine.release(chosen, cast("User", request.user))
        if released:
            self.message_user(
                request, f"Released: {len(released)}. Staff are notified by mail.", messages.SUCCESS
            )
        if left := len(chosen) - len(released):
            self.message_user(request, f"Released before, left alone: {left}.", messages.WARNING)

    @admin.action(description="It is spam: delete", permissions=["triage"])
    def spam(self, request: HttpRequest, queryset: QuerySet[QuarantinedReport]) -> None:
        chosen = list(queryset)
        if deleted := quarantine.delete(chosen):
            self.log_deletions(request, deleted)  # type: ignore[arg-type]  # it takes any rows
            self.message_user(request, f"Deleted: {len(deleted)}.", messages.SUCCESS)
        if left := len(chosen) - len(deleted):
            self.message_user(request, f"Released before, left alone: {left}.", messages.WARNING)

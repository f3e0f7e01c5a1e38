"""The runs of the checks, and the stored state of each check."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from issues.admin.noise import Noise, noisy
from issues.findings.registry import CHECKS
from issues.models import CheckResult, CheckState, Run
from members.admin.base import NeverAdded, NeverChanged, NeverDeleted, ReadOnly, Styled

COUNTS = ["findings", "opened", "reopened", "resolved", "unchanged", "held"]


class ResultInline(NeverAdded, NeverChanged, admin.TabularInline[CheckResult, Run]):
    model = CheckResult
    fields = ["check_name", *COUNTS, "took", "error"]
    readonly_fields = ["check_name", *COUNTS, "took", "error"]
    can_delete = False

    @admin.display(description="seconds")
    def took(self, result: CheckResult) -> str:
        return f"{result.seconds:.2f}"


@admin.register(Run)
class RunAdmin(ReadOnly, Styled, admin.ModelAdmin[Run]):
    list_display = [
        "number",
        "started_at",
        "outcome",
        "seconds",
        "opened",
        "reopened",
        "resolved",
        "errors",
    ]
    list_filter = ["status"]
    readonly_fields = ["looked_at"]
    fields = ["status", "started_at", "finished_at", "looked_at", "unmade_mails"]
    inlines = [ResultInline]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Run]:
        sums = {
            f"sum_{name}": Sum(f"results__{name}") for name in ("opened", "reopened", "resolved")
        }
        return (
            super()
            .get_queryset(request)
            .annotate(**sums, errors=Count("results", filter=~Q(results__error="")))
        )

    @admin.display(description="run", ordering="pk")
    def number(self, run: Run) -> str:
        return f"run {run.pk}"

    @admin.display(description="covered")
    def looked_at(self, run: Run) -> str:
        """Return in words which checks and chambers the run covered."""
        return "; ".join(
            ", ".join(run.scope.get(what) or []) or f"all {what}" for what in ("checks", "chambers")
        )

    @admin.display(description="outcome", ordering="status")
    def outcome(self, run: Run) -> SafeString:
        return format_html(
            '<span class="outcome outcome-{}">{}</span>', run.status, run.get_status_display()
        )

    @admin.display(description="seconds")
    def seconds(self, run: Run) -> str:
        return (
            f"{(run.finished_at - run.started_at).total_seconds():.1f}" if run.finished_at else "-"
        )

    @admin.display(description="opened")
    def opened(self, run: Run) -> int:
        return getattr(run, "sum_opened") or 0  # noqa: B009 - annotated

    @admin.display(description="reopened")
    def reopened(self, run: Run) -> int:
        return getattr(run, "sum_reopened") or 0  # noqa: B009

    @admin.display(description="resolved")
    def resolved(self, run: Run) -> int:
        return getattr(run, "sum_resolved") or 0  # noqa: B009

    @admin.display(description="checks that broke")
    def errors(self, run: Run) -> int:
        return getattr(run, "errors")  # type: ignore[no-any-return]  # noqa: B009


@admin.register(CheckState)
class CheckStateAdmin(NeverAdded, NeverDeleted, Styled, admin.ModelAdmin[CheckState]):
    """The checks: a check has a row from its first run on. Staff enable and disable checks here."""

    list_display = ["name", "finds", "enabled", "working", "noise", "issues"]
    list_filter = ["enabled", ("failing_since", admin.EmptyFieldListFilter)]
    fields = ["name", "finds", "enabled", "failing_since", "error"]
    readonly_fields = ["name", "finds", "failing_since", "error"]

    @admin.display(description="what it finds")
    def finds(self, state: CheckState) -> str:
        return CHECKS[state.name].title if state.name in CHECKS else "Retired."

    @admin.display(description="state", ordering="failing_since")
    def working(self, state: CheckState) -> SafeString:
        if state.failing_since is None:
            return format_html('<span class="outcome outcome-succeeded">{}</span>', "works")
        return format_html(
            '<span class="outcome outcome-errored">failing since {}</span>',
            f"{state.failing_since:%-d %B %Y, %H:%M}",
        )

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Return the list with the noise of each check, found in one query for all rows."""
        changelist = super().get_changelist_instance(request)
        found = {noise.check: noise for noise in noisy()}
        for state in changelist.result_list:
            state.noise = found.get(state.name)
        return changelist

    @admin.display(description="noise", empty_value="")
    def noise(self, state: CheckState) -> SafeString | None:
        found: Noise | None = getattr(state, "noise")  # noqa: B009 - set above
        if found is None:
            return None
        return format_html(
            '<span class="outcome outcome-interrupted">noisy</span> {} dismissed, {} acted on',
            found.dismissed,
            found.acted_on,
        )

    @admin.display(description="issues")
    def issues(self, state: CheckState) -> SafeString:
        return format_html(
            '<a href="{}?check_name={}">its issues</a>',
            reverse("admin:issues_issue_changelist"),
            state.name,
        )

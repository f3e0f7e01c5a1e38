"""Issues in the admin: the list, the addresses of their pages, and the form of a new one.

Stored fields are never edited in a form. They change by acting on an issue.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse

from issues import triage
from issues.admin import bulk, bulk_report, fix_actions, fix_views, page
from issues.admin.base import TriageAdmin
from issues.admin.filters import FILTERS
from issues.admin.forms import IssueForm
from issues.admin.issue_columns import IssueColumns
from issues.admin.queue import RANK, ranked
from issues.admin.triage_actions import TRIAGE_ACTIONS, TriageAction
from issues.models import Issue, subject
from issues.models.choices import Origin
from issues.triage import Actor
from members.admin.base import NeverChanged, NeverDeleted

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def _action(
    action: TriageAction,
) -> Callable[[Any, HttpRequest, QuerySet[Issue]], HttpResponse | None]:
    @admin.action(description=action.menu_label, permissions=["triage"])
    def menu_action(
        issues: IssueAdmin, request: HttpRequest, queryset: QuerySet[Issue]
    ) -> HttpResponse | None:
        return bulk.begin(issues, request, action, queryset)

    menu_action.__name__ = action.name
    return menu_action


def _fixing(
    action: fix_actions.FixAction,
) -> Callable[[Any, HttpRequest, QuerySet[Issue]], HttpResponse | None]:
    @admin.action(description=f"{action.label} …", permissions=["triage"])
    def menu_action(
        issues: IssueAdmin, request: HttpRequest, queryset: QuerySet[Issue]
    ) -> HttpResponse | None:
        return fix_views.begin(
            issues, request, action, queryset, request.get_full_path(), reports=False
        )

    menu_action.__name__ = action.name
    return menu_action


@admin.register(Issue)
class IssueAdmin(IssueColumns, NeverChanged, NeverDeleted, TriageAdmin[Issue]):
    form = IssueForm
    autocomplete_fields = ["member"]
    list_display = [
        "severity_word",
        "what",
        "about",
        "field_words",
        "found_by",
        "status_word",
        "assignee",
        "priority_word",
        "age",
    ]
    list_display_links = ["what"]
    list_filter = [*FILTERS]
    list_per_page = 50
    ordering = ["priority", RANK.asc(), "first_seen", "pk"]
    show_full_result_count = False
    search_fields = [
        "issue",
        "label",
        "member__first_name",
        "member__last_name",
        "field",
        "evidence__observed",
        "evidence__expected",
    ]
    search_help_text = "Text, member, field or value"
    actions = [
        *(_action(action) for action in TRIAGE_ACTIONS.values()),
        *(_fixing(action) for action in fix_actions.FIX_ACTIONS.values()),
    ]

    # --- the list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issue]:
        return ranked(super().get_queryset(request)).select_related("member", "chamber", "assignee")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": "Issues", **(extra_context or {})})

    # --- one issue, and the actions on it

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = []
        for name in TRIAGE_ACTIONS:
            own.append(
                path(
                    f"bulk/{name}/",
                    view(partial(bulk.finish, self)),
                    {"name": name},
                    f"issues_issue_bulk_{name}",
                )
            )
            own.append(
                path(
                    f"<int:pk>/{name}/",
                    view(partial(page.act, self)),
                    {"name": name},
                    f"issues_issue_{name}",
                )
            )
        for name in fix_actions.FIX_ACTIONS:
            own.append(
                path(
                    f"bulk/{name}/",
                    view(partial(fix_views.finish, self)),
                    {"name": name},
                    f"issues_issue_bulk_{name}",
                )
            )
            own.append(
                path(
                    f"bulk/{name}/all/",
                    view(partial(fix_views.begin_all, self)),
                    {"name": name},
                    f"issues_issue_bulk_{name}_all",
                )
            )
        own.append(
            path(
                "bulk/report/",
                view(partial(bulk_report.show, self)),
                name="issues_issue_bulk_report",
            )
        )
        own.append(path("<int:pk>/fix/", view(partial(page.fix, self)), name="issues_issue_fix"))
        own.append(
            path(
                "<int:pk>/undo/<int:applied>/",
                view(partial(page.fix, self)),
                name="issues_issue_undo",
            )
        )
        return [*own, *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return page.show(self, request, object_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(
            reverse("admin:issues_issue_change", args=[object_id]) + "#events"
        )

    # --- an issue that staff write down

    def save_model(self, request: HttpRequest, obj: Issue, form: Any, change: bool) -> None:
        """Store a new issue as all issues are stored: with its event and its mail."""
        obj.origin = Origin.STAFF
        for name, value in subject.values(obj.member, obj.chamber).items():
            setattr(obj, name, value)
        triage.open_issues([obj], Actor(user=cast("User", request.user)))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {
            name: value
            for name, value in super().get_changeform_initial_data(request).items()
            if name in self.form.base_fields
        }

"""The filters above the list of issues. Without any, the list contains the active issues."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone

from issues.admin.attention import answered, reopened, waking
from issues.admin.forms import staff
from issues.models import Issue
from issues.models.choices import ACTIVE, Origin, Priority, Severity, Status
from members.models import Chamber, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest

#: Replaces the name of a check for issues that no check found. No check has this name.
NO_CHECK = "reports"
#: The age in days at which each choice begins.
AGES = {"today": 0, "week": 7, "month": 30}


class Choice(admin.SimpleListFilter, ABC):
    """A filter with choices; an unknown one matches nothing. `default` labels the empty choice."""

    default = "any"

    @abstractmethod
    def matching(self, value: str, issues: QuerySet[Issue]) -> QuerySet[Issue]:
        """Return the issues that match one of the choices."""

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if not value:
            return queryset
        choices = {str(choice) for choice, _ in self.lookup_choices}
        return self.matching(value, queryset) if value in choices else queryset.none()


class StatusFilter(Choice):
    title = "status"
    parameter_name = "status"
    default = "Waiting"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [
            ("all", "All"),
            *((status.spelling, status.label.capitalize()) for status in Status),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return (
            super().queryset(request, queryset)
            if self.value()
            else queryset.filter(status__in=ACTIVE)
        )

    def matching(self, value: str, issues: QuerySet[Issue]) -> QuerySet[Issue]:
        return issues if value == "all" else issues.filter(status=Status[value.upper()])


class IssueNeedsFilter(Choice):
    title = "attention"
    parameter_name = "needs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [
            ("reopened", "Reopened"),
            ("answered", "Reporter wrote again"),
            ("waking", "Snooze ends soon"),
            ("fixable", "Has a fix"),
        ]

    def matching(self, value: str, issues: QuerySet[Issue]) -> QuerySet[Issue]:
        if value == "fixable":
            return issues.filter(status__in=ACTIVE).exclude(fixes=[])
        if value == "answered":
            return answered(issues)
        return reopened(issues) if value == "reopened" else issues.filter(waking())


class SeverityFilter(Choice):
    title = "severity"
    parameter_name = "severity"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(severity.value, severity.label.capitalize()) for severity in Severity]

    def matching(self, value: str, issues: QuerySet[Issue]) -> QuerySet[Issue]:
        return issues.filter(severity=value)


class PriorityFilter(Choice):
    title = "priority"
    parameter_name = "priority"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(str(priority.value), priority.label.capitalize()) for priority in Priority]

    def matching(self, value: str, issues: QuerySet[Issue]) -> QuerySet[Issue]:
        return issues.filter(priority=int(value))


class CheckFilter(Choice):
    """The filter by check. Mails link here with the name of a check, whose issues may be gone."""

    title = "check"
    parameter_name = "check_name"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        names = (
            Issue.objects.exclude(check_name="")
            .order_by("check_name")
            .values_list("check_name", flat=True)
            .distinct()
        )
        found = sorted({*names, *filter(None, [self.value()])} - {NO_CHECK})
        return [*((name, name) for name in found), (NO_CHECK, "no check: reports and notes")]

    def matching(self, value: str, issues: QuerySet[Issue]) -> QuerySet[Issue]:
        return issues.filter(check_name="" if value == NO_CHECK else value)


class SourceFilter(Choice):
    """The filter by official list. An issue from several lists is found under each of them."""

    title = "source"
    parameter_name = "source"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        slugs = {*Source.objects.values_list("slug", flat=True), *filter(None, [self.value()])}
        return [(slug, slug) for slug in sorted(slugs)]

    def matching(self, value: str, issues: QuerySet[Issue]) -> QuerySet[Issue]:
        return issues.filter(pk__in=Issue.objects.of_source(value).values("pk"))


class ChamberFilter(Choice):
    """The filter by chamber. An issue about several chambers is found under each of them."""

    title = "chamber"
    parameter_name = "chamber"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        concerned = Chamber.objects.filter(
            Q(pk__in=Issue.objects.values("chamber")) | Q(slug=self.value() or "")
        )
        return [(slug, f"{slug}: {name}") for slug, name in concerned.values_list("slug", "name")]

    def matching(self, value: str, issues: QuerySet[Issue]) -> QuerySet[Issue]:
        return issues.filter(Q(chamber__slug=value) | Q(chamber_slugs__icontains=f'"{value}"'))


class OriginFilter(Choice):
    title = "origin"
    parameter_name = "origin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [(origin.value, origin.label.capitalize()) for origin in Origin]

    def matching(self, value: str, issues: QuerySet[Issue]) -> QuerySet[Issue]:
        return issues.filter(origin=value)


class AssigneeFilter(Choice):
    """The filter by assignee: all staff, and people who left while issues were assigned to them."""

    title = "assignee"
    parameter_name = "assignee"

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.user = request.user
        super().__init__(request, *args)

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        holding = get_user_model().objects.filter(
            pk__in=Issue.objects.exclude(assignee=None).values("assignee")
        )
        people: list[User] = sorted({*staff(), *holding} - {request.user}, key=str)
        return [("me", "Me"), ("nobody", "Nobody"), *((str(user.pk), str(user)) for user in people)]

    def matching(self, value: str, issues: QuerySet[Issue]) -> QuerySet[Issue]:
        if value == "nobody":
            return issues.filter(assignee=None)
        return issues.filter(assignee=self.user.pk if value == "me" else int(value))


class AgeFilter(Choice):
    title = "age"
    parameter_name = "age"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [
            ("today", "Today"),
            ("week", "Past 7 days"),
            ("month", "Past 30 days"),
            ("older", "Older"),
        ]

    def matching(self, value: str, issues: QuerySet[Issue]) -> QuerySet[Issue]:
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        if value == "older":
            return issues.filter(first_seen__lt=midnight - timedelta(days=AGES["month"]))
        return issues.filter(first_seen__gte=midnight - timedelta(days=AGES[value]))


FILTERS: list[type[admin.ListFilter] | str] = [
    StatusFilter,
    IssueNeedsFilter,
    SeverityFilter,
    AssigneeFilter,
    CheckFilter,
    SourceFilter,
    ChamberFilter,
    OriginFilter,
    AgeFilter,
    PriorityFilter,
]

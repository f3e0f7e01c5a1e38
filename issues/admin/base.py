"""The admin class of issues and reports: triage, and who may do it."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from members.admin.base import Styled

Row = TypeVar("Row", bound=Model)


class TriageAdmin(Styled, ModelAdmin[Row]):
    """An admin whose list offers actions to those who may triage."""

    def has_triage_permission(self, request: HttpRequest) -> bool:
        """True if the user may triage issues."""
        return request.user.has_perm("issues.triage_issue")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if request.method == "POST" and not self.has_triage_permission(request):
            raise PermissionDenied
        return super().changelist_view(request, extra_context)

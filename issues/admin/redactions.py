"""What was redacted: seen, never changed. `manage.py redact` does it."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from issues.models import Redaction


@admin.register(Redaction)
class RedactionAdmin(admin.ModelAdmin[Redaction]):
    list_display = ["at", "by", "reason", "rows"]
    fields = ["at", "by", "reason", "where"]
    readonly_fields = ["where"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Redaction | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Redaction | None = None) -> bool:
        return False

    @admin.display(description="rows")
    def rows(self, redaction: Redaction) -> int:
        return sum(redaction.places.values())

    @admin.display(description="where it stood")
    def where(self, redaction: Redaction) -> str:
        return ", ".join(f"{place}: {count}" for place, count in sorted(redaction.places.items()))

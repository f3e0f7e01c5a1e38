"""Redactions in the admin, read only. `manage.py redact` makes them."""

from __future__ import annotations

from django.contrib import admin

from issues.models import Redaction
from members.admin.base import ReadOnly


@admin.register(Redaction)
class RedactionAdmin(ReadOnly, admin.ModelAdmin[Redaction]):
    list_display = ["at", "by", "reason", "rows"]
    fields = ["at", "by", "reason", "where"]
    readonly_fields = ["where"]

    @admin.display(description="rows")
    def rows(self, redaction: Redaction) -> int:
        return sum(redaction.places.values())

    @admin.display(description="where it was")
    def where(self, redaction: Redaction) -> str:
        return ", ".join(f"{place}: {count}" for place, count in sorted(redaction.places.items()))

"""What admins of any app share: rights that nobody has, and the look of our own pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


class NeverAdded:
    """For rows that no form adds."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NeverChanged:
    """For rows that no form changes."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NeverDeleted:
    """For rows that no page deletes."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnly(NeverAdded, NeverChanged, NeverDeleted):
    """For rows that the admin only shows."""


class Styled:
    """For pages that need more style than Django's own."""

    class Media:
        css = {"all": ["admin-triage.css"]}

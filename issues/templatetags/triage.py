"""The template tags for the panel on the admin's first page and the filters of the issue list."""

from __future__ import annotations

from typing import Any

from django import template

from issues.admin.dashboard import build_dashboard

register = template.Library()


@register.inclusion_tag("admin/dashboard.html", takes_context=True)
def dashboard(context: template.Context) -> dict[str, Any]:
    """Return the context of the panel that shows the user what needs doing now."""
    return {"dashboard": build_dashboard(context["user"]), "perms": context["perms"]}


@register.inclusion_tag("admin/issues/issue/filters.html")
def filters(cl: Any) -> dict[str, Any]:
    """Return the context of a changelist's filters, one form that works without JavaScript."""
    specs = [
        {
            "name": spec.parameter_name,
            "title": spec.title,
            "default": spec.default,
            "value": spec.value() or "",
            "options": [(str(value), words) for value, words in spec.lookup_choices],
        }
        for spec in cl.filter_specs
    ]
    return {"cl": cl, "filters": specs, "ordering": cl.params.get("o", "")}

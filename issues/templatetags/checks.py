"""The template filter that shows a check's docstring on a page."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from issues.findings import catalogue

register = template.Library()


@register.filter
def prose(text: str) -> SafeString:
    """Return a sentence of a docstring as HTML, with the text between backticks as code."""
    parts = enumerate(catalogue.sentence(text).split("`"))
    return format_html_join(
        "",
        "{}",
        ((format_html("<code>{}</code>", part) if number % 2 else part,) for number, part in parts),
    )

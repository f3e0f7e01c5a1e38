"""The columns of the list of issues."""

from __future__ import annotations

from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.timesince import timesince

from issues.admin import issue_display
from issues.models import Issue
from members import fields


class IssueColumns:
    """The columns that the list makes of an issue, by their names in `list_display`."""

    @admin.display(description="severity", ordering="rank")
    def severity_word(self, issue: Issue) -> SafeString:
        kind = issue_display.kind(issue)
        return format_html('<span class="severity severity-{}">{}</span>', kind, kind)

    @admin.display(description="what", ordering="issue")
    def what(self, issue: Issue) -> str:
        return Truncator(" ".join(issue.issue.split())).chars(140) or issue.summary

    @admin.display(description="about", ordering="label")
    def about(self, issue: Issue) -> SafeString:
        return format_html(
            '<bdi>{}</bdi><span class="chamber">{}</span>',
            issue.member or issue.label,
            issue.chamber.slug if issue.chamber else "",
        )

    @admin.display(description="field", ordering="field")
    def field_words(self, issue: Issue) -> str:
        return fields.label(issue.field)

    @admin.display(description="found by", ordering="check_name")
    def found_by(self, issue: Issue) -> SafeString:
        return format_html(
            '{}<span class="chamber">{}</span>', issue.check_name, issue.get_origin_display()
        )

    @admin.display(description="status", ordering="status")
    def status_word(self, issue: Issue) -> SafeString:
        until = f" until {issue.snoozed_until:%-d %b}" if issue.snoozed_until else ""
        flaps = ", flapping" if issue.is_flapping else ""
        return format_html(
            '<span class="status status-{}">{}{}{}</span>',
            issue.status,
            issue.get_status_display(),
            until,
            flaps,
        )

    @admin.display(description="priority", ordering="priority")
    def priority_word(self, issue: Issue) -> SafeString:
        return format_html(
            '<span class="priority priority-{}">{}</span>',
            issue.priority,
            issue.get_priority_display(),
        )

    @admin.display(description="age", ordering="first_seen")
    def age(self, issue: Issue) -> SafeString:
        seen = timezone.localtime(issue.first_seen)
        return format_html(
            '<time datetime="{}" title="{}">{}</time>',
            seen.isoformat(),
            f"{seen:%-d %B %Y, %H:%M}",
            timesince(seen, depth=1),
        )

"""The mail that is queued: seen, and sent again by POST. The library's own page sends on a GET, which any other page could cause."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from post_office.admin import EmailAdmin, LogInline
from post_office.models import STATUS, Attachment, Email, EmailTemplate, Log

from issues import people
from issues.delivery import undelivered

for _model in (Email, EmailTemplate, Attachment, Log):
    admin.site.unregister(_model)


#: What would send on a GET, and what shows the HTML of a message.
LEFT_OUT = ("resend", "post_office_email_preview", "post_office_email_image")


class UndeliveredFilter(admin.SimpleListFilter):
    title = "delivery"
    parameter_name = "undelivered"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Failed, or waiting for a day")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(undelivered()) if self.value() else queryset


@admin.register(Email)
class MailAdmin(EmailAdmin):  # type: ignore[misc]
    list_display = ["shortened_subject", "to_display", "status", "created", "number_of_retries"]
    list_display_links = ["shortened_subject"]
    list_filter = [UndeliveredFilter, "status", "created"]
    actions = ["send_again"]
    inlines = [LogInline]
    #: The text alone: the HTML says the same, with styles of its own.
    fields = ["status", "from_email", "to", "subject", "message", "message_id", "created", "last_updated", "scheduled_time"]
    readonly_fields = fields
    change_form_template = "admin/change_form.html"
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without the links that open somebody's account."""
        mail: QuerySet[Any] = super().get_queryset(request)
        return mail if request.user.is_superuser else mail.exclude(headers__has_key=people.SECRET)

    def get_urls(self) -> list[URLPattern]:
        return [url for url in super().get_urls() if url.name not in LEFT_OUT]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[tuple[str | None, dict[str, Any]]]:
        return [(None, {"fields": self.fields})]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_requeue_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("post_office.change_email")

    @admin.action(description="Send again what could not be sent", permissions=["requeue"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        queued = queryset.exclude(status=STATUS.sent).update(status=STATUS.queued, scheduled_time=None)
        self.message_user(request, f"Goes out with the next delivery: {queued}.", messages.SUCCESS if queued else messages.WARNING)

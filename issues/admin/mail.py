"""Mail in the admin: staff read it, send it again, or put it aside."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from issues.mail.delivery import undelivered
from issues.models import Mail
from members.admin.base import ReadOnly

State = Mail.State
#: States in which staff may still decide about a mail.
UNDELIVERED = (State.QUEUED, State.FAILED, State.REFUSED, State.SET_ASIDE, State.HELD, State.UNMADE)
#: The secret part of an address that opens a report or an account.
SECRET = re.compile(r"(/reports/|/admin/reset/)\S+")


class UndeliveredFilter(admin.SimpleListFilter):
    title = "delivery"
    parameter_name = "undelivered"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Failed, not made, or waiting for over a day")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(undelivered()) if self.value() else queryset


@admin.register(Mail)
class MailAdmin(ReadOnly, admin.ModelAdmin[Mail]):
    list_display = ["subject", "recipient", "state", "created_at", "tries"]
    list_filter = [UndeliveredFilter, "state", "audience", "created_at"]
    search_fields = ["subject", "recipient"]
    actions = ["send_again", "put_aside"]
    #: The HTML is left out, as it has the same content as the text.
    fields = [
        "state",
        "error",
        "sender",
        "recipient",
        "reply_to",
        "subject",
        "shown_text",
        "message_id",
    ]
    fields += ["created_at", "due_at", "sent_at", "tries"]
    readonly_fields = ["shown_text"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mail]:
        """Return the mail, without links that open an account unless the user is a superuser."""
        mail = super().get_queryset(request)
        return (
            mail
            if getattr(request.user, "is_superuser", False)
            else mail.exclude(audience=Mail.Audience.ACCOUNT)
        )

    def has_settle_permission(self, request: HttpRequest) -> bool:
        """True if the user may decide about undelivered mail."""
        return request.user.has_perm("issues.triage_issue")

    @admin.display(description="text")
    def shown_text(self, mail: Mail) -> str:
        """Return the text without the secret links that open its reader's report or account."""
        return (
            mail.text
            if mail.audience == Mail.Audience.STAFF
            else SECRET.sub(r"\1[hidden]", mail.text)
        )

    @admin.action(description="Send again what could not be sent", permissions=["settle"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        queued = queryset.filter(state__in=UNDELIVERED).update(
            state=State.QUEUED, due_at=timezone.now(), tries=0
        )
        self.message_user(
            request,
            f"Queued for the next delivery: {queued}.",
            messages.SUCCESS if queued else messages.WARNING,
        )

    @admin.action(description="Put aside what could not be sent", permissions=["settle"])
    def put_aside(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        aside = queryset.filter(state__in=UNDELIVERED).update(
            state=State.SET_ASIDE, due_at=timezone.now()
        )
        self.message_user(
            request,
            f"Put aside, and not sent: {aside}.",
            messages.SUCCESS if aside else messages.WARNING,
        )

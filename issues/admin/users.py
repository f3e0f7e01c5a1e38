"""Users in the admin, with links to choose a password and a hint about groups."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest

from issues.accounts import invitations

admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(UserAdmin[User]):
    actions = ["send_link"]

    @admin.action(description="Send a link to choose a password", permissions=["change"])
    def send_link(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        reached = [user for user in queryset if user.is_active and user.email]
        for user in reached:
            invitations.send_link(user, "invited")
        if reached:
            self.message_user(
                request, f"Queued for the next delivery: {len(reached)}.", messages.SUCCESS
            )
        if left := len(queryset) - len(reached):
            self.message_user(
                request,
                f"Left out, without an e-mail address or not active: {left}.",
                messages.WARNING,
            )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["help_text"] = (
                "Triagers work on issues, Viewers look at them. To log in here, either needs "
                "“Staff status” as well."
            )
        return super().formfield_for_manytomany(db_field, request, **kwargs)

"""Users in the admin, with a word on what a group alone does not give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.http import HttpRequest

if TYPE_CHECKING:
    Base = UserAdmin[User]
else:
    Base = UserAdmin

admin.site.unregister(User)


@admin.register(User)
class PersonAdmin(Base):
    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs["help_text"] = "Triagers work on issues, Viewers look at them. To log in here, either needs “Staff status” as well."
        return super().formfield_for_manytomany(db_field, request, **kwargs)

"""What admins of any app share: rights that nobody has, views that take a POST alone, and what
pages of our own have in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

AGAIN = "Not done: you had to log in first, and what you sent is gone. Do it again."

Admin = TypeVar("Admin", bound=ModelAdmin[Any])
Given = ParamSpec("Given")
View = Callable[Concatenate[Admin, HttpRequest, Given], HttpResponse]


def posted(back: Callable[..., str]) -> Callable[[View[Admin, Given]], View[Admin, Given]]:
    """Let only a POST through to the view. Any other request is sent to the address that `back`
    makes of the view's arguments.

    Whoever had to log in first comes back with a GET, as Django's log-in page cannot send a form
    again.
    """

    def decorate(view: View[Admin, Given]) -> View[Admin, Given]:
        @wraps(view)
        def posted_view(
            admin: Admin, request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs
        ) -> HttpResponse:
            if request.method == "POST":
                return view(admin, request, *args, **kwargs)
            admin.message_user(request, AGAIN, messages.WARNING)
            return HttpResponseRedirect(back(request, *args, **kwargs))

        return posted_view

    return decorate


def page_context(admin: ModelAdmin[Any], request: HttpRequest, title: str) -> dict[str, Any]:
    """Return what Django's templates need for a page of that admin."""
    return {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "media": admin.media,
        "title": title,
    }


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

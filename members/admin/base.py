"""Parts for the admins of every app: permissions that nobody has, views that take only a POST, and
the context of pages of our own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

AGAIN = "Not done: you had to log in first, so what you sent was lost. Please do it again."

Admin = TypeVar("Admin", bound=ModelAdmin[Any])
Given = ParamSpec("Given")
View = Callable[Concatenate[Admin, HttpRequest, Given], HttpResponse]


def posted(back: Callable[..., str]) -> Callable[[View[Admin, Given]], View[Admin, Given]]:
    """Pass only a POST on to the view, and redirect any other request to the address that `back`
    returns for the view's arguments.

    People who had to log in first come back with a GET, as Django's log-in page cannot send a form
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
    """Return the context that Django's templates need for a page of that admin."""
    return {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "media": admin.media,
        "title": title,
    }


class NeverAdded:
    """A mixin for rows that no form adds."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NeverChanged:
    """A mixin for rows that no form changes."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NeverDeleted:
    """A mixin for rows that no page deletes."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnly(NeverAdded, NeverChanged, NeverDeleted):
    """A mixin for rows that the admin only shows."""


class Styled:
    """A mixin for pages that need a stylesheet besides Django's own."""

    class Media:
        css = {"all": ["admin-triage.css"]}

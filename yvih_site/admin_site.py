"""The site of the admin, with guards for every list and form on it, whichever app or library it
comes from."""

from __future__ import annotations

from collections.abc import Iterable
from functools import wraps
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db.models import Model
from django.forms.formsets import TOTAL_FORM_COUNT
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, reverse

from issues.accounts import invitations, logins
from yvih_site.guarded_admin import Guarded

#: The number of rows that a table on a page may have. An import brings 100 at most.
ROWS = forms.IntegerField(min_value=0, max_value=200)


class StaffSite(admin.AdminSite):
    """Django's admin site without `r/<content type>/<pk>/`, which would lead all staff to the page
    of any reporter."""

    login_form = logins.LogInForm

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[Any] | None = None,
        **options: Any,
    ) -> None:
        base = admin_class or admin.ModelAdmin
        super().register(
            model_or_iterable,
            type(base.__name__, (Guarded, base), {"__module__": base.__module__}),
            **options,
        )

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Wrap the view so that it answers 400 to a form that our pages cannot have sent."""

        @wraps(view)
        def readable(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            for name, texts in request.POST.lists():
                _refuse_nonsense(name, [str(text) for text in texts])
            answer: HttpResponse = view(request, *args, **kwargs)
            return answer

        return super().admin_view(readable, cacheable)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [url for url in super().get_urls() if getattr(url, "name", None) != "view_on_site"]

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().login(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            logins.remember(response, request.user.get_username())
        return response

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Return Django's page with our own form, which Django has no option for."""
        view = PasswordChangeView.as_view(
            form_class=invitations.PasswordForm,
            success_url=reverse("admin:password_change_done"),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )
        return cast("TemplateResponse", view(request))

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Return suggestions, only for fields that an admin lists in `autocomplete_fields`."""
        asked = [request.GET.get(name) for name in ("app_label", "model_name", "field_name")]
        for model, model_admin in self._registry.items():
            for field in model_admin.get_autocomplete_fields(request):
                if asked == [model._meta.app_label, model._meta.model_name, field]:
                    return super().autocomplete_view(request)
        raise PermissionDenied


def _refuse_nonsense(name: str, texts: list[str]) -> None:
    """Raise BadRequest for a NUL character, which no database stores and nobody types, and for more
    rows than a page can have.

    Django would spend many seconds making 2,000 rows that do not exist.
    """
    if any("\0" in text for text in (name, *texts)):
        raise BadRequest("The form contains a NUL character.")
    if name.endswith(f"-{TOTAL_FORM_COUNT}"):
        try:
            ROWS.clean(texts[-1])
        except ValidationError as error:
            raise BadRequest("The form has more rows than a page can have.") from error

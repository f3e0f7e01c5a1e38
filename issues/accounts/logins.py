"""How often somebody may try to log in: from one address, and with one user name from everywhere.

Ten failures from one address (`AXES_FAILURE_LIMIT`) stop that address, whichever names were tried.
Failures with one name from many addresses stop that name; but not in a browser that logged in with
it before, so that nobody locks its owner out. A new password by the mailed link proves the owner:
the failures with that name from that address are forgotten, no others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django import forms
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import SetPasswordForm, UsernameField
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from issues import client_address

if TYPE_CHECKING:
    Handler = object
else:
    Handler = AxesDatabaseHandler

#: So many failures with one name, from wherever, stop that name until they are a quarter of an hour
#: old.
NAME_LIMIT = 30
#: The cookie of a browser that logged in with a name: a keyed hash of the name. In seconds, how
#: long it lasts.
KNOWN = "loggedinbefore"
KNOWN_FOR = 90 * 24 * 3600


class LogInForm(AdminAuthenticationForm):
    """Refuses what no account can have before anything of it is counted, stored or looked up."""

    username = UsernameField(
        max_length=User._meta.get_field("username").max_length,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )

    def confirm_login_allowed(self, user: User) -> None:
        """The right password of somebody who may not come in counts as a wrong one, and is answered
        as one."""
        try:
            super().confirm_login_allowed(user)
        except ValidationError:
            user_login_failed.send(
                sender=__name__, credentials={"username": user.get_username()}, request=self.request
            )
            raise


class Attempts(Handler):
    """The failures that django-axes stores, counted by address (its own way) and by name."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        if super().is_locked(request, credentials):  # type: ignore[misc]
            return True
        return self._is_name_locked(request, credentials)

    def _is_name_locked(self, request: HttpRequest, credentials: dict[str, Any] | None) -> bool:
        name = get_client_username(request, credentials)
        if not name or _is_known(request, name):
            return False
        recent = AccessAttempt.objects.filter(
            username=name, attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME
        )
        return (
            recent.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
        ) >= NAME_LIMIT

    def reset_user_attempts(
        self, request: HttpRequest, credentials: dict[str, Any] | None = None
    ) -> int:
        """Forget failures with this name from this address. Whoever has an account could else guess
        at others between log-ins."""
        name = get_client_username(request, credentials)
        address = request.axes_ip_address  # type: ignore[attr-defined]
        deleted, _ = AccessAttempt.objects.filter(username=name, ip_address=address).delete()
        return int(deleted)


class NewPasswordView(PasswordResetConfirmView):
    """The page behind the mailed link. Whoever has the mailbox owns the name, and may log in at
    once from this browser."""

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        response = super().form_valid(form)
        name = form.user.get_username()
        # Other names' failures stay: whoever has an account could else guess at others between
        # resets.
        AccessAttempt.objects.filter(
            username=name, ip_address=client_address.of_login(self.request)
        ).delete()
        remember(response, name)
        return response


def remember(response: HttpResponse, name: str) -> None:
    """Mark the browser as one in which the owner of this name was."""
    response.set_cookie(
        KNOWN,
        _mark(name),
        max_age=KNOWN_FOR,
        path=reverse("admin:login"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _is_known(request: HttpRequest, name: str) -> bool:
    return constant_time_compare(request.COOKIES.get(KNOWN, ""), _mark(name))


def _mark(name: str) -> str:
    return salted_hmac("issues.accounts.logins", name, algorithm="sha256").hexdigest()

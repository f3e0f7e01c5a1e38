"""Limits on failed log-ins, for each internet address and for each user name.

After ten failures (`AXES_FAILURE_LIMIT`) an address is locked, whichever names were tried. A name
is locked after failures from many addresses, except in browsers that have logged in with it before,
so that nobody can lock its owner out. Choosing a new password by the mailed link proves the owner:
it clears the failures with that name from that address, and no others.
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

#: Failures with one name, from anywhere, that lock it. They count for a quarter of an hour.
NAME_LIMIT = 30
#: The cookie of a browser that has logged in with a name. Its value is a keyed hash of the name.
COOKIE = "loggedinbefore"
#: Part of every cookie that browsers keep. It need not be the name of this module.
SALT = "issues.logins"
#: The cookie's lifetime in seconds.
COOKIE_AGE = 90 * 24 * 3600


class LogInForm(AdminAuthenticationForm):
    """The log-in form, which refuses impossible names before anything is counted or looked up."""

    username = UsernameField(
        max_length=User._meta.get_field("username").max_length,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )

    def confirm_login_allowed(self, user: User) -> None:
        """Refuse users who may not log in, counting and answering as for a wrong password."""
        try:
            super().confirm_login_allowed(user)
        except ValidationError:
            user_login_failed.send(
                sender=__name__, credentials={"username": user.get_username()}, request=self.request
            )
            raise


class Attempts(Handler):
    """The failures that django-axes stores, counted by address as it does, and also by name."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        """True if the address or the name is locked."""
        if super().is_locked(request, credentials):  # type: ignore[misc]
            return True
        return self._is_name_locked(request, credentials)

    def _is_name_locked(self, request: HttpRequest, credentials: dict[str, Any] | None) -> bool:
        name = get_client_username(request, credentials)
        if not name or _has_logged_in(request, name):
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
        """Clear the failures with this name from this address, and return their number.

        Failures with other names stay. Otherwise people could log in to their own account between
        guesses at others.
        """
        name = get_client_username(request, credentials)
        address = request.axes_ip_address  # type: ignore[attr-defined]
        deleted, _ = AccessAttempt.objects.filter(username=name, ip_address=address).delete()
        return int(deleted)


class NewPasswordView(PasswordResetConfirmView):
    """The page behind the mailed link.

    The person who has the mailbox owns the name, and may log in at once from this browser.
    """

    def form_valid(self, form: SetPasswordForm[User]) -> HttpResponse:
        """Store the new password, and clear the failures with this name from this address."""
        response = super().form_valid(form)
        name = form.user.get_username()
        # Failures with other names stay. Otherwise people could reset their own password between
        # guesses at others.
        AccessAttempt.objects.filter(
            username=name, ip_address=client_address.of_login(self.request)
        ).delete()
        remember(response, name)
        return response


def remember(response: HttpResponse, name: str) -> None:
    """Mark the browser as one that the owner of this name has used."""
    response.set_cookie(
        COOKIE,
        _mark(name),
        max_age=COOKIE_AGE,
        path=reverse("admin:login"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _has_logged_in(request: HttpRequest, name: str) -> bool:
    return constant_time_compare(request.COOKIES.get(COOKIE, ""), _mark(name))


def _mark(name: str) -> str:
    return salted_hmac(SALT, name, algorithm="sha256").hexdigest()

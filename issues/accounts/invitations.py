"""Links by which staff choose a password: by invitation, or because they forgot it.

Mail with such a link is queued like all mail. It is marked, so that others with access to the queue
do not see it.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from issues import client_address, throttle
from issues.mail import confirmation, unsendable
from issues.models import LinkRequest, Mail

#: Links sent to one mailbox in an hour, at most.
LINKS = 3
#: Requests for a link accepted from one internet address in an hour.
ASKED = 10
#: Attempts in an hour at the old password of an account that is logged in.
TYPED = 10

TOO_OFTEN = (
    "Too many attempts. Wait for an hour, or log out and ask for a link to choose a new password."
)
SUBJECTS = {
    "invited": "Your account for Your Voice in House",
    "forgotten": "Choose a new password for Your Voice in House",
}


def invite(username: str, email: str, groups: list[Group], superuser: bool = False) -> User:
    """Create a staff account, and send its owner a link to choose the password.

    Raises ValidationError if the user name or the e-mail address is not valid or already in use.
    """
    validate_email(email)
    if User.objects.filter(email__iexact=email).exists():
        raise ValidationError({"email": [f"{email} already has an account."]})
    user = User(
        username=username,
        email=User.objects.normalize_email(email),
        is_staff=True,
        is_superuser=superuser,
    )
    user.set_unusable_password()
    user.full_clean()
    with transaction.atomic():
        user.save()
        user.groups.set(groups)
        send_link(user, "invited")
    return user


def send_link(user: User, why: str) -> None:
    """Queue the mail with a link to choose a password. `why` is `invited` or `forgotten`."""
    if not user.has_usable_password():
        # A random password, as people without one cannot ask for a new link on the site.
        user.set_password(secrets.token_urlsafe(32))
        user.save(update_fields=["password"])
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("password_reset_confirm", args=[uid, default_token_generator.make_token(user)])
    days = settings.PASSWORD_RESET_TIMEOUT // timedelta(days=1).total_seconds()
    context = {
        "user": user,
        "url": settings.SITE_URL + path,
        "site": settings.SITE_URL,
        "why": why,
        "days": int(days),
    }
    text = render_to_string("mail/login.txt", context)
    queue = get_connection(kind="login", audience=Mail.Audience.ACCOUNT)
    EmailMessage(
        SUBJECTS[why], text, None, [user.email], reply_to=settings.ISSUE_EMAILS, connection=queue
    ).send()


class PasswordForm(AdminPasswordChangeForm):
    """The form to change a password, with a limit on attempts at the old one.

    Nobody can guess it at a browser that its owner left logged in.
    """

    def clean_old_password(self) -> str:
        """Return the old password. Raises ValidationError if it is wrong or tried too often."""
        if not throttle.allow("old passwords of", str(self.user.pk), throttle.HOUR, TYPED):
            raise ValidationError(TOO_OFTEN, code="too_often")
        return str(super().clean_old_password())


class LinkForm(PasswordResetForm):
    """The form to ask for a link, which only records the request.

    The account is looked up later, so neither the answer nor its timing reveals if there is one.
    """

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Record the request, unless there were too many for the mailbox or from the address."""
        email = self.cleaned_data["email"]
        if throttle.allow(
            "links asked from", client_address.of_request(kwargs["request"]), throttle.HOUR, ASKED
        ) and throttle.allow("links asked for", confirmation.mailbox(email), throttle.HOUR, LINKS):
            LinkRequest.objects.create(email=email)


def answer_requests() -> None:
    """Queue a link for each request since the last delivery whose sender has an account.

    Each request is deleted first, so that one that cannot be answered delays the mail only once.
    The person can ask again.
    """
    for asked in list(LinkRequest.objects.order_by("pk")):
        if LinkRequest.objects.filter(pk=asked.pk).delete()[0]:  # 0: another host was faster
            _answer(asked.email)


def _answer(email: str) -> None:
    for user in PasswordResetForm().get_users(email):
        if isinstance(user, User):
            with unsendable.store_plain_on_failure(
                "login", Mail.Audience.ACCOUNT, SUBJECTS["forgotten"], [user.email], []
            ):
                send_link(user, "forgotten")

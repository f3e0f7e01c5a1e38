"""Keyed hashes in links, forms, cookies and rows, which outlive an upgrade."""

from __future__ import annotations

from unittest import mock

from django.http import HttpResponse
from django.test import override_settings

from issues import lease, throttle
from issues.accounts import logins
from issues.mail import confirmation
from issues.models import Issue
from issues.reports import form_token, intake, subjects


@override_settings(SECRET_KEY="the same for every record")
def collect() -> dict[str, str]:
    """Return the hash of each kind for fixed data, secret and time."""
    answer = HttpResponse()
    logins.remember(answer, "anna")
    about = subjects.Subject(None, "email", "ada-quill")
    with mock.patch("time.time", return_value=0), mock.patch("secrets.token_urlsafe", str):
        form = form_token.new_key()
    return {
        "a form": form,
        "a link to confirm": confirmation.key(Issue(token="token", email="ada@example.org")),
        "a browser that has logged in": answer.cookies[logins.COOKIE].value,
        "a report": intake.token("key", about, intake.Content("It bounces.")),
        "a lease": lease.holder_hash("holder"),
        "a place that sends": throttle._key("report", "127.0.0.1"),
    }

"""The intake of reports from the public.

Each is stored once, however often it is sent, in one transaction with its mail.
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from issues import client_address, throttle, triage
from issues.fixes import proposals
from issues.mail import notifications
from issues.models import Issue, QuarantinedReport, new_token
from issues.models.choices import Origin
from issues.reports import form_token
from issues.reports.subjects import Subject
from issues.triage import Actor


@dataclass(frozen=True)
class Content:
    """The cleaned fields of a report form."""

    issue: str
    proposed: str = ""
    source: str = ""
    name: str = ""
    email: str = ""


def token(key: str, about: Subject, content: Content) -> str:
    """Return the token of a report: the same for the same content from the same copy of the form.

    Without a key each call returns a new token. The token is a keyed hash: senders can choose the
    form's key, and nobody must be able to guess tokens.
    """
    if not key:
        return new_token()
    parts = json.dumps([key, about.slug, about.field, asdict(content)])
    return (
        base64.urlsafe_b64encode(salted_hmac("issues.report", parts, algorithm="sha256").digest())
        .decode()
        .rstrip("=")
    )


def token_of_same_report(sender: str, about: Subject, content: Content) -> str:
    """Return the token of the same report if this sender sent it within the hour, else "".

    Going back in the browser may open a copy of the form with a new key, so the key is not enough.
    """
    since, same = timezone.now() - throttle.HOUR, {"field": about.field, **asdict(content)}
    issues = Issue.objects.filter(
        origin=Origin.PUBLIC,
        first_seen__gte=since,
        member_slugs=about.remembered["member_slugs"],
        **same,
    )
    waiting = QuarantinedReport.objects.filter(received_at__gte=since, slug=about.slug, **same)
    tokens = [*issues.values_list("token", flat=True), *waiting.values_list("token", flat=True)]
    return next(
        (
            token
            for token in tokens
            if throttle.is_counted("report sent", _sent(sender, token), throttle.HOUR)
        ),
        "",
    )


def _sent(sender: str, token: str) -> str:
    return f"{sender} {token}"


def is_received(token: str) -> bool:
    """True if a report with this token was received, as an issue or into quarantine."""
    return (
        Issue.objects.filter(token=token).exists()
        or QuarantinedReport.objects.filter(token=token).exists()
    )


def over_limit(address: str) -> bool:
    """Count one report from an internet address; True if that exceeds the limit for an hour.

    REPORT_LIMIT applies to the address, and multiples of it to the networks around it.
    """
    limit = settings.REPORT_LIMIT
    return limit > 0 and not all(
        throttle.allow("report", network, throttle.HOUR, limit * times)
        for network, times in client_address.wider_networks(address)
    )


def receive(
    token: str, key: str, about: Subject, content: Content, why: str, sender: str = ""
) -> None:
    """Store a report as an issue, or in quarantine if it is doubtful.

    It is doubtful if it looks like spam, for the reason in `why`. It is also doubtful if too many
    reports came with one key or in one hour. A report that is already stored stays as it is and
    counts once, even if it is sent twice at the same moment.
    """
    with transaction.atomic():
        doubt = why or _used_up(key)
        crowd = "" if doubt else _crowd()
        if is_received(token):
            transaction.set_rollback(True)
            return
        throttle.count("report sent", _sent(sender, token), throttle.HOUR)
        if doubt or crowd:
            quarantine(token, about, content, doubt or crowd)
            if crowd and throttle.allow("crowd told", "", throttle.HOUR, 1):
                notifications.reports_quarantined(settings.REPORT_LIMIT_ALL)
        else:
            submit(token, about, content)


def _used_up(key: str) -> str:
    """Count one report with this key; return why it is one too many, or "" if it is not."""
    if throttle.allow("report key", key, form_token.SLOWEST, form_token.REPORTS):
        return ""
    return f"more than {form_token.REPORTS} reports were sent with the same copy of the form"


def _crowd() -> str:
    """Count one report from anywhere; return why it is one too many, or "" if it is not."""
    limit = settings.REPORT_LIMIT_ALL
    if limit <= 0 or throttle.allow("reports", "", throttle.HOUR, limit):
        return ""
    return f"more than {limit} reports came within an hour, from all addresses together"


def submit(token: str, about: Subject, content: Content) -> None:
    """Store a report as an issue, with its event and mail."""
    issue = Issue(
        origin=Origin.PUBLIC,
        token=token,
        field=about.field,
        fixes=proposals.stored_fixes(about.member, about.field, content.proposed),
        **about.remembered,
        **asdict(content),
    )
    triage.open_issues([issue], Actor(reporter=True))


def quarantine(token: str, about: Subject, content: Content, why: str) -> None:
    """Store a doubtful report until staff have looked at it. Sends no mail."""
    kept = {
        "why": why,
        "member": about.member,
        "slug": about.slug,
        "field": about.field,
        **asdict(content),
    }
    QuarantinedReport.objects.get_or_create(token=token, defaults=kept)

"""Taking what the public sends in: stored in one transaction with its mail, once, however often it
is sent."""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.crypto import salted_hmac

from issues import client_address, throttle, triage
from issues.fixes import proposals
from issues.mail import confirmation, notifications
from issues.models import Issue, IssueEvent, QuarantinedReport, new_token
from issues.models.choices import Origin
from issues.models.subject import gone
from issues.models.subject import values as subject_of
from issues.reports import form_token
from issues.triage import Actor
from members import fields
from members.models import Member

HOUR = timedelta(hours=1)
#: So many texts a reporter may add to one report within an hour.
COMMENTS = 5


@dataclass(frozen=True)
class Content:
    """What somebody typed, cleaned."""

    issue: str
    proposed: str = ""
    source: str = ""
    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Subject:
    """What a report is about: a field of a member, a member, or (neither known) whatever its text
    says."""

    member: Member | None
    field: str
    #: The slug by which it was asked for.
    slug: str = ""

    @property
    def unknown(self) -> bool:
        """Was a member named that is not known?"""
        return bool(self.slug) and self.member is None

    @property
    def remembered(self) -> dict[str, Any]:
        """What an issue remembers of it."""
        return subject_of(self.member) if self.member else gone(self.slug)

    @property
    def label(self) -> str:
        return str(self.remembered["label"])

    @property
    def field_label(self) -> str:
        return fields.label(self.field)

    @property
    def values(self) -> list[str]:
        """What is listed there now."""
        return fields.values(self.member, self.field) if self.member and self.field else []


@dataclass(frozen=True)
class Similar:
    """How many open issues there are about the same thing, and since when."""

    count: int
    since: datetime | None


def subject(slug: str, field: str) -> Subject:
    """What the address of the form names. A word that is no field is taken for none."""
    members = Member.objects.select_related("chamber", "electorate", "party").prefetch_related(
        "emails", "phones", "addresses", "links"
    )
    member = members.filter(slug=slug).first() if slug else None
    return Subject(member, fields.known(field, member) if slug else "", slug)


def similar(about: Subject) -> Similar:
    """The open issues about the same field of the same member: their number and the first day,
    nothing that was written."""
    if about.member is None:
        return Similar(0, None)
    found = (
        Issue.objects.active()
        .about(about.member.pk, about.field)
        .aggregate(count=Count("pk"), since=Min("first_seen"))
    )
    return Similar(**found)


def token(key: str, about: Subject, content: Content) -> str:
    """The token of a report: the same for the same content sent from the same copy of the form,
    which carries the key.

    Without a key it is a new one each time. A keyed hash, as a sender may choose the key, and
    tokens must not be guessed.
    """
    if not key:
        return new_token()
    parts = json.dumps([key, about.slug, about.field, asdict(content)])
    return (
        base64.urlsafe_b64encode(salted_hmac("issues.report", parts, algorithm="sha256").digest())
        .decode()
        .rstrip("=")
    )


def earlier(sender: str, about: Subject, content: Content) -> str:
    """The token of the same report that came from the same sender's address within the hour, "" if
    none did.

    Whoever goes back in the browser and sends once more does so from a copy of the form with a new
    key.
    """
    since, same = timezone.now() - HOUR, {"field": about.field, **asdict(content)}
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
            if throttle.is_counted("report sent", _sent(sender, token), HOUR)
        ),
        "",
    )


def _sent(sender: str, token: str) -> str:
    return f"{sender} {token}"


def exists(token: str) -> bool:
    """Was a report of that token received, be it an issue or in quarantine?"""
    return (
        Issue.objects.filter(token=token).exists()
        or QuarantinedReport.objects.filter(token=token).exists()
    )


def over_limit(address: str) -> bool:
    """Count one more from that address: is it more than REPORT_LIMIT allows in an hour, there or in
    the networks around it?"""
    limit = settings.REPORT_LIMIT
    return limit > 0 and not all(
        throttle.allow("report", network, HOUR, limit * times)
        for network, times in client_address.wider(address)
    )


def receive(
    token: str, key: str, about: Subject, content: Content, why: str, sender: str = ""
) -> None:
    """Store a report: as an issue, or in quarantine if it looks like spam (`why`), or too many came
    by one key or in one hour.

    One that is stored already stays as it is, and counts once, even if it is sent twice at the same
    moment.
    """
    with transaction.atomic():
        doubt = why or _used_up(key)
        crowd = "" if doubt else _crowd()
        if exists(token):
            transaction.set_rollback(True)
            return
        throttle.count("report sent", _sent(sender, token), HOUR)
        if doubt or crowd:
            quarantine(token, about, content, doubt or crowd)
            if crowd and throttle.allow("crowd told", "", HOUR, 1):
                notifications.reports_quarantined(settings.REPORT_LIMIT_ALL)
        else:
            submit(token, about, content)


def _used_up(key: str) -> str:
    """Count one more report by this key; return why it is one too many, "" if it is not."""
    if throttle.allow("report key", key, form_token.SLOWEST, form_token.REPORTS):
        return ""
    return f"more than {form_token.REPORTS} reports were sent with the same copy of the form"


def _crowd() -> str:
    """Count one more report over all addresses; return why it is one too many, "" if it is not."""
    limit = settings.REPORT_LIMIT_ALL
    if limit <= 0 or throttle.allow("reports", "", HOUR, limit):
        return ""
    return f"more than {limit} reports came within an hour, over all addresses"


def submit(token: str, about: Subject, content: Content) -> None:
    """Store a report as an issue, with its event and mail."""
    issue = Issue(
        origin=Origin.PUBLIC,
        token=token,
        field=about.field,
        fixes=proposals.stored(about.member, about.field, content.proposed),
        **about.remembered,
        **asdict(content),
    )
    triage.opened([issue], Actor(reporter=True))


def quarantine(token: str, about: Subject, content: Content, why: str) -> None:
    """Keep a report that looks like spam until staff look at it. Nobody is mailed."""
    kept = {
        "why": why,
        "member": about.member,
        "slug": about.slug,
        "field": about.field,
        **asdict(content),
    }
    QuarantinedReport.objects.get_or_create(token=token, defaults=kept)


def is_written(issue: Issue, text: str) -> bool:
    """Did the reporter write just this, and was nothing closed since? Then it was sent twice."""
    verbs = IssueEvent.Verb
    last = issue.events.filter(verb__in=(verbs.COMMENTED, verbs.RESOLVED, verbs.DISMISSED)).last()
    return last is not None and (last.verb, last.note) == (verbs.COMMENTED, text)


def too_often(issue: Issue) -> bool:
    """Count one more text of this reporter: is it more than their report takes in an hour?"""
    return not throttle.allow("comment", issue.token, HOUR, COMMENTS)


def comment(issue: Issue, text: str) -> None:
    """The reporter wrote again, once, whoever else changes the issue at this moment.

    What comes above the limit over all addresses is kept like any other, and staff are told of all
    of it in one mail an hour.
    """
    with transaction.atomic():
        locked = Issue.objects.select_for_update().get(pk=issue.pk)
        if is_written(locked, text):
            return
        limit = settings.REPORT_LIMIT_ALL
        is_crowd = limit > 0 and not throttle.allow("comments", "", HOUR, limit)
        triage.comment(locked, text, is_mailed=not is_crowd)
        if is_crowd and throttle.allow("comments told", "", HOUR, 1):
            notifications.reporters_wrote(limit)


def confirm(issue: Issue) -> None:
    """The reporter asked for further mail, about all that they reported; asking again changes
    nothing."""
    with transaction.atomic():
        for locked in confirmation.unconfirmed(issue).select_for_update().order_by("pk"):
            triage.confirm(locked)

"""Confirming a report by mail: the mailbox that is written to, and the key that shows that whoever
confirms can read it."""

from django.conf import settings
from django.core.signing import Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from issues.models import Issue
from issues.models.choices import Origin
from issues.models.querysets import IssueQuerySet
from members import normalise


def key(issue: Issue) -> str:
    """A keyed hash of the report's token and its reporter's address."""
    return Signer(salt="issues.mail.confirmation").signature(f"{issue.token} {issue.email}")


def matches(issue: Issue, given: str) -> bool:
    """Is this the key of that report? Compared in constant time."""
    return bool(issue.email) and constant_time_compare(key(issue), given)


def mailbox(address: str) -> str:
    """Return the mailbox that mail to this address most likely reaches: without tag (`+news`), dots
    that Google ignores, and case."""
    local, _, domain = (normalise.email(address) or address.lower()).rpartition("@")
    local = local.partition("+")[0] or local
    if domain in ("gmail.com", "googlemail.com"):
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def unconfirmed(issue: Issue) -> IssueQuerySet[Issue]:
    """Select the report and all that are open of its mailbox, of those of which nobody asked for
    news.

    One mail a day speaks for all reports of a mailbox, so one button does, too.
    """
    waiting = (
        Issue.objects.active()
        .filter(origin=Origin.PUBLIC, confirmed_at=None)
        .exclude(email="")
        .values_list("pk", "email")
    )
    own = mailbox(issue.email)
    return Issue.objects.filter(
        pk__in=[issue.pk, *(pk for pk, email in waiting if mailbox(email) == own)],
        confirmed_at=None,
    )


def url(issue: Issue) -> str:
    """Where the reporter confirms, by a button: mail scanners follow links."""
    return f"{settings.SITE_URL}{reverse('report-confirm', args=[issue.token, key(issue)])}"

"""Confirming a report by mail: the mailbox written to, and the key which proves that a person can
read it.
"""

from django.conf import settings
from django.core.signing import Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from issues.models import Issue
from issues.models.choices import Origin
from issues.models.querysets import IssueQuerySet
from members import normalise

#: Part of every link that was ever sent. It need not be the name of this module.
SALT = "issues.confirmation"


def key(issue: Issue) -> str:
    """Return a keyed hash of the report's token and its reporter's address."""
    return Signer(salt=SALT).signature(f"{issue.token} {issue.email}")


def matches(issue: Issue, given: str) -> bool:
    """True if this is the key of that report. Takes the same time whatever is given."""
    return bool(issue.email) and constant_time_compare(key(issue), given)


def mailbox(address: str) -> str:
    """Return the mailbox that mail to this address most likely reaches.

    Leaves out the tag (`+news`), dots that Google ignores, and case.
    """
    local, _, domain = (normalise.email(address) or address.lower()).rpartition("@")
    local = local.partition("+")[0] or local
    if domain in ("gmail.com", "googlemail.com"):
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def unconfirmed(issue: Issue) -> IssueQuerySet[Issue]:
    """Select the report and all open reports from its mailbox, without those whose reporter has
    asked for mail.

    One mail a day covers all reports of a mailbox, so one button does too.
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
    """Return the address of the page on which the reporter confirms with a button. Mail scanners
    follow links, so a link is not enough.
    """
    return f"{settings.SITE_URL}{reverse('report-confirm', args=[issue.token, key(issue)])}"

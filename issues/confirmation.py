"""The key in a reporter's mail that shows that whoever confirms can read that mailbox."""

from django.conf import settings
from django.core.signing import Signer
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from issues.models import Issue


def key(issue: Issue) -> str:
    """A keyed hash of the report's token and its reporter's address."""
    return Signer(salt="issues.confirmation").signature(f"{issue.token} {issue.email}")


def matches(issue: Issue, given: str) -> bool:
    """Is this the key of that report? Compared in constant time."""
    return bool(issue.email) and constant_time_compare(key(issue), given)


def url(issue: Issue) -> str:
    """Where the reporter confirms, by a button: mail scanners follow links."""
    return f"{settings.SITE_URL}{reverse('report-confirm', args=[issue.token, key(issue)])}"

"""Helpers for the tests of applying fixes: an issue with a fix, and its events."""

from __future__ import annotations

from issues.models import Issue, IssueEvent
from members.models import Email
from tests import factories
from tests.issues.conftest import run

Verb = IssueEvent.Verb


def found(address: str = " ada@example.org") -> Issue:
    """Run the checks and return the issue about such an address."""
    email = factories.email("right@example.org")
    Email.objects.filter(pk=email.pk).update(address=address, normalised="")
    run()
    return Issue.objects.get()

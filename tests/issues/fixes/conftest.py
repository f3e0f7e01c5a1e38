"""Two checks with fixes, and fixtures for applying them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User

from issues.findings.edits import change, delete
from issues.findings.finding import Evidence, Finding, Fix
from issues.findings.reach import Reach
from issues.findings.registry import CHECKS, Check
from issues.findings.scope import Scope
from issues.models.choices import Severity
from members.models import Email
from members.rows.rows import MemberRow


def blanks(member: MemberRow) -> Iterator[Finding]:
    """Find addresses that begin with a space, with two fixes: trim it or delete it."""
    for email in member.emails:
        if email.address.startswith(" "):
            trim = Fix("Trim it", (change(email, address=email.address.strip()),))
            yield Finding(
                member,
                "A space.",
                "email",
                evidence=Evidence(email.address),
                fixes=(trim, Fix("Take it away", (delete(email),))),
            )


def crowd(scope: Scope) -> Iterator[Finding]:
    """Find a chamber in which two members have the same address."""
    emails = list(scope.all_details(Email).filter(address="same@example.org"))
    if len(emails) > 1:
        fix = Fix("Take the second away", (delete(emails[1]),))
        members = tuple(email.member for email in emails)
        yield Finding(
            members[0].chamber,
            "Shared.",
            "email",
            "same@example.org",
            Evidence("same@example.org"),
            (fix,),
            members,
        )


@pytest.fixture
def two_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(CHECKS):
        monkeypatch.delitem(CHECKS, name)
    for name, rule, reach in (("blanks", blanks, Reach.MEMBER), ("crowd", crowd, Reach.WHOLE)):
        check = Check(name, Severity.ERROR, "email", "A rule.", "Why.", "Fix.", "T.", rule, reach)
        monkeypatch.setitem(CHECKS, name, check)


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna")

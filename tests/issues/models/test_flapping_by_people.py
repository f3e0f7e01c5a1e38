"""An issue that reopens because of a person's action is never flapping, however often that
happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import User

from issues.findings.edits import change
from issues.findings.finding import Evidence, Finding, Fix
from issues.findings.reach import Reach
from issues.findings.registry import CHECKS, Check
from issues.fixes import applying
from issues.models import AppliedFix
from issues.models.choices import Severity, Status
from members.models import Email
from members.rows.reading import ChamberMembers
from members.rows.rows import MemberRow
from tests import factories
from tests.issues.conftest import Commit, run, the_issue
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db
WRONG, RIGHT = " ada@example.org", "ada@example.org"
TIMES = 4


def blanks(member: MemberRow) -> Iterator[Finding]:
    for email in member.emails:
        if email.address.startswith(" "):
            fix = Fix("Trim it", (change(email, address=email.address.strip()),))
            evidence = Evidence(email.address)
            yield Finding(member, "A space.", "email", evidence=evidence, fixes=(fix,))


def compared(chamber: ChamberMembers) -> Iterator[Finding]:
    for member in chamber.sitting:
        yield from blanks(member)


@pytest.fixture(
    params=[(blanks, Reach.MEMBER), (compared, Reach.CHAMBER)],
    ids=["of single members", "comparing"],
)
def email(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, queued_mail: QueuedMail
) -> Email:
    """A wrong address and its issue, found by the only check."""
    for name in list(CHECKS):
        monkeypatch.delitem(CHECKS, name)
    check = Check(
        "blanks", Severity.ERROR, "email", "A rule.", "Why.", "Fix.", "Trap.", *request.param
    )
    monkeypatch.setitem(CHECKS, "blanks", check)
    email = factories.email("right@example.org")
    Email.objects.filter(pk=email.pk).update(address=WRONG, normalised="")
    run()
    return email


def fix_and_undo(commit: Commit, email: Email) -> None:
    anna, _ = User.objects.get_or_create(username="anna")
    with commit():
        applying.apply(the_issue(), 0, anna)
    with commit():
        applying.undo(AppliedFix.objects.get(undone_at=None), anna)


def edit_back_and_forth(commit: Commit, email: Email) -> None:
    for address in (RIGHT, WRONG):
        with commit():
            Email.objects.filter(pk=email.pk).update(address=address)
            email.member.save()


@pytest.mark.parametrize("deed", [fix_and_undo, edit_back_and_forth])
def test_it_never_counts_as_flapping(
    deed: Callable[[Commit, Email], None], commit: Commit, email: Email, queued_mail: QueuedMail
) -> None:
    for _ in range(TIMES):
        deed(commit, email)
    issue = the_issue()
    assert (issue.status, issue.reopened_at, issue.is_flapping) == (Status.OPEN, None, False)


def test_each_undo_is_mailed_without_a_mark(
    commit: Commit, email: Email, queued_mail: QueuedMail
) -> None:
    for _ in range(TIMES):
        fix_and_undo(commit, email)
    again = [
        subject
        for subject in queued_mail.subjects("one@example.org")
        if subject.startswith("An issue has been reopened")
    ]
    assert again == ["An issue has been reopened: A space."] * TIMES

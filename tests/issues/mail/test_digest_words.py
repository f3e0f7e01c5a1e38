"""The words of a digest: which issues are new and which were reopened, in its text and its
subject."""

from __future__ import annotations

import pytest

from issues import triage
from issues.mail.staff_mail import StaffMail
from issues.models import Issue
from issues.models.choices import Origin, Status
from issues.triage import Actor
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db


def digest(
    queued_mail: QueuedMail, new: int, reopened: int, woken: int = 0
) -> tuple[str, str, str]:
    """Return the subject, text and HTML of a digest of these numbers of issues."""
    for number in range(reopened + woken):
        status = Status.RESOLVED if number < reopened else Status.SNOOZED
        Issue(
            issue=f"old {number}", check_name="a-check", origin=Origin.CHECK, status=status
        ).save()
    before = list(Issue.objects.all())
    with StaffMail(singles=0) as staff, staff.digest("a-check"):
        triage.reopen(before, Actor())
        triage.open_issues(
            [
                Issue(issue=f"young {n}", check_name="a-check", origin=Origin.CHECK)
                for n in range(new)
            ],
            Actor(),
        )
    mail = queued_mail.to("one@example.org")[-1]
    return mail.subject, mail.text, mail.html


@pytest.mark.parametrize(
    ("counts", "subject"),
    [
        ((3, 0), "3 new issues have been generated: a-check"),
        ((1, 0), "1 new issue has been generated: a-check"),
        ((1, 2), "3 new issues have been generated: a-check"),
        ((0, 3), "3 issues have been reopened: a-check"),
        ((0, 1, 1), "2 issues have been reopened: a-check"),
        ((0, 1), "1 issue has been reopened: a-check"),
    ],
)
def test_its_subject_and_its_list_say_so(
    queued_mail: QueuedMail, counts: tuple[int, ...], subject: str
) -> None:
    told, text, page = digest(queued_mail, *counts)
    assert told == subject
    new, again = counts[0], sum(counts[1:])
    assert (text.count("New: young"), text.count("Reopened: old")) == (new, again)
    assert (page.count("<li>New: "), page.count("<li>Reopened: ")) == (new, again)

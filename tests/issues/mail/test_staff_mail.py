"""The budget of single mails of one action, which is not shared with another."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from issues import triage
from issues.mail import staff_mail
from issues.mail.staff_mail import StaffMail
from issues.models import Issue, Mail
from issues.models.choices import Origin, Status
from issues.triage import Actor
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db


class Broken(Exception):
    pass


def opened(number: int) -> list[Issue]:
    return triage.open_issues([Issue(issue="Something is wrong.") for _ in range(number)], Actor())


def mailed() -> list[str]:
    """Return the shortened subjects of the mails to one member of staff."""
    subjects = (
        Mail.objects.filter(recipient="one@example.org")
        .order_by("pk")
        .values_list("subject", flat=True)
    )
    return ["single" if "Something is wrong." in subject else subject for subject in subjects]


def fail_after(mail: StaffMail, number: int) -> None:
    """Open issues in a digest whose block then fails."""

    def run() -> None:
        with mail.digest("broken"):
            opened(number)
            raise Broken

    with pytest.raises(Broken):
        run()


@pytest.fixture(autouse=True)
def queued(queued_mail: QueuedMail) -> None:
    """Queue the mail of every test."""


def test_the_digests_of_an_act_have_its_single_mails_together() -> None:
    with StaffMail(singles=3) as mail:
        for check, number in (("first", 2), ("second", 2), ("third", 2), ("fourth", 0)):
            with mail.digest(check):
                opened(number)
    new = "1 new issue has been generated: second", "2 new issues have been generated: third"
    assert mailed() == ["single"] * 3 + list(new)


def test_a_digest_of_no_check_has_one_mail_for_each_check() -> None:
    def issue(check: str) -> Issue:
        return Issue(issue="Something else.", check_name=check, origin=Origin.CHECK)

    with StaffMail(singles=1) as mail, mail.digest():
        triage.open_issues(map(issue, ("second", "first", "second", "first")), Actor())
    assert mailed()[1:] == [
        "2 new issues have been generated: first",
        "1 new issue has been generated: second",
    ]


def test_what_is_reopened_counts_as_what_is_opened() -> None:
    old = [
        Issue.objects.create(issue="Something is wrong.", status=Status.RESOLVED) for _ in range(2)
    ]
    Mail.objects.all().delete()
    with StaffMail(singles=1) as mail, mail.digest("check"):
        triage.reopen(old, Actor())
        opened(1)
    assert mailed() == ["single", "2 new issues have been generated: check"]
    text = Mail.objects.latest("pk").text
    assert (text.count("Reopened: "), text.count("New: ")) == (1, 1)


def test_a_digest_that_fails_mails_nothing_and_gives_back_what_it_took() -> None:
    with StaffMail(singles=2) as mail:
        with mail.digest("first"):
            opened(1)
        fail_after(mail, 3)
        with mail.digest("last"):
            opened(2)
    assert mailed() == ["single", "single", "1 new issue has been generated: last"]
    assert Issue.objects.count() == 3


def test_a_digest_that_cannot_be_queued_takes_back_its_issues_and_its_single_mails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(digest: object, check: str) -> None:
        raise Broken

    mail = StaffMail(singles=1)
    with monkeypatch.context() as patched:
        patched.setattr(staff_mail, "new_issues", fail)
        with mail, pytest.raises(Broken), mail.digest("check"):
            opened(2)
    assert (mailed(), Issue.objects.count(), mail.singles) == ([], 0, 1)


@pytest.mark.django_db(transaction=True)
def test_a_commit_that_fails_mails_nothing_and_gives_back_what_was_taken() -> None:
    def about_nobody() -> None:
        with mail.digest("check"):
            opened(2)
            Issue.objects.update(member_id=0)

    with StaffMail(singles=1) as mail, pytest.raises(IntegrityError):
        about_nobody()
    assert (mailed(), mail.singles) == ([], 1)


@pytest.mark.django_db(transaction=True)
def test_what_the_commit_causes_is_not_in_the_digest() -> None:
    with StaffMail(singles=0) as mail, mail.digest("check"):
        transaction.on_commit(partial(opened, 1))
    assert mailed() == ["single"]


def test_a_digest_within_another_has_its_own_issues_and_gives_back_its_own_mails() -> None:
    with StaffMail(singles=2) as mail, mail.digest("outer"):
        opened(1)
        fail_after(mail, 2)
        with mail.digest("inner"):
            opened(2)
        opened(1)
    told = "1 new issue has been generated: inner", "1 new issue has been generated: outer"
    assert mailed() == ["single", "single", *told]


def test_an_act_within_another_has_its_own_budget_and_none_of_its_issues_is_in_the_outer_digest() -> (
    None
):
    with StaffMail(singles=0) as outer, outer.digest("outer"):
        with StaffMail(singles=1) as inner:
            opened(1)
            with inner.digest("inner"):
                opened(2)
        opened(1)
    new = "1 new issue has been generated: inner", "1 new issue has been generated: outer"
    assert mailed() == ["single", "single", *new]


def test_each_issue_is_mailed_by_itself_outside_a_digest() -> None:
    opened(1)
    with StaffMail(singles=0) as mail:
        opened(1)
        with mail.digest("check"):
            pass
        opened(1)
        fail_after(mail, 0)
        opened(1)
    opened(1)
    assert mailed() == ["single"] * 5


def test_staff_are_told_nothing_in_silence_and_everything_after_it() -> None:
    with StaffMail(singles=1) as mail, mail.digest("check"):
        with staff_mail.silence():
            opened(1)
        opened(1)
    opened(1)
    assert mailed() == ["single"] * 2
    assert Issue.objects.count() == 3


def test_another_thread_has_no_part_in_it() -> None:
    taken = []
    with StaffMail(singles=0) as mail, mail.digest("check"):
        thread = threading.Thread(
            target=lambda: taken.append(staff_mail.takes(Issue(), is_new=True))
        )
        thread.start()
        thread.join()
        taken.append(staff_mail.takes(opened(1)[0], is_new=True))
    assert taken == [False, True]
    assert mailed() == ["2 new issues have been generated: check"]

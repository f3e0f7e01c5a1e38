from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.db import transaction

from issues import triage
from issues.models import Issue
from issues.models.choices import Origin
from issues.triage import Actor
from tests import factories
from tests.issues.conftest import Rule, run
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db
STAFF = ["one@example.org", "two@example.org"]


def links(text: str) -> list[int]:
    """Return the keys of the issues whose admin pages a text links to."""
    return [
        int(number)
        for number in re.findall(r"http://localhost/admin/issues/issue/(\d+)/change/", text)
    ]


def issues_mailed_to(queued: QueuedMail, address: str) -> list[int]:
    return sorted(number for message in queued.to(address) for number in links(message.text))


def by_saving() -> list[Issue]:
    return [Issue.objects.create(issue="Something is wrong.")]


def by_triage() -> list[Issue]:
    return triage.open_issues(
        [Issue(issue=f"Thing {number} is wrong.") for number in range(3)], Actor()
    )


def in_bulk() -> list[Issue]:
    return Issue.objects.bulk_create(
        [Issue(issue=f"Thing {number} is wrong.") for number in range(3)]
    )


@pytest.mark.parametrize("created", [by_saving, by_triage, in_bulk])
def test_every_new_issue_however_created_is_in_exactly_one_mail_to_each_of_staff(
    created: object, queued_mail: QueuedMail
) -> None:
    assert callable(created)
    issues = created()
    for address in STAFF:
        assert issues_mailed_to(queued_mail, address) == sorted(issue.pk for issue in issues)
    assert all(message.recipient in STAFF for message in queued_mail.all())


def test_saving_an_issue_again_mails_nobody(queued_mail: QueuedMail) -> None:
    (issue,) = by_saving()
    issue.save()
    assert len(queued_mail) == 2


@pytest.mark.parametrize("number", [1, 20, 21, 22, 240])
def test_the_first_twenty_of_a_run_are_mailed_one_by_one_and_the_rest_in_digests(
    rule: Rule, queued_mail: QueuedMail, number: int
) -> None:
    rule.wrong = {factories.member(f"Member {index}"): "x" for index in range(number)}
    run()
    expected = sorted(Issue.objects.values_list("pk", flat=True))
    rest = number - 20
    digests = [
        f"{part} new {'issues have' if part > 1 else 'issue has'} been generated: test-rule"
        for part in (min(rest, 200), rest - 200)
        if part > 0
    ]
    for address in STAFF:
        assert issues_mailed_to(queued_mail, address) == expected
        subjects = queued_mail.subjects(address)
        assert [
            subject
            for subject in subjects
            if not subject.startswith("A new issue has been generated: ")
        ] == digests
        assert len(subjects) == min(number, 20) + len(digests)


def test_what_a_run_reopens_counts_with_what_it_opens(rule: Rule, queued_mail: QueuedMail) -> None:
    rule.wrong = {factories.member(f"Member {index}"): "x" for index in range(25)}
    run()
    staff = Actor(user=User.objects.create_user("staff"))
    triage.resolve(Issue.objects.all(), staff)
    for message in queued_mail.all():
        message.delete()
    run()
    subjects = queued_mail.subjects(STAFF[0])
    assert (
        len([subject for subject in subjects if subject.startswith("An issue has been reopened: ")])
        == 20
    )
    assert issues_mailed_to(queued_mail, STAFF[0]) == sorted(
        Issue.objects.values_list("pk", flat=True)
    )


@pytest.mark.django_db(transaction=True)
def test_the_mail_is_rolled_back_with_its_issue(queued_mail: QueuedMail) -> None:
    def open_and_fail() -> None:
        with transaction.atomic():
            by_saving()
            assert len(queued_mail) == 2
            raise ConnectionError

    with pytest.raises(ConnectionError):
        open_and_fail()
    assert (len(queued_mail), Issue.objects.count()) == (0, 0)


def test_a_mail_says_what_is_wrong_with_evidence_and_links_in_text_and_html(
    rule: Rule, queued_mail: QueuedMail
) -> None:
    ada = factories.member()
    rule.wrong[ada] = "<b>ada</b> at example"
    run()
    message = queued_mail.to(STAFF[0])[0]
    for part in (message.text, message.html):
        assert "http://localhost/members/ada-quill/" in part
        assert links(part) == [Issue.objects.get().pk]
        assert "right" in part
    assert "<b>ada</b> at example" in message.text
    assert "&lt;b&gt;ada&lt;/b&gt; at example" in message.html
    assert message.sender == "site@example.org"
    assert message.message_id


def test_a_subject_is_one_line_and_not_too_long(queued_mail: QueuedMail) -> None:
    Issue.objects.create(issue="Wrong\r\nBcc: everybody@example.org\n" + "x" * 2000)
    (subject,) = queued_mail.subjects(STAFF[0])
    assert subject.startswith(
        "A new issue has been generated: Wrong Bcc: everybody@example.org xxx"
    )
    assert len(subject) <= 200


def test_nothing_that_a_stranger_typed_is_in_a_subject_or_in_the_mail_to_a_reporter(
    queued_mail: QueuedMail,
) -> None:
    Issue.objects.create(
        origin=Origin.PUBLIC,
        issue="Buy pills",
        proposed="pills",
        email="ada@example.net",
        name="Pill Seller",
    )
    (confirmation,) = queued_mail.to("ada@example.net")
    assert "ills" not in confirmation.subject + confirmation.text + confirmation.html
    assert confirmation.reply_to == ", ".join(STAFF)
    assert "/confirm/" in confirmation.text
    assert all("ills" not in subject for subject in queued_mail.subjects())
    assert "ada@example.net" not in queued_mail.to(STAFF[0])[0].text


def test_an_address_gets_one_confirmation_a_day(queued_mail: QueuedMail) -> None:
    for address in ("ada@example.net", "ADA@example.net", "bo@example.net"):
        Issue.objects.create(origin=Origin.PUBLIC, issue="Wrong.", email=address)
    assert [
        len(queued_mail.to(address))
        for address in ("ada@example.net", "ADA@example.net", "bo@example.net")
    ] == [1, 0, 1]


def test_nobody_to_tell_is_no_error(settings: object, queued_mail: QueuedMail) -> None:
    settings.ISSUE_EMAILS = []  # type: ignore[attr-defined]
    by_saving()
    assert len(queued_mail) == 0


def test_mail_goes_through_send_mail() -> None:
    by_saving()
    assert [message.to for message in mail.outbox] == [[address] for address in STAFF]


def test_a_mail_names_the_field_in_plain_words_and_says_its_text_once(
    queued_mail: QueuedMail,
) -> None:
    Issue.objects.create(
        issue="Ada Quill: the phone number '(08) 5550 12' is too short.",
        label="Ada Quill",
        field="phone:electorate",
    )
    (message, _) = queued_mail.all()
    assert "About:      Ada Quill \N{EN DASH} Phone, electorate office\n" in message.text
    assert message.text.count("is too short") == 1


def test_a_text_that_the_subject_cannot_hold_stands_in_the_mail_in_full(
    queued_mail: QueuedMail,
) -> None:
    Issue.objects.create(issue=f"Begins {'and goes on ' * 30}to its end.")
    assert "to its end." in queued_mail.all()[0].text

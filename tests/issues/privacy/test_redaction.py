"""A value published by mistake is removed from every table, copies of lists and queued mail, and a
stub is left."""

from __future__ import annotations

from dataclasses import asdict
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.mail import send_mail
from django.core.management import CommandError, call_command
from django.test import Client

from issues import triage
from issues.findings.finding import Edit, Fix
from issues.fixes import applying
from issues.models import Issue, IssueEvent, Redaction
from issues.privacy import redaction
from issues.reports import intake
from issues.reports.intake import Content
from issues.reports.subjects import Subject
from issues.triage import Actor
from members import normalise
from members.lists import snapshots
from members.lists.contents import read_list
from members.models import Address, Link, Member, Phone, Snapshot
from tests import factories
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

NUMBER = "(02) 5550 1234"
SPELLINGS = ("+61 2 5550 1234", "0255501234", "02-5550-1234")
DIGITS = "255501234"


def everywhere(wanted: str) -> set[str]:
    """Return the tables and unpacked copies of lists that still contain the value, in any column
    and with any punctuation."""
    found = set()
    for model in apps.get_models():
        for row in model._default_manager.values():
            text = " ".join(str(value) for value in row.values())
            if wanted.lower() in text.lower() or wanted in "".join(filter(str.isalnum, text)):
                found.add(model._meta.label)
    for copy in Snapshot.objects.all():
        if wanted.lower() in copy.data.decode().lower() or wanted in "".join(
            filter(str.isalnum, copy.data.decode())
        ):
            found.add("members.Snapshot")
    return found


def published_by_mistake(queued_mail: QueuedMail) -> Issue:
    """Store a private number in every place that a number can reach."""
    user = User.objects.create_user("kim")
    member = factories.member("Ada Quill", role=f"Ring {SPELLINGS[0]}")
    Phone.objects.create(member=member, number=NUMBER, kind="electorate")
    Address.objects.create(member=member, text=f"1 High Street, phone {SPELLINGS[1]}")
    factories.listed(name="Ada Quill", phone__electorate=SPELLINGS[2])
    intake.submit(
        "t" * 20,
        Subject(member, "phone:electorate"),
        Content(f"{NUMBER} is private!", proposed=SPELLINGS[1]),
    )
    issue = Issue.objects.get(token="t" * 20)
    triage.note([issue], Actor(user=user), f"She rang: {SPELLINGS[0]}")
    send_mail(NUMBER, SPELLINGS[0], None, ["staff@example.org"], html_message=f"<b>{NUMBER}</b>")
    LogEntry.objects.create(
        user=user, content_type=ContentType.objects.get_for_model(Member), object_id=str(member.pk),
        object_repr=NUMBER, action_flag=CHANGE, change_message=NUMBER,
    )  # fmt: skip
    issue.refresh_from_db()
    return issue


def test_nothing_of_it_is_left_in_any_table_nor_in_any_copy(queued_mail: QueuedMail) -> None:
    issue = published_by_mistake(queued_mail)
    held = {
        "members.Phone",
        "members.HistoricalPhone",
        "members.Address",
        "members.Member",
        "members.HistoricalMember",
    }
    held |= {
        "members.Snapshot",
        "issues.Issue",
        "issues.IssueEvent",
        "issues.Mail",
        "admin.LogEntry",
    }
    assert held <= everywhere(DIGITS)
    done = redaction.redact(SPELLINGS[0], "She asked us to.", "kim")
    assert everywhere(DIGITS) == set()
    assert held <= set(done.places)
    assert (done.reason, done.by) == ("She asked us to.", "kim")
    issue.refresh_from_db()
    assert issue.issue.startswith("redacted 20")
    assert issue.issue.endswith("is private!")
    assert issue.fixes == []
    assert not Phone.objects.exists()
    assert Member.objects.get().role.startswith("Ring redacted 20")
    assert [event.verb for event in issue.events.all()] == [
        IssueEvent.Verb.OPENED,
        IssueEvent.Verb.NOTED,
        IssueEvent.Verb.REDACTED,
    ]


def test_a_copy_it_was_taken_out_of_is_read_as_before_and_the_same_list_is_no_new_copy(
    queued_mail: QueuedMail,
) -> None:
    source = factories.listed(name="Ada Quill", phone__electorate=NUMBER, email="ada@example.org")
    copy = source.in_force()
    assert copy
    data = copy.data
    redaction.redact(NUMBER, "Asked.")
    copy.refresh_from_db()
    [record] = read_list(source, copy.data).records
    assert [email.address for email in record.emails] == ["ada@example.org"]
    assert list(record.phones) == []
    assert not snapshots.take(source, data, "again").is_new


def test_an_address_goes_with_the_mail_to_it_and_a_link_without_its_scheme_too(
    queued_mail: QueuedMail,
) -> None:
    member = factories.member()
    factories.email("Ada.Private@Example.org", of=member)
    Link.objects.create(member=member, url="https://www.example.org/Private/ada", kind="website")
    send_mail("Yours", "Hello", None, ["ada.private@example.org"])
    redaction.redact("ada.private@example.org", "Asked.")
    assert everywhere("ada.private") == set()
    assert queued_mail.to("ada.private@example.org") == []
    redaction.redact("https://www.example.org/Private/ada", "Asked.")
    assert everywhere("example.org/private/ada") == set()


def test_a_fix_that_replaced_it_can_no_longer_be_undone(queued_mail: QueuedMail) -> None:
    user = User.objects.create_superuser("kim")
    email = factories.email("ada..private@example.org")
    issue = Issue.objects.create(issue="An address has two dots.", member=email.member)
    edit = Edit(
        "change",
        "members.email",
        email.pk,
        expect={"address": email.address},
        values={"address": "ada@example.org"},
    )
    issue.fixes = [asdict(Fix("Mend it", (edit,)))]
    issue.save()
    applying.apply(issue, 0, user)
    assert "issues.AppliedFix" in everywhere("ada..private")
    redaction.redact("ada..private@example.org", "Asked.")
    assert everywhere("ada..private") == set()
    assert issue.applied_fixes.get().undone_at is not None
    email.refresh_from_db()
    assert email.address == "ada@example.org"


def test_a_number_that_only_looks_alike_stays(queued_mail: QueuedMail) -> None:
    member = factories.member()
    kept = Phone.objects.create(member=member, number="(02) 5550 12345")
    other = Phone.objects.create(member=member, number="9025550123499")
    Phone.objects.create(member=member, number=NUMBER)
    redaction.redact(NUMBER, "Asked.")
    assert set(Phone.objects.all()) == {kept, other}


def test_a_name_in_any_spelling_goes_and_its_slug_stays(queued_mail: QueuedMail) -> None:
    member = factories.member("Zoë Quillfeather", role="Zoë  QUILLFEATHER")
    redaction.redact("Zoë Quillfeather", "Asked.")
    member.refresh_from_db()
    assert "QUILLFEATHER" not in member.role
    assert normalise.text(member.slug)


def test_the_page_of_the_member_still_works(queued_mail: QueuedMail, client: Client) -> None:
    issue = published_by_mistake(queued_mail)
    redaction.redact(NUMBER, "Asked.")
    assert client.get("/members/ada-quill/").status_code == 200
    client.force_login(User.objects.create_superuser("root"))
    page = client.get(f"/admin/issues/issue/{issue.pk}/change/")
    assert "redacted a value" in page.content.decode()
    listed = client.get("/admin/issues/redaction/")
    assert "Asked." in listed.content.decode()
    assert (
        client.get(f"/admin/issues/redaction/{Redaction.objects.get().pk}/change/").status_code
        == 200
    )


def said(*arguments: str) -> str:
    output = StringIO()
    call_command("redact", *arguments, stdout=output)
    return output.getvalue()


def test_the_command_says_where_it_stood(queued_mail: QueuedMail) -> None:
    published_by_mistake(queued_mail)
    printed = said(NUMBER, "--reason", "Asked.", "--dry-run")
    assert "1 members.Phone\n" in printed
    assert printed.endswith("This was a dry run: nothing was written.\n")
    assert "members.Phone" in everywhere(DIGITS)
    assert said(NUMBER, "--reason", "Asked.").endswith(" rows.\n")
    assert everywhere(DIGITS) == set()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["abc", "--reason", "Asked."], "too short", id="too-short"),
        pytest.param(
            ["nobody@example.org", "--reason", "Asked."], "The value was not found", id="nowhere"
        ),
        pytest.param(
            ["Quill", "--reason", "It is quill's."],
            "leave out the value itself",
            id="reason-holds-it",
        ),
        pytest.param(
            ["Quill", "--reason", "Asked.", "--by", "Quill"],
            "leave out the value itself",
            id="by-holds-it",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(
    queued_mail: QueuedMail, arguments: list[str], message: str
) -> None:
    factories.member("Ada Quill")
    with pytest.raises(CommandError, match=message):
        said(*arguments)
    assert Member.objects.get().last_name == "Quill"
    assert not Redaction.objects.exists()


def test_what_stands_in_very_many_rows_is_asked_about(queued_mail: QueuedMail) -> None:
    Member.objects.bulk_create(
        Member(
            slug=f"m-{number}",
            first_name="Ada",
            last_name=f"Q{number}",
            role="Minister",
            chamber=factories.chamber(),
        )
        for number in range(201)
    )
    with pytest.raises(CommandError, match="Use --yes"):
        said("Minister", "--reason", "Asked.")
    assert Member.objects.filter(role="Minister").count() == 201
    assert "Redacted in 201 rows." in said("Minister", "--reason", "Asked.", "--yes")
    assert not Member.objects.filter(role="Minister").exists()

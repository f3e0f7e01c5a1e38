"""Nothing is left of an erased reporter or a redacted value in any column, in any form of
writing."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, quote_plus, unquote, unquote_plus

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from issues import triage
from issues.mail import staff_mail
from issues.mail.staff_mail import StaffMail
from issues.models import Hold, Issue, IssueEvent, Mail
from issues.models.choices import DismissalReason
from issues.privacy import erasure, redaction, text_columns
from issues.reports import follow_up, intake
from issues.reports.intake import Content
from issues.reports.subjects import Subject
from issues.triage import Actor
from members.lists.contents import read_list
from members.models import Address, Link, Member, Phone, Snapshot
from tests import factories
from tests.support.mail import QueuedMail
from yvih_site.backup import tables

pytestmark = pytest.mark.django_db

NAMES = [
    "O'Brien",
    "A & B",
    "<x>",
    "Li",
    "Zoë Quillfeather",
    'Ann "Bo" Cole',
    "100% Sure + More",
    "李明",
    "Ada 😀 Quill",
]
NAMES += ["O\u2019Hara\u2013Smith"]
ADDRESS = "o'brien+tag@example.org"


def forms(value: str) -> str:
    """Return the value in every form that a program may write it in."""
    escaped = html.escape(value)
    plain, encoded = json.dumps(value, ensure_ascii=False), json.dumps(value)
    links = f"?q={quote(value)}&n={quote(value, safe='').lower()}&m={quote_plus(value)}&twice={quote(quote(value))}"
    return "\n".join(
        [
            value,
            escaped,
            html.escape(escaped),
            escaped.replace("&#x27;", "&#39;"),
            plain,
            encoded,
            links,
        ]
    )


def decoded(value: Any) -> Iterator[str]:
    """Yield a column's text with one more layer of escapes removed each time."""
    if isinstance(value, (bytes, memoryview)):
        value = gzip.decompress(bytes(value)).decode()
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    for _ in range(3):
        yield text
        text = re.sub(
            r"(?:\\u[0-9a-f]{4})+",
            lambda found: json.loads(f'"{found[0]}"'),
            html.unescape(text).replace('\\"', '"'),
            flags=re.I,
        )
        yield unquote_plus(text)
        text = unquote(text)


def machine(model: type[Model], name: str) -> bool:
    """True for a column that programs read; a slug keeps the name that it was made from."""
    return text_columns.shapes(model).get(name) is text_columns.MACHINE


def everywhere(value: str) -> set[str]:
    """Return the columns of all tables that contain the value; a short value counts as a whole word
    only."""
    sought = re.compile(
        rf"(?<![a-z0-9]){re.escape(value)}(?![a-z0-9])",
        re.NOFLAG if len(value) < 3 else re.IGNORECASE,
    )
    return {
        f"{model._meta.label}.{name}"
        for model in tables.everything()
        for row in model._default_manager.values()
        for name, held in row.items()
        if not machine(model, name) and any(sought.search(text) for text in decoded(held))
    }


@pytest.mark.parametrize("name", NAMES)
def test_an_erased_reporter_is_left_in_no_column_and_no_mail_of_any_kind(
    name: str, queued_mail: QueuedMail
) -> None:
    # Not a random password, which now and then contains a name of two letters.
    user = User.objects.create(username="kim", password="!")
    staff = Actor(user=user)
    intake.submit(
        "t" * 20,
        Subject(factories.member("Una Xu"), "email"),
        Content(f"Says {forms(name)}\n{forms(ADDRESS)}", name=name, email=ADDRESS),
    )
    triage.confirm(Issue.objects.get())
    triage.note([Issue.objects.get()], staff, f"{forms(name)} rang.")
    follow_up.comment(Issue.objects.get(), f"Still wrong. {forms(name)}")
    triage.dismiss([Issue.objects.get()], staff, DismissalReason.ACCEPTED, note=f"As {name} said.")
    follow_up.comment(Issue.objects.get(), f"Wrong all the same. {forms(name)}")
    issue = Issue.objects.get()
    with StaffMail(singles=0) as mail, mail.digest("x"):
        assert staff_mail.takes(issue, is_new=True)
    for audience in (
        Mail.Audience.STAFF,
        Mail.Audience.REPORTER,
    ):  # of a kind that is still to come
        factories.mail(
            kind="new",
            audience=audience,
            issue=issue,
            subject=name,
            text=forms(name),
            html=html.escape(name),
            error=name,
        )
    LogEntry.objects.create(
        user=user, content_type=ContentType.objects.get_for_model(Issue), object_id=str(issue.pk),
        object_repr=name, action_flag=CHANGE, change_message=json.dumps([{"changed": {"name": name}}]),
    )  # fmt: skip
    assert {
        "issues.Issue.issue",
        "issues.IssueEvent.note",
        "issues.Mail.text",
        "issues.Mail.html",
        "admin.LogEntry.change_message",
    } <= (everywhere(name))
    assert erasure.erase(issue.pk, Actor())
    assert everywhere(name) == set()
    assert everywhere(ADDRESS) == set()
    assert not Mail.objects.filter(audience=Mail.Audience.REPORTER).exists()
    assert all(issue.admin_url in mail.text for mail in Mail.objects.all())


#: A redacted value, and its parts by column of a member or an address.
PARTS: dict[str, dict[str, str]] = {
    "Quentin O'Sentinel": {"first_name": "Quentin", "last_name": "O'Sentinel"},
    "Zoë Élodie Quill": {"honorific": "Hon", "first_name": "Zoë Élodie", "last_name": "Quill"},
    "12 High & Low Street, Darwin NT 0800": {
        "line1": "12 High & Low Street",
        "suburb": "Darwin",
        "state": "NT",
        "postcode": "0800",
    },
    "李 明娜 Quill": {"first_name": "明娜", "last_name": "李 Quill"},
}


@pytest.mark.parametrize("value", PARTS)
def test_a_redacted_value_is_left_in_no_row_that_holds_it_in_several_columns(
    value: str, queued_mail: QueuedMail
) -> None:
    parts = PARTS[value]
    member = factories.member("Una Xu", role=f"See {quote(value)}")
    if "line1" in parts:
        Address.objects.create(member=member, **parts)
        columns = {
            f"address:{name}" if name != "text" else "address": part for name, part in parts.items()
        }
        source = factories.official_list({"name": "Una Xu", **columns})
    else:
        factories.member("Vic Yeo", slug="vic-yeo")
        Member.objects.get(slug="vic-yeo").delete()
        private = Member(slug="private", chamber=factories.chamber(), **parts)
        private.save()
        source = factories.official_list({**parts, "name": ""}, {"name": "Una Xu", "role": "Whip"})
    Link.objects.create(
        member=member, url=f"https://example.org/?q={quote_plus(value)}", kind="website"
    )
    issue = Issue.objects.create(
        issue=forms(value),
        fixes=[{"label": "Write it", "edits": [{"values": parts, "expect": parts}]}],
    )
    IssueEvent.objects.create(
        issue=issue, verb="updated", old={"observed": value}, new={"observed": forms(value)}
    )
    Hold.objects.create(
        check_name="x",
        chamber=factories.chamber(),
        changes=[{"text": forms(value), "label": value}],
    )
    factories.mail(subject=value, text=forms(value), html=html.escape(value))
    words = [word.strip(",") for word in value.split()]
    assert redaction.find(value)
    redaction.redact(value, "Asked.")
    assert everywhere(value) == set()
    for model in tables.everything():
        for row in model._default_manager.values():
            text = " ".join(
                next(decoded(held))
                for name, held in row.items()
                if not machine(model, name) and name != "content"
            )
            assert not all(word in text for word in words), (model, row)
    for copy in Snapshot.objects.all():
        assert not any(
            all(word in line for word in words) for line in copy.data.decode().splitlines()
        )
        contents = read_list(source, copy.data)
        assert len(contents.columns) == len(copy.columns)
        assert any(record.name == "Una Xu" for record in contents.records)
    assert redaction.find(value) == {}


@pytest.mark.parametrize(
    "written",
    [
        "+61 2 5550 1234",
        "(02) 5550-1234",
        "%2B61+2+5550+1234",
        "tel:+61255501234",
        "02%205550%201234",
        "&#43;61 2 5550 1234",
    ],
)
def test_a_number_is_found_in_every_notation(written: str, queued_mail: QueuedMail) -> None:
    member = factories.member("Una Xu", role=f"Ring {written} now")
    Phone.objects.create(member=member, number="02 5550 1234")
    redaction.redact("(02) 5550 1234", "Asked.")
    member.refresh_from_db()
    assert re.fullmatch(r"Ring (tel:)?redacted \d{4}-\d{2}-\d{2} now", member.role)
    assert not Phone.objects.exists()

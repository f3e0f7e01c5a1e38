"""Hostile HTML in any field is shown as text, on pages and in mail."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import models
from django.test import Client

from issues.models import Issue, QuarantinedReport
from members.models import Chamber, Email, Link, Member, Party, Phone, Snapshot, Source
from tests import factories
from tests.issues.reports.form_parts import form_key
from tests.site.web.test_access import address, keys, patterns, plain  # noqa: F401 - `keys` is a fixture
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db
BAD = (
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
    "<a href=\"javascript:alert(1)\" style='x'>{{ 7|add:7 }}"
)


class Active(HTMLParser):
    """A parser that finds everything a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.found.append(self.get_starttag_text() or tag)
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.found.append(self.get_starttag_text() or tag)


def runs(page: str) -> list[str]:
    parser = Active()
    parser.feed(page)
    return parser.found


PLANTED: list[type[models.Model]] = [
    Chamber,
    Member,
    Party,
    Email,
    Phone,
    Link,
    Source,
    Snapshot,
    Issue,
    QuarantinedReport,
]
#: Columns that neither people nor lists fill.
WORDS = (
    "check_name",
    "fingerprint",
    "evidence_hash",
    "fixes_hash",
    "format",
    "field",
    "medium",
    "country",
    "checksum",
)


def plant() -> None:
    """Write the hostile text to every text column, except identities, of all rows."""
    for model in PLANTED:
        for field in model._meta.concrete_fields:
            text = (
                isinstance(field, (models.CharField, models.TextField))
                and not field.choices
                and not field.unique
            )
            if text and field.name not in WORDS:
                model._default_manager.update(
                    **{field.name: BAD[: getattr(field, "max_length", None) or 9999]}
                )
    Issue.objects.update(
        evidence={"observed": BAD, "expected": BAD, "context": {"row": BAD}},
        fixes=[{"label": BAD, "edits": []}],
    )


@pytest.mark.long
def test_html_in_every_field_that_people_or_lists_fill_is_shown_as_text_on_every_page(
    keys: dict[str, Any], client: Client
) -> None:
    about = Member.objects.get()
    Phone.objects.create(member=about, number="x")
    Link.objects.create(member=about, url="x", kind="website")
    factories.email("x", of=about)
    Issue.objects.create(
        issue="x", member=about, origin="check", check_name="email-malformed", field="email"
    )
    plant()
    shown = 0
    for role in ("anybody", "superuser"):
        if role == "superuser":
            client.force_login(User.objects.create_superuser("root"))
        for pattern, name in patterns():
            answer = client.get(address(plain(pattern), name, keys))
            if (
                answer.headers.get("Content-Type", "").startswith("text/html")
                and answer.status_code < 500
            ):
                page = answer.content.decode()
                assert runs(page) == [], pattern
                assert "{{ 7|add:7 }}" in page or "14" not in re.findall(r">(14)<", page)
                shown += "&lt;script&gt;alert(1)" in page
    assert shown > 30


def test_html_in_a_report_and_in_a_members_name_is_text_in_the_mail_too(
    client: Client, queued_mail: QueuedMail
) -> None:
    factories.member("Ada Quill", slug="ada", role=BAD)
    Member.objects.update(first_name=BAD, last_name="Quill")
    client.post(
        "/report/",
        {
            "member": "ada",
            "field": "email",
            "key": form_key(),
            "issue": BAD,
            "proposed": BAD,
            "source": BAD,
            "name": BAD,
        },
    )
    assert Issue.objects.count() == 1
    for message in queued_mail.all():
        assert runs(message.html) == []
        assert "&lt;script&gt;" in message.html
        assert "\n" not in message.subject

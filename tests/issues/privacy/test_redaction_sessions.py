"""A redacted value is removed from sessions, whether our code or Django's stored it there.
Everybody stays logged in."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client

from issues.admin import bulk_report
from issues.admin.bulk import tokens
from issues.findings.finding import Edit, Fix
from issues.models import Issue
from issues.privacy import redaction
from members.models import Phone
from tests import factories
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db

NUMBER = "(02) 5550 9999"
REPORT = "/admin/issues/issue/bulk/report/"


def test_the_report_of_what_was_refused_does_not_bring_it_back(
    queued_mail: QueuedMail, client: Client
) -> None:
    client.force_login(User.objects.create_superuser("kim"))
    phone = Phone.objects.create(member=factories.member(), number=NUMBER)
    edit = Edit("change", "members.phone", phone.pk, expect={"number": "1"}, values={"number": "2"})
    issue = Issue.objects.create(
        issue="A number is wrong.", member=phone.member, fixes=[asdict(Fix("Mend it", (edit,)))]
    )
    client.post("/admin/issues/issue/bulk/fix/", {"issues": tokens([issue]), "reports": "1"})
    assert NUMBER in client.get(REPORT).content.decode()
    done = redaction.redact("02 5550 9999", "Private.")
    assert done.places["sessions.Session"] == 1
    assert NUMBER not in client.get(REPORT, follow=True).content.decode()
    assert client.get("/admin/").status_code == 200


def test_whatever_is_kept_goes_where_it_holds_it_and_nothing_else_does(
    queued_mail: QueuedMail, client: Client
) -> None:
    client.force_login(User.objects.create_superuser("kim"))
    message = json.dumps([["__json_message", 0, 20, f"{NUMBER} \u00e9"]])
    held = {"text": NUMBER, "_messages": message, "deep": {"a": [{"b": "+61255509999"}]}}
    session = client.session
    session.update({**held, "other": ["(02) 5550 1111"]})
    session.save()
    assert redaction.find(NUMBER) == {"sessions.Session": 1}
    redaction.redact(NUMBER, "Private.")
    left = Session.objects.get().get_decoded()
    assert held.keys().isdisjoint(left)
    assert left["other"] == ["(02) 5550 1111"]
    assert client.get("/admin/").status_code == 200
    assert redaction.find(NUMBER) == {}


def test_sessions_are_where_redaction_looks_and_our_code_keeps_one_thing_there() -> None:
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"
    root = Path(settings.BASE_DIR)
    code = [
        path for name in ("issues", "members", "yvih_site") for path in (root / name).rglob("*.py")
    ]
    assert len(code) > 200
    written = {
        found
        for path in code
        for found in re.findall(
            r"session\[(\w+)\] = |session\.(?:update|setdefault)", path.read_text()
        )
    }
    assert written == {"KEY"}
    assert bulk_report.KEY == "issues_bulk_report"

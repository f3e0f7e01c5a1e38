"""Hostile requests: headers, searches, filters, large forms and floods. tests/members has the tests
of hostile lists."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from issues.mail.delivery import message_of
from issues.models import Issue, QuarantinedReport, Throttle
from members.models import Member
from tests import factories
from tests.issues.reports.form_parts import form_key
from tests.site.web.test_access import address, keys, patterns, plain  # noqa: F401 - `keys` is a fixture
from tests.support.mail import QueuedMail

pytestmark = pytest.mark.django_db
HEADERS = "Ada\r\nBcc: everybody@example.org\r\n\r\nBuy!"


def test_no_line_break_gets_into_the_header_of_a_mail(
    client: Client, queued_mail: QueuedMail
) -> None:
    factories.member(slug="ada")
    Member.objects.update(first_name=HEADERS)
    for field in ("name", "email", "issue"):
        client.post(
            "/report/",
            {
                "member": "ada",
                "key": form_key(),
                "issue": "x",
                "email": "rita@example.org",
                field: HEADERS,
            },
        )
    assert len(queued_mail) > 0
    for queued in queued_mail.all():
        message = message_of(queued).message()
        assert message.get_all("Bcc") is None
        assert [len(message.get_all(name, [])) for name in ("To", "From", "Subject")] == [1, 1, 1]
        assert "everybody" not in message["To"]
        assert not re.search(r"[\r\n](?! )", message["Subject"])  # a long one is folded


SQL = [
    "' OR 1=1 --",
    "'; DROP TABLE members_member; --",
    "%' UNION SELECT password FROM auth_user --",
    "\\",
    "%",
    "_",
    '"',
    "\u0000",
    "x" * 10_000,
]


@pytest.mark.parametrize(
    "typed",
    SQL,
    ids=["or", "drop", "union", "backslash", "percent", "underscore", "quote", "nul", "long"],
)
def test_a_search_finds_words_and_runs_nothing(client: Client, typed: str) -> None:
    factories.member("Ada Quill")
    client.force_login(User.objects.create_superuser("root", password="sesame"))
    expected = 400 if typed == "\0" else 200
    for path in (
        "/",
        "/admin/issues/issue/",
        "/admin/members/member/",
        "/admin/issues/quarantinedreport/",
        "/admin/issues/mail/",
        "/admin/auth/user/",
    ):
        answer = client.get(path, {"q": typed})
        assert answer.status_code == expected, path
        assert "pbkdf2" not in answer.content.decode()
    if expected == 200:
        assert "Ada" not in client.get("/", {"q": typed}).content.decode()
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    "query",
    [
        "status=x'",
        "chamber=1%20OR%201=1",
        "o=99999",
        "o=-1.x",
        "p=-1",
        "p=99999999999999999999",
        "status=%00",
        "assignee=%27",
    ],
)
def test_filters_of_a_list_take_no_rubbish(admin_client: Client, query: str) -> None:
    factories.chamber()
    assert admin_client.get(f"/admin/issues/issue/?{query}").status_code in (200, 302, 400)


@pytest.mark.parametrize(
    "path",
    [
        "/members/%00/",
        "/chambers/%2e%2e/",
        "/reports/%00/",
        "/static/../manage.py",
        "/static/%2e%2e/manage.py",
        "/\\x",
    ],
)
def test_an_address_that_makes_no_sense_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code in (400, 404)


def test_nobody_is_sent_to_another_site(client: Client) -> None:
    User.objects.create_superuser("root", password="sesame")
    for target in ("https://example.net/", "//example.net/", "javascript:alert(1)"):
        answer = client.post(
            "/admin/login/", {"username": "root", "password": "sesame", "next": target}
        )
        assert answer.headers["Location"] == "/accounts/profile/" or answer.headers[
            "Location"
        ].startswith("/admin/")
        client.logout()


@pytest.mark.parametrize("field", ["issue", "proposed", "source", "name", "email"])
@pytest.mark.parametrize(
    ("size", "status"), [(10_000_000, 413), (2_000_000, 200)], ids=["10MB", "2MB"]
)
def test_a_field_of_megabytes_is_refused_and_nothing_is_stored(
    client: Client, field: str, size: int, status: int
) -> None:
    answer = client.post("/report/", {"issue": "x", "key": form_key(), field: "y" * size})
    assert answer.status_code == status
    assert not Issue.objects.exists()
    assert not QuarantinedReport.objects.exists()


def test_a_form_of_very_many_fields_is_refused(client: Client) -> None:
    assert client.post("/report/", {f"x{number}": "y" for number in range(2000)}).status_code == 400


def test_a_flood_from_one_address_is_bounded_honest_or_not(
    client: Client, settings: Settings, queued_mail: QueuedMail
) -> None:
    settings.REPORT_LIMIT = 5
    for number in range(12):
        more = [{"key": form_key()}, {"key": ""}, {"key": form_key(), "homepage": "x"}][number % 3]
        answer = client.post(
            "/report/", {"issue": str(number), "email": "rita@example.org", **more}
        )
        assert answer.status_code == (302 if number < 5 else 429)
    assert Issue.objects.count() + QuarantinedReport.objects.count() == 5
    assert len(queued_mail.to("rita@example.org")) == 1
    assert (
        Throttle.objects.count() == 5 + 5
    )  # the sender's, two keys', all reports, the mailbox's confirmations; each report's own


@pytest.mark.long
def test_nobody_but_staff_sees_who_reported_not_in_pages_exports_lists_nor_mail_to_others(
    keys: dict[str, Any],
    client: Client,
    queued_mail: QueuedMail,
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed = {"issue": "It bounces.", "name": "Quentin Sentinel", "email": "q.sentinel@example.org"}
    page = client.post(
        "/report/",
        {"member": "ada-quill", "field": "email", "key": form_key(), **typed},
        follow=True,
    )
    said = [page.content.decode()]
    for pattern, name in patterns():
        answer = client.get(address(plain(pattern), name, keys))
        said.append(answer.getvalue().decode())
    call_command("exportmembers")
    call_command("listissues", "--format", "json")
    said.append(capsys.readouterr().out)
    assert len(said) > 100
    assert not [text for text in said if "sentinel" in text.lower()]
    staff = client_of_staff()
    issue = Issue.objects.get(email=typed["email"])
    assert (
        "q.sentinel@example.org"
        in staff.get(f"/admin/issues/issue/{issue.pk}/change/").content.decode()
    )


def client_of_staff() -> Client:
    staff = Client()
    staff.force_login(User.objects.create_superuser("root"))
    return staff

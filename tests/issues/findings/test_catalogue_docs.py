"""The checks as people read about them: the document and the public pages."""

from __future__ import annotations

import re
from html import unescape
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

import issues.checks
from issues import triage
from issues.checks import RETIRED
from issues.findings import catalogue
from issues.findings.reach import Reach
from issues.findings.registry import CHECKS, Check
from issues.management.commands import describechecks
from issues.models import CheckState, Issue
from issues.models.choices import Origin, Severity, Status
from issues.triage import Actor
from tests.issues.admin.admin_parts import LIST, issue, user
from tests.issues.conftest import Rule
from tests.support.mail import QueuedMail


def made_up(
    name: str, about: str = "email", title: str = "A title.", reach: Reach = Reach.MEMBER
) -> Check:
    return Check(
        name,
        Severity.WARNING,
        about,
        title,
        "it is so.",
        "put `a*b` right.",
        "<b> and a*b* may be right.",
        lambda given: [],
        reach,
    )


def test_the_document_says_what_the_docstrings_say() -> None:
    if describechecks.DOCUMENT.read_text() != catalogue.markdown(CHECKS.values(), RETIRED):
        pytest.fail(
            "docs/checks.md is not what the checks' docstrings say. Renew it: manage.py describechecks --write",
            pytrace=False,
        )


def test_the_command_prints_the_document_or_writes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(describechecks, "DOCUMENT", tmp_path / "checks.md")
    out = StringIO()
    call_command("describechecks", stdout=out)
    assert out.getvalue() == catalogue.markdown(CHECKS.values(), RETIRED)
    assert not describechecks.DOCUMENT.exists()
    call_command("describechecks", "--write")
    assert describechecks.DOCUMENT.read_text() == out.getvalue()


def test_checks_are_grouped_by_field_in_the_order_of_a_page_whatever_the_kind() -> None:
    given = [
        made_up("d", ""),
        made_up("c", "shoe_size"),
        made_up("b", "phone:tollfree"),
        made_up("z", "phone"),
        made_up("a", "name"),
    ]
    shown = [
        (group.title, [check.name for check in group.checks]) for group in catalogue.grouped(given)
    ]
    assert shown == [
        ("Name", ["a"]),
        ("Phone", ["b", "z"]),
        ("The list as a whole", ["d"]),
        ("Shoe size", ["c"]),
    ]


def test_a_check_is_described_with_its_severity_and_what_would_be_markup_stands_as_text() -> None:
    text = catalogue.markdown(
        [made_up("one-thing", reach=Reach.CHAMBER), made_up("other-thing")],
        {"old-thing": "it cried wolf."},
    )
    for line in (
        "### one-thing",
        "**A title.** (warning)",
        "- Why: It is so.",
        "- Fix: Put `a*b` right.",
        r"- Trap: \<b> and a\*b\* may be right.",
    ):
        assert text.count(f"{line}\n") == 2 - (line == "### one-thing")
    assert text.count(catalogue.COMPARES) == 1
    assert text.endswith(
        "## Retired\n\nThese names are never used again.\n\n- `old-thing`: it cried wolf.\n"
    )


@pytest.mark.django_db
def test_the_list_leads_to_every_check_and_to_the_retired(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(issues.checks.RETIRED, "old-thing", "It cried wolf.")
    page = client.get("/checks/").content.decode()
    for name in [*CHECKS, "old-thing"]:
        assert f'href="/checks/{name}/"' in page
        assert client.get(f"/checks/{name}/").status_code == 200
    assert 'href="/checks/"' in client.get("/").content.decode()


@pytest.mark.django_db
def test_a_checks_page_says_what_its_docstring_says(client: Client) -> None:
    page = re.sub("</?code>", "`", unescape(client.get("/checks/email-shared/").content.decode()))
    check = CHECKS["email-shared"]
    for words in (
        check.name,
        check.title,
        "Error: certainly wrong",
        "E-mail",
        *map(catalogue.sentence, (check.why, check.fix, check.trap)),
    ):
        assert words in page


@pytest.mark.django_db
def test_a_checks_page_says_whether_it_compares_members(
    client: Client, rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, reach, compares in (
        ("alone", Reach.MEMBER, False),
        ("together", Reach.CHAMBER, True),
    ):
        monkeypatch.setitem(CHECKS, name, made_up(name, reach=reach))
        assert (catalogue.COMPARES in client.get(f"/checks/{name}/").content.decode()) == compares


@pytest.mark.django_db
def test_a_checks_page_counts_its_open_issues_and_says_nothing_of_them(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert (
        "No issue of this check is open now."
        in client.get("/checks/email-shared/").content.decode()
    )
    for status in (Status.OPEN, Status.SNOOZED, Status.RESOLVED, Status.DISMISSED):
        issue("a secret", check_name="email-shared", status=status)
    issue("a secret", check_name="email-shared", origin=Origin.PUBLIC, name="Max")
    with django_assert_num_queries(2):
        page = client.get("/checks/email-shared/").content.decode()
    assert "2 issues of this check are open now." in page
    assert "secret" not in page
    assert "Max" not in page


@pytest.mark.django_db
def test_a_checks_page_says_when_it_is_switched_off(client: Client) -> None:
    CheckState.objects.create(name="email-shared", enabled=False)
    assert "switched off at the moment" in client.get("/checks/email-shared/").content.decode()


@pytest.mark.django_db
def test_a_retired_checks_page_says_why_and_an_unknown_one_is_not_there(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(issues.checks.RETIRED, "old-thing", "it cried <b>wolf</b>.")
    page = client.get("/checks/old-thing/").content.decode()
    assert "This check is retired." in page
    assert "It cried &lt;b&gt;wolf&lt;/b&gt;." in page
    assert client.get("/checks/never-was/").status_code == 404
    assert client.post("/checks/email-shared/").status_code == 405


@pytest.mark.django_db
def test_what_a_docstring_holds_is_no_markup_on_a_page(
    client: Client, rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CHECKS, "evil", made_up("evil", title="`<script>` alert(1)</script>"))
    for address in ("/checks/", "/checks/evil/"):
        page = client.get(address).content.decode()
        assert "<script>" not in page
        assert "<code>&lt;script&gt;</code>" in page


@pytest.mark.django_db
def test_an_issues_page_and_its_mail_lead_to_its_check(
    client: Client, queued_mail: QueuedMail
) -> None:
    client.force_login(user("anna", "Triagers"))
    (one,) = triage.open_issues(
        [
            Issue(
                issue="Wrong.",
                origin=Origin.CHECK,
                check_name="email-shared",
                severity=Severity.ERROR,
            )
        ],
        Actor(),
    )
    assert 'href="/checks/email-shared/"' in client.get(f"{LIST}{one.pk}/change/").content.decode()
    (mail,) = queued_mail.to("one@example.org")
    assert "http://localhost/checks/email-shared/" in mail.text
    assert 'href="http://localhost/checks/email-shared/"' in mail.html

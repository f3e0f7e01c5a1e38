"""The list of issues in the admin, its order and its filters."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from issues import triage
from issues.models import Issue
from issues.models.choices import Origin, Priority, Severity, Status
from issues.triage import Actor
from tests.factories import chamber
from tests.issues.admin.admin_parts import LIST, issue

pytestmark = pytest.mark.django_db


def shown(client: Client, query: str = "") -> list[str]:
    """Return the texts of the listed issues, in order."""
    response = client.get(f"{LIST}{query}")
    assert response.status_code == 200, response.headers
    return [each.issue for each in response.context["cl"].result_list]


def test_the_list_shows_what_waits_in_staffs_order_then_by_gravity_then_the_oldest_first(
    client: Client, anna: Any
) -> None:
    now = timezone.now()
    issue("young error", severity=Severity.ERROR, first_seen=now)
    issue("old error", severity=Severity.ERROR, first_seen=now - timedelta(days=2))
    issue("report", origin=Origin.PUBLIC, first_seen=now)
    issue("warning", severity=Severity.WARNING, first_seen=now - timedelta(days=9))
    issue("urgent info", severity=Severity.INFO, priority=Priority.HIGH)
    issue("done", status=Status.RESOLVED)
    assert shown(client) == ["urgent info", "old error", "young error", "report", "warning"]
    assert "done" in shown(client, "?status=all")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?status=resolved", ["closed"]),
        ("?severity=warning", ["mine"]),
        ("?check_name=email-shared", ["mine"]),
        ("?check_name=never-heard-of", []),
        ("?check_name=reports", ["report", "group"]),
        ("?chamber=nsw-la", ["group"]),
        ("?chamber=nt-la", ["group"]),
        ("?origin=public", ["report"]),
        ("?assignee=me", ["mine"]),
        ("?assignee=nobody", ["report", "group"]),
        ("?age=older", ["group"]),
        ("?age=today", ["mine", "report"]),
        ("?age=week", ["mine", "report"]),
        ("?priority=3", ["group"]),
        ("?needs=reopened", ["report"]),
        ("?status=nonsense", []),
        ("?assignee=9999999999999999999999", []),
        ("?q=quill", ["mine"]),
        ("?q=a%40example.org", ["mine"]),
        ("?q=%C3%A9lan", ["group"]),
        (
            "?q=&status=&severity=&check_name=&chamber=&assignee=&age=&priority=&needs=&origin=",
            ["mine", "report", "group"],
        ),
    ],
)
def test_the_list_can_be_narrowed(client: Client, anna: Any, query: str, found: list[str]) -> None:
    chamber("nsw-la")
    old = timezone.now() - timedelta(days=50)
    issue(
        "mine",
        severity=Severity.WARNING,
        check_name="email-shared",
        assignee=anna,
        label="Ada Quill",
        evidence={"observed": "a@example.org"},
        priority=1,
    )
    report = issue("report", origin=Origin.PUBLIC)
    issue(
        "group",
        priority=3,
        first_seen=old,
        chamber=chamber("nt-la"),
        chamber_slugs=["nsw-la", "nt-la"],
        evidence={"expected": "élan"},
    )
    issue("closed", status=Status.RESOLVED)
    triage.resolve([report], Actor(user=anna))
    triage.reopen([Issue.objects.get(pk=report.pk)], Actor(user=anna))
    assert shown(client, query) == found


def test_what_is_about_to_wake_is_found(client: Client, anna: Any) -> None:
    today = timezone.localdate()
    issue("soon", status=Status.SNOOZED, snoozed_until=today + timedelta(days=2))
    issue("later", status=Status.SNOOZED, snoozed_until=today + timedelta(days=20))
    assert shown(client, "?needs=waking") == ["soon"]


def test_what_has_a_fix_is_found_while_it_waits(client: Client, anna: Any) -> None:
    fix = [{"label": "Write 0801", "edits": []}]
    issue("with a fix", fixes=fix)
    issue("done", fixes=fix, status=Status.RESOLVED)
    issue("without")
    assert shown(client, "?needs=fixable") == ["with a fix"]
    assert shown(client, "?needs=fixable&status=all") == ["with a fix"]


def test_the_list_needs_as_many_queries_for_sixty_issues_as_for_two(
    client: Client, anna: Any, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        issue(f"number {number}", assignee=anna if number % 2 else None, chamber=chamber("nt-la"))
    with django_assert_max_num_queries(12) as few:
        shown(client, "?q=number 1")
    with django_assert_max_num_queries(len(few)):
        shown(client)


def test_hostile_text_is_shown_and_not_run(client: Client, anna: Any) -> None:
    evil = "<script>alert(1)</script>"
    issue(evil, label=evil, field=evil[:100], check_name=evil)
    page = client.get(LIST).content.decode()
    assert evil not in page
    assert "&lt;script&gt;" in page

"""A triager at work in a real browser, at a desk and on a phone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from issues.models import Issue, QuarantinedReport, subject
from issues.models.choices import Severity, Status
from members.models import Member
from tests import factories
from tests.factories import member
from tests.issues.admin.admin_parts import LIST, issue, user
from tests.support.need import need

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def issues(transactional_db: None) -> list[Issue]:
    need("playwright", "chromium")
    user("anna", "Triagers")
    about = member("Ada Quill")
    values = {
        **subject.values(about),
        "check_name": "email-malformed",
        "field": "email",
        "evidence": {"observed": "a@b", "expected": "a@b.org"},
    }
    return [
        *(issue(f"Warning {number}", severity=Severity.WARNING, **values) for number in range(3)),
        *(issue(f"Error {number}", severity=Severity.ERROR, **values) for number in range(3)),
    ]


def log_in(page: Page, site: str) -> None:
    page.goto(f"{site}/admin/")
    page.get_by_label("Username").fill("anna")
    page.get_by_label("Password").fill("secret")
    page.get_by_role("button", name="Log in").click()


def is_as_wide_as_its_window(page: Page) -> bool:
    return bool(
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    )


def test_a_triager_filters_takes_snoozes_and_dismisses_the_rest_at_once(
    desktop: Page, live_server: LiveServer, issues: list[Issue]
) -> None:
    from playwright.sync_api import expect

    page = desktop
    log_in(page, live_server.url)
    page.get_by_role("link", name="6 waiting in total").click()
    page.get_by_label("Severity").select_option("error")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(3)

    page.get_by_role("link", name="Error 0").click()
    page.get_by_role("button", name="Take and next").click()
    expect(page.locator("h1")).to_have_text("Error 1")
    page.locator("summary", has_text="Snooze").press("Enter")
    page.get_by_label("Until").locator("visible=true").fill(
        (timezone.localdate() + timedelta(days=9)).isoformat()
    )
    page.get_by_role("button", name="Snooze", exact=True).click()
    expect(page.locator(".headline")).to_contain_text("snoozed until")

    page.get_by_role("link", name="the list").click()
    page.get_by_role("link", name="Clear").click()
    page.get_by_label("Severity").select_option("warning")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(3)
    expect(page.get_by_role("link", name="Warning 0")).to_be_visible()
    page.get_by_label("Select all objects on this page for an action").check()
    page.get_by_label("Action:").select_option("dismiss")
    page.get_by_role("button", name="Go").click()
    page.get_by_label("Reason").select_option("accepted")
    page.get_by_label("Note").fill("Known.")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.locator(".messagelist")).to_have_text("3 issues dismissed.")

    assert list(Issue.objects.order_by("pk").values_list("status", flat=True)) == [
        Status.DISMISSED
    ] * 3 + [
        Status.IN_PROGRESS,
        Status.SNOOZED,
        Status.OPEN,
    ]


def test_on_a_phone_nothing_is_wider_than_the_screen_and_a_mistake_is_shown_in_place(
    phone: Page, live_server: LiveServer, issues: list[Issue]
) -> None:
    from playwright.sync_api import expect

    page = phone
    log_in(page, live_server.url)
    assert is_as_wide_as_its_window(page)
    page.goto(f"{live_server.url}{LIST}")
    assert is_as_wide_as_its_window(page)
    page.get_by_role("link", name="Error 0").click()
    expect(page.locator("h1")).to_have_text("Error 0")
    assert is_as_wide_as_its_window(page)
    page.locator("summary", has_text="Dismiss").click()
    page.get_by_label("Note").locator("visible=true").fill("My reasons")
    page.get_by_role("button", name="Dismiss", exact=True).click()
    expect(page.get_by_text("Not done: Reason: This field is required.")).to_be_attached()
    expect(page.get_by_text("This field is required.", exact=True)).to_be_in_viewport()
    expect(page.get_by_label("Reason")).to_be_focused()
    expect(page.get_by_label("Note").locator("visible=true")).to_have_value("My reasons")
    assert is_as_wide_as_its_window(page)


def test_nothing_on_staffs_pages_breaks_the_rules_that_browsers_are_given(
    desktop: Page, live_server: LiveServer, issues: list[Issue]
) -> None:
    from django.contrib.auth.models import User

    User.objects.filter(username="anna").update(is_superuser=True)
    about, anna = Member.objects.get(), User.objects.get(username="anna")
    html = "<p style='color: red'>Hello</p><script>alert(1)</script>"
    mail = factories.mail(subject="Hello", text="Hello", html=html)
    kept = QuarantinedReport.objects.create(why="x", issue="y")
    said: list[str] = []
    desktop.on("console", lambda message: said.append(f"{desktop.url}: {message.text}"))
    desktop.on("pageerror", lambda error: said.append(f"{desktop.url}: {error}"))
    log_in(desktop, live_server.url)
    for path in (
        "",
        "issues/issue/",
        f"issues/issue/{issues[0].pk}/change/",
        "issues/issue/add/",
        "issues/run/",
        f"issues/quarantinedreport/{kept.pk}/change/",
        "issues/redaction/",
        "members/member/",
        f"members/member/{about.pk}/change/",
        f"members/member/{about.pk}/history/",
        "members/source/add/",
        f"issues/mail/{mail.pk}/change/",
        f"auth/user/{anna.pk}/change/",
    ):
        answer = desktop.goto(f"{live_server.url}/admin/{path}")
        assert answer is not None
        assert answer.ok, path
    assert said == []

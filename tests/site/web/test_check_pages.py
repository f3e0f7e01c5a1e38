"""The pages of the checks in a real browser: without JavaScript, by keyboard, on a phone, in both
colour schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import issues.checks
from issues.findings.registry import CHECKS
from tests.site.web.test_pages import FAINT, NARROW, OVERFLOW, PHONE, SMALL, tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

PAGES = ("/checks/", "/checks/email-shared/", "/checks/old-thing/")


@pytest.fixture(autouse=True)
def retired(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Retire a check. The fixture asks for the database first, so that it is emptied after the
    browser has closed."""
    monkeypatch.setitem(issues.checks.RETIRED, "old-thing", f"it cried {'wolf' * 40}.")


def test_a_visitor_reads_what_a_check_is_by_keyboard_alone_on_a_phone(
    page: Page, live_server: LiveServer
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/")
    tab_to(page, "What we check")
    page.keyboard.press("Enter")
    page.wait_for_url("**/checks/")
    first = page.locator(".people a").first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    page.wait_for_url("**/checks/*/")
    assert page.locator("h1").inner_text() == first
    tab_to(page, "All checks")
    page.keyboard.press("Enter")
    page.wait_for_url("**/checks/")


@pytest.mark.parametrize(
    "size", [NARROW, PHONE, {"width": 1280, "height": 900}], ids=lambda size: size["width"]
)
def test_no_page_of_a_check_is_wider_than_its_screen(
    page: Page, live_server: LiveServer, size: Any
) -> None:
    page.set_viewport_size(size)
    longest = max(CHECKS.values(), key=lambda check: len(check.title) + len(check.trap)).name
    for path in (*PAGES, f"/checks/{longest}/"):
        page.goto(f"{live_server.url}{path}")
        assert page.evaluate(OVERFLOW) <= 0, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_of_a_check_stands_out_from_its_ground_and_what_is_pressed_is_large_enough(
    page: Page, live_server: LiveServer, scheme: Any
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for path in PAGES:
        page.goto(f"{live_server.url}{path}")
        assert page.evaluate(FAINT) == [], path
        assert page.evaluate(SMALL) == [], path
        assert page.evaluate("document.querySelectorAll('h1').length") == 1

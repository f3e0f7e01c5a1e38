"""A triager handles an official list in a real browser, at a desk and on a phone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from issues.models import Issue
from issues.models.choices import Status
from members.models import Source
from tests.factories import chamber
from tests.issues.admin.admin_parts import user
from tests.issues.admin.test_browser import is_as_wide_as_its_window, log_in
from tests.members.sources.source_parts import names, source, take
from tests.support.need import need

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)

LISTED = "Given,SURNAME,Office phone\n" + "".join(
    f"Ada,Quill{number},08 8999 000{number}\n" for number in range(5)
)


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer) -> str:
    need("playwright", "chromium")
    user("anna", "Triagers")
    return live_server.url


def test_a_triager_gives_a_copy_says_what_its_columns_are_tries_and_saves(
    desktop: Page, site: str, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    page, file = desktop, tmp_path / "moon.csv"
    file.write_text(LISTED)
    of = source("moon", format="mapped-csv", chamber=chamber("moon"))
    log_in(page, site)
    page.get_by_role("link", name="Sources").click()
    page.get_by_role("link", name="moon", exact=True).click()
    page.get_by_label("A copy from your computer").set_input_files(file)
    page.get_by_role("button", name="Upload a copy").click()
    expect(page.locator(".source-state h2")).to_contain_text("rejected")
    assert [issue.check_name for issue in Issue.objects.active()] == ["source-rejected"]

    page.get_by_role("link", name="Edit the mapping", exact=True).click()
    page.get_by_label("Given").fill("first_name")
    page.get_by_label("SURNAME").fill("last_name")
    page.get_by_label("Office phone").fill("phone")
    page.get_by_role("button", name="Try").click()
    expect(page.get_by_text("would be accepted")).to_be_visible()
    expect(page.locator(".people tbody tr")).to_have_count(5)
    assert Source.objects.get().mapping == {}

    page.get_by_role("button", name="Save").click()
    expect(page.locator(".messagelist")).to_contain_text("now accepted, with 5 members")
    in_force = of.in_force()
    assert in_force
    assert in_force.rows == 5
    assert not Issue.objects.active().exists()


def test_on_a_phone_a_rejected_copy_is_found_from_its_issue_and_accepted(
    phone: Page, site: str
) -> None:
    from playwright.sync_api import expect

    page = phone
    of = source(chamber=chamber("moon"), url=f"https://example.org/{'long' * 30}.csv")
    take(of, names(20))
    copy = take(of, names(10))
    log_in(page, site)
    expect(page.get_by_text("It lost more than 10 % of its members")).to_be_visible()
    assert is_as_wide_as_its_window(page)
    page.goto(f"{site}/admin/members/source/")
    expect(page.get_by_role("link", name="Accept or reject the copy")).to_be_visible()
    assert is_as_wide_as_its_window(page)
    page.goto(f"{site}/admin/issues/issue/{Issue.objects.get().pk}/change/")
    page.get_by_role("link", name="Accept or reject the copy").click()
    expect(page.get_by_role("heading", name="As it is read: 10 members")).to_be_visible()
    assert is_as_wide_as_its_window(page)
    page.get_by_role("button", name="Accept").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("is accepted. It is in force")
    assert of.in_force() == copy
    assert Issue.objects.get().status == Status.RESOLVED

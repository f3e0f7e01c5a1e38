"""The public site in a real browser: without JavaScript, by keyboard, on a phone, in both colour
schemes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from issues.models import Issue
from members.models import Address, Link, Member, Phone
from tests import factories

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

PAGES = (
    "/",
    "/?q=wil",
    "/chambers/nt-la/",
    "/members/ada/",
    "/report/?member=ada&field=email",
)
PHONE = {"width": 360, "height": 740}
NARROW = {"width": 320, "height": 600}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def ada(transactional_db: None) -> Member:
    member = factories.member(
        "Wilhelmina-Alexandrina Featherstonehaugh-Cholmondeley",
        slug="ada",
        honorific="The Hon",
        electorate=factories.electorate(
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
        ),
    )
    factories.chamber(name="Legislative Assembly")
    Phone.objects.create(member=member, number="(08) 8999 0000", kind="electorate")
    Link.objects.create(member=member, url=f"https://example.org/{'long' * 40}", kind="website")
    Address.objects.create(
        member=member,
        line1="1 High Street",
        suburb="Darwin",
        state="NT",
        postcode="0800",
        kind="electorate",
    )
    factories.email(f"{'very-long-' * 6}name@example.org", member)
    return member


@pytest.fixture
def quiet(page: Page, live_server: LiveServer) -> Iterator[Page]:
    """Yield a page, and fail if it logs to its console or sends a request to another site."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(live_server.url) else said.append(request.url)
        ),
    )
    page.on(
        "response",
        lambda response: (
            said.append(f"{response.status} {response.url}") if response.status >= 400 else None
        ),
    )
    yield page
    assert said == []


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the element with this name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        label = (
            focused.evaluate("e => (e.labels && e.labels[0] || e).innerText")
            if focused.count()
            else ""
        )
        if " ".join(str(label).split()).startswith(name):
            return
    raise AssertionError(f"the keyboard does not reach {name!r}")


@pytest.mark.usefixtures("ada")
def test_a_visitor_finds_a_member_and_reports_a_number_by_keyboard_alone_on_a_phone(
    quiet: Page, live_server: LiveServer
) -> None:
    page = quiet
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{live_server.url}/")
    tab_to(page, "Name, electorate, party or postcode")
    page.keyboard.type("wilhelmina 0800")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    tab_to(page, "Wilhelmina")
    page.keyboard.press("Enter")
    page.wait_for_url("**/members/ada/")
    tab_to(page, "Something wrong? Report something wrong: Phone")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/?member=ada&field=phone%3Aelectorate")
    assert "(08) 8999 0000" in page.locator("main").inner_text()
    page.wait_for_timeout(2_100)  # a form that is sent at once is taken for a program's

    tab_to(page, "What should it be?")
    page.keyboard.type("(08) 8999 6611")
    tab_to(page, "Your e-mail address")
    page.keyboard.type("rita")
    tab_to(page, "Send the report")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.title().startswith("Not sent yet")
    tab_to(page, "Say what is wrong.")
    page.keyboard.press("Enter")
    page.locator("#id_issue:focus").wait_for()
    page.keyboard.type("It rings at a bakery.")
    assert page.get_by_label("What should it be?").input_value() == "(08) 8999 6611"
    tab_to(page, "Your e-mail address")
    page.keyboard.press("End")
    page.keyboard.type("@example.org")
    tab_to(page, "Send the report")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/*/")
    assert "Received" in page.locator("main").inner_text()

    issue = Issue.objects.get()
    assert (issue.issue, issue.email, issue.field) == (
        "It rings at a bakery.",
        "rita@example.org",
        "phone:electorate",
    )
    tab_to(page, "What is still wrong, or missing?")
    page.keyboard.type("Still the bakery.")
    tab_to(page, "Send")
    page.keyboard.press("Enter")
    page.get_by_text("We have received what you wrote").wait_for()
    assert issue.events.filter(note="Still the bakery.").count() == 1


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize(
    "size", [NARROW, PHONE, {"width": 1280, "height": 900}], ids=lambda size: size["width"]
)
def test_no_page_is_wider_than_its_screen(quiet: Page, live_server: LiveServer, size: Any) -> None:
    quiet.set_viewport_size(size)
    for path in (*PAGES, "/?q=nobody"):
        quiet.goto(f"{live_server.url}{path}")
        assert quiet.evaluate(OVERFLOW) <= 0, path


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(quiet: Page, live_server: LiveServer, scheme: Any) -> None:
    quiet.emulate_media(color_scheme=scheme)
    for path in PAGES:
        quiet.goto(f"{live_server.url}{path}")
        assert quiet.evaluate(FAINT) == [], path


@pytest.mark.usefixtures("ada")
def test_what_is_pressed_is_large_enough_and_has_a_name(
    quiet: Page, live_server: LiveServer
) -> None:
    quiet.set_viewport_size(PHONE)  # type: ignore[arg-type]
    for path in PAGES:
        quiet.goto(f"{live_server.url}{path}")
        assert quiet.evaluate(SMALL) == [], path
        assert (
            quiet.evaluate(
                "[...document.querySelectorAll('input:not([type=hidden]), textarea')]"
                ".filter(e => !e.labels.length).length"
            )
            == 0
        )
        assert quiet.evaluate("document.querySelectorAll('h1').length") == 1


@pytest.mark.usefixtures("ada")
def test_the_trap_is_neither_seen_nor_reached_by_the_keyboard(
    quiet: Page, live_server: LiveServer
) -> None:
    quiet.goto(f"{live_server.url}/report/")
    trap = quiet.locator("[name=homepage]")
    assert trap.get_attribute("tabindex") == "-1"
    assert quiet.get_by_role("textbox", name="Leave this empty").count() == 0
    box = quiet.locator(".trap").bounding_box()
    assert box is not None
    assert box["width"] <= 1


@pytest.mark.parametrize("path", ["/", "/members/x/", "/report/"])
def test_with_a_real_database_that_does_not_answer_pages_say_so(path: str) -> None:
    program = (
        "import django; django.setup(); from django.test import Client; "
        f"print(Client().get({path!r}).status_code)"
    )
    environment = {
        **os.environ,
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    answer = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    expected = "200" if path == "/report/" else "503"
    assert answer.stdout.split() == [expected]
    assert ("The database failed" in answer.stderr) == (expected == "503")


#: Text with less contrast to its background than WCAG AA requires.
FAINT = """(() => {
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = numbers(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll('body *')]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())
      && e.getClientRects().length)
    .filter(e => {
      const [a, b] = [light(numbers(getComputedStyle(e).color)), light(ground(e))]
        .sort((x, y) => y - x);
      return (a + .05) / (b + .05) < 4.5;
    })
    .map(e => e.outerHTML.slice(0, 100));
})()"""

#: Links and buttons under 24 pixels in both directions, except inside a sentence, as in WCAG.
SMALL = """[...document.querySelectorAll('a, button, input:not([type=hidden]), textarea')]
  .filter(e => !e.closest('[aria-hidden=true], .skip'))
  .filter(e => !(e.parentElement.tagName === 'P' && e.parentElement.childNodes.length > 1))
  .filter(e => e.getBoundingClientRect().height < 24 && !(e.closest('.people li, .cards li')))
  .map(e => e.outerHTML.slice(0, 120) + e.getBoundingClientRect().height)"""

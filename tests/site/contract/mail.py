"""Mail as the server receives it: promised subjects, headers, and the targets of links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client, override_settings

from issues.findings.registry import CHECKS
from tests.site.contract.demo import staff
from tests.site.contract.html import plain_path
from tests.site.contract.reporter import report, revision
from tests.site.contract.running import broken, read_json, status

#: Subjects that are promised, as they begin; the others are texts like any other.
PROMISED = re.compile(
    r"A new issue has been generated: |\d+ new issues have been generated: |"
    r"An issue has been reopened: |A check is failing: "
)
FREE = "(may be reworded)"
#: After these a description follows that may be reworded; after the others, a check's name.
DESCRIBED = ("A new", "An issue")
_URL = re.compile(r"https?://[^\s>]+")
_SLUG = re.compile(r"(/members/|/checks/)[\w-]+")
#: Few enough of each kind that each is an issue of its own.
FAULTY = [
    "chamber,name,email,phone:electorate,address:electorate:state,address:electorate:postcode"
] + [
    f"nt-la,Ada Quill{letter},ada at example {letter},12{number},NT,{3000 + number}"
    for number, letter in enumerate("abcdef")
]


def deliver() -> list[EmailMessage]:
    """Send the queued mail, and return the messages that the server received."""
    mail.outbox = []
    assert status("delivermail") == 0
    return mail.outbox


def link(messages: list[EmailMessage], part: str) -> str:
    """Return the path of the first link in these messages that contains this part."""
    return next(
        urlsplit(str(url)).path
        for message in messages
        for url in _URL.findall(str(message.body))
        if part in url
    )


def collect(folder: Path) -> dict[str, Any]:
    told = {}
    for what, act in _acts(folder):
        act()
        told[what] = _counted([_told(message) for message in deliver()])
    return told


def _acts(folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what causes mail, each to be done before the next is asked for."""
    kim, rita = staff(), Client()
    yield "a run that finds much", lambda: _find_much(folder)
    yield "a run in which a check breaks", _break_a_check
    yield (
        "staff write down an issue",
        lambda: kim.post("/admin/issues/issue/add/", {"issue": "It bounces.", "priority": 2}),
    )
    pages: list[str] = []
    yield "a report with an address", lambda: pages.append(report(rita))
    confirm = link(mail.outbox, "/confirm/")
    yield "the reporter asks for mail", lambda: rita.post(confirm)
    yield "the reporter writes again", lambda: rita.post(pages[0], {"text": "And again."})
    yield "staff resolve the report", lambda: _act(kim, "resolve", {})
    yield (
        "the reporter says that it is still wrong",
        lambda: rita.post(pages[0], {"text": "It is still wrong."}),
    )
    yield "staff dismiss the report", lambda: _act(kim, "dismiss", {"reason": "source_wrong"})
    yield "the daily digest", lambda: status("dailydigest")
    yield "an account", lambda: status("invite", "lou", "lou@example.org", "--group", "Viewers")
    yield (
        "a password that was forgotten",
        lambda: kim.post("/admin/password_reset/", {"email": "root@example.org"}),
    )
    yield "more reports than the limit", _too_many_reports


def _find_much(folder: Path) -> None:
    file = folder / "faulty.csv"
    file.write_text("\n".join(FAULTY) + "\n")
    assert [status("loaddemo"), status("importmembers", "csv", file), status("runchecks")] == [
        0,
        0,
        0,
    ]


def _break_a_check() -> None:
    check = CHECKS["date-future"]
    CHECKS[check.name] = replace(check, function=lambda member, today: broken())
    try:
        assert status("runchecks") == 1
    finally:
        CHECKS[check.name] = check


def _act(client: Client, act: str, given: dict[str, str]) -> None:
    """Act on the last issue, by the form on its page."""
    at = f"/admin/issues/issue/{read_json('listissues')[-1]['id']}/"
    assert (
        client.post(
            f"{at}{act}/", {"revision": revision(client, f"{at}change/"), **given}
        ).status_code
        == 302
    )


@override_settings(REPORT_LIMIT_ALL=2)
def _too_many_reports() -> None:
    for number in range(3):
        report(Client(), issue=f"It bounces, {number}.", email="")


def _told(message: EmailMessage) -> dict[str, Any]:
    built = message.message()
    promised = PROMISED.match(str(message.subject))
    described = promised and str(message.subject).startswith(DESCRIBED)
    return {
        "headers": sorted(built.keys()),
        "Message-ID": re.sub(r"^<[\w.]+@", "<...@", str(built["Message-ID"])),
        "from": message.from_email,
        "to": message.to,
        "reply to": message.reply_to,
        "parts": [part.get_content_type() for part in built.walk()],
        "links": sorted(
            {
                _SLUG.sub(r"\1<slug>", plain_path(urlsplit(url).path))
                for url in _URL.findall(str(message.body))
            }
        ),
        # Last, so that another subject does not change the order.
        "subject": (f"{promised[0]}..." if described else message.subject) if promised else FREE,
    }


def _counted(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return each kind of message once, with the number of messages to each recipient."""
    found = []
    for _, same in groupby(sorted(messages, key=_kind), key=_kind):
        alike = list(same)
        found.append(
            {
                **alike[0],
                "to": dict(Counter(address for message in alike for address in message["to"])),
            }
        )
    return found


def _kind(message: dict[str, Any]) -> str:
    return str({**message, "to": None})

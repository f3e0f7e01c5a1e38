"""Asks the site itself over the network, as its visitors do."""

from __future__ import annotations

import json
import ssl
from typing import Any, NamedTuple

import httpx
from django.conf import settings

from members.fetching import response_body
from members.fetching.connections import ERRORS, Deadline, Transport

#: In seconds: each silence, and all of it.
TIMEOUT, TOTAL = 10, 30
#: The longest page that is read, in bytes.
LONGEST = 1_000_000
START = "Start it: systemctl status yvih nginx, and see that SITE_URL is its address."


class Answer(NamedTuple):
    url: httpx.URL
    status_code: int
    location: str
    body: bytes


def look(mark: str | None) -> tuple[str, str]:
    """What the site answers, and what to do about it ("" when it is well).

    `mark` is what the site reads in this database now, and in no copy of it; None where it cannot
    be used.
    """
    try:
        # The certificates that this machine trusts, an own authority's among them; no proxy is
        # asked.
        transport = Transport(None, Deadline(TIMEOUT, TOTAL), ssl.create_default_context())
        with httpx.Client(
            base_url=settings.SITE_URL, transport=transport, headers={"Accept-Encoding": "identity"}
        ) as client:
            said, do = _health(_asked(client, "/healthz"), mark)
            return (said, do) if do else _page(_asked(client, "/report/"))
    except (*ERRORS, httpx.InvalidURL, response_body.BodyError, OSError) as error:
        return f"{settings.SITE_URL} does not answer: {type(error).__name__}: {error}", START


def _asked(client: httpx.Client, path: str) -> Answer:
    with client.stream("GET", path) as answer:
        location = answer.headers["Location"] if answer.has_redirect_location else ""
        return Answer(
            answer.url,
            answer.status_code,
            location,
            response_body.read(answer.iter_raw(), "", LONGEST),
        )


def _health(answer: Answer, mark: str | None) -> tuple[str, str]:
    if wrong := _elsewhere(answer):
        return wrong
    try:
        said: Any = json.loads(answer.body)
    except ValueError:
        said = None
    if not isinstance(said, dict) or not {"status", "problems", "database"} <= said.keys():
        return (
            f"{answer.url} answers {answer.status_code}, and it is not this site that answers.",
            START,
        )
    if mark is not None and said["database"] != "ok":
        return (
            "The site cannot use its database, and this command can.",
            "Restart it, and see that it has the same DATABASE_URL.",
        )
    if mark is not None and said.get("doctor") != mark:
        do = "Put SITE_URL, DATABASE_URL or SECRET_KEY right, and restart the site."
        return f"{settings.SITE_URL} is a site with another database, or another SECRET_KEY.", do
    return "", ""


def _page(answer: Answer) -> tuple[str, str]:
    if wrong := _elsewhere(answer):
        return wrong
    if answer.status_code != 200:
        return (
            f"{answer.url} answers {answer.status_code}.",
            "See what the site logs: journalctl -u yvih.",
        )
    return f"{settings.SITE_URL} answers.", ""


def _elsewhere(answer: Answer) -> tuple[str, str] | None:
    if not answer.location:
        return None
    do = "Put SITE_URL right. If it leads to itself, name the web server in front in TRUSTED_PROXIES, and let it set X-Forwarded-Proto."
    return f"{answer.url} answers {answer.status_code}, and leads to {answer.location}.", do

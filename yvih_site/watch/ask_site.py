"""Requests to the site itself over the network, as a visitor makes them, for `doctor`."""

from __future__ import annotations

import json
import ssl
from typing import Any, NamedTuple

import httpx
from django.conf import settings

from members.fetching import response_body
from members.fetching.connections import ERRORS, Deadline, Transport

#: Seconds: for each silence, and in all.
TIMEOUT, TOTAL = 10, 30
#: The longest page that is read, in bytes.
LONGEST = 1_000_000
START = "Start it (systemctl status yvih nginx), and make sure that SITE_URL is its address."


class Answer(NamedTuple):
    """The parts of an HTTP answer that are looked at; `location` is "" if it is no redirect."""

    url: httpx.URL
    status_code: int
    location: str
    body: bytes


def ask(mark: str | None) -> tuple[str, str]:
    """Return what the site answers, and what to do about it ("" if all is well).

    `mark` was written to this database a moment ago, so the site can read it only there and not in
    a copy. It is None if the database cannot be used.
    """
    try:
        # The certificates that this machine trusts, an authority of its own included. No proxy is
        # used.
        transport = Transport(None, Deadline(TIMEOUT, TOTAL), ssl.create_default_context())
        with httpx.Client(
            base_url=settings.SITE_URL, transport=transport, headers={"Accept-Encoding": "identity"}
        ) as client:
            result, advice = _health(_asked(client, "/healthz"), mark)
            return (result, advice) if advice else _page(_asked(client, "/report/"))
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
        health: Any = json.loads(answer.body)
    except ValueError:
        health = None
    if not isinstance(health, dict) or not {"status", "problems", "database"} <= health.keys():
        return (
            f"{answer.url} answers {answer.status_code}, but what answers is not this site.",
            START,
        )
    if mark is not None and health["database"] != "ok":
        return (
            "The site cannot use its database, but this command can.",
            "Restart the site, and make sure that it has the same DATABASE_URL.",
        )
    if mark is not None and health.get("doctor") != mark:
        advice = "Correct SITE_URL, DATABASE_URL or SECRET_KEY, and restart the site."
        return (
            f"{settings.SITE_URL} is a site with another database, or another SECRET_KEY.",
            advice,
        )
    return "", ""


def _page(answer: Answer) -> tuple[str, str]:
    if wrong := _elsewhere(answer):
        return wrong
    if answer.status_code != 200:
        return (
            f"{answer.url} answers {answer.status_code}.",
            "Look at the site's log: journalctl -u yvih.",
        )
    return f"{settings.SITE_URL} answers.", ""


def _elsewhere(answer: Answer) -> tuple[str, str] | None:
    if not answer.location:
        return None
    advice = (
        "Correct SITE_URL. If the site redirects to itself, name the web server in front in "
        "TRUSTED_PROXIES, and let it set X-Forwarded-Proto."
    )
    return f"{answer.url} answers {answer.status_code} and redirects to {answer.location}.", advice

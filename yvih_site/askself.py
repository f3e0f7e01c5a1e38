"""Asks the site itself over the network, as its visitors do."""

from __future__ import annotations

import ssl
from typing import Any

import httpx
from django.conf import settings

TIMEOUT = 10  # seconds
START = "Start it: systemctl status yvih nginx, and see that SITE_URL is its address."


def look(mark: str | None) -> tuple[str, str]:
    """What the site answers, and what to do about it ("" when it is well).

    `mark` is what the site reads in this database now, and in no copy of it; None where it cannot be used.
    """
    try:
        # The certificates that this machine trusts, an own authority's among them; no proxy is asked.
        with httpx.Client(base_url=settings.SITE_URL, timeout=TIMEOUT, verify=ssl.create_default_context(), trust_env=False) as client:
            said, do = _health(client.get("/healthz"), mark)
            return (said, do) if do else _page(client.get("/report/"))
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        return f"{settings.SITE_URL} does not answer: {type(error).__name__}: {error}", START


def _health(answer: httpx.Response, mark: str | None) -> tuple[str, str]:
    if wrong := _elsewhere(answer):
        return wrong
    try:
        said: Any = answer.json()
    except ValueError:
        said = None
    if not isinstance(said, dict) or not {"status", "problems", "database"} <= said.keys():
        return f"{answer.url} answers {answer.status_code}, and it is not this site that answers.", START
    if mark is not None and said["database"] != "ok":
        return "The site cannot use its database, and this command can.", "Restart it, and see that it has the same DATABASE_URL."
    if mark is not None and said.get("doctor") != mark:
        do = "Put SITE_URL, DATABASE_URL or SECRET_KEY right, and restart the site."
        return f"{settings.SITE_URL} is a site with another database, or another SECRET_KEY.", do
    return "", ""


def _page(answer: httpx.Response) -> tuple[str, str]:
    if wrong := _elsewhere(answer):
        return wrong
    if answer.status_code != 200:
        return f"{answer.url} answers {answer.status_code}.", "See what the site logs: journalctl -u yvih."
    return f"{settings.SITE_URL} answers.", ""


def _elsewhere(answer: httpx.Response) -> tuple[str, str] | None:
    if not answer.has_redirect_location:
        return None
    do = "Put SITE_URL right. If it leads to itself, name the web server in front in TRUSTED_PROXIES, and let it set X-Forwarded-Proto."
    return f"{answer.url} answers {answer.status_code}, and leads to {answer.headers['Location']}.", do

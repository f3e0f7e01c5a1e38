"""System checks of the configuration: they keep a half-configured site from starting, and name
what is missing."""

import re
from collections.abc import Iterator
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from issues import client_address
from yvih_site.cron import expression

HINT = "Set it in the environment or in .env; README.md lists the settings."


@register("configuration")
def configuration(**kwargs: Any) -> list[CheckMessage]:
    """Return an Error for every setting that is missing or weak."""
    return [*_always(), *(() if settings.DEBUG else _in_production())]


def _always() -> Iterator[CheckMessage]:
    for address in settings.ISSUE_EMAILS:
        if not _is_email(address):
            yield Error(
                f"ISSUE_EMAILS: {address!r} is not an e-mail address.", HINT, id="yvih.E001"
            )
    sender = settings.DEFAULT_FROM_EMAIL
    if sender not in settings.ISSUE_EMAILS and not _is_sender(sender):
        yield Error(
            f"DEFAULT_FROM_EMAIL: {sender!r} is not an e-mail address.", HINT, id="yvih.E002"
        )
    if settings.SITE_URL and not _is_site(settings.SITE_URL):
        yield Error(
            f"SITE_URL: {settings.SITE_URL!r} is not an address like https://example.org.",
            HINT,
            id="yvih.E003",
        )
    try:
        expression.refuse_nonsense(settings.RUNCHECKS_SCHEDULE)
    except ValueError as error:
        yield Error(
            f"RUNCHECKS_SCHEDULE: {settings.RUNCHECKS_SCHEDULE!r}: {error}", HINT, id="yvih.E004"
        )
    if settings.HEARTBEAT_URL and not _is_address(settings.HEARTBEAT_URL):
        yield Error(
            "HEARTBEAT_URL is not an address like https://hc-ping.com/key.", HINT, id="yvih.E016"
        )
    for name in ("REPORT_LIMIT", "REPORT_LIMIT_ALL"):
        if getattr(settings, name) < 0:
            yield Error(f"{name} must be 0 (no limit) or more.", HINT, id="yvih.E005")
    try:
        networks = client_address.networks(settings.TRUSTED_PROXIES)
    except ValueError as error:
        yield Error(
            f"TRUSTED_PROXIES: {error}; use `unix` for a proxy on a socket.",
            HINT,
            id="yvih.E006",
        )
    else:
        if any(network.prefixlen == 0 for network in networks):
            yield Error(
                "TRUSTED_PROXIES is weak: it contains the whole internet, so anybody could claim "
                "any address.",
                HINT,
                id="yvih.E017",
            )


def _in_production() -> Iterator[CheckMessage]:
    try:
        key = settings.SECRET_KEY
    except ImproperlyConfigured:
        key = ""
    if not key:
        yield Error("SECRET_KEY is not set.", HINT, id="yvih.E010")
    elif len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure"):
        message = (
            "SECRET_KEY is weak: it needs at least 50 characters, at least 5 of them different, "
            "and must not begin with `django-insecure`."
        )
        yield Error(message, HINT, id="yvih.E011")
    if not settings.ALLOWED_HOSTS:
        yield Error("ALLOWED_HOSTS is not set.", HINT, id="yvih.E012")
    if "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "ALLOWED_HOSTS is weak: `*` allows every host, and so links to strangers' sites.",
            HINT,
            id="yvih.E015",
        )
    if not settings.ISSUE_EMAILS:
        yield Error(
            "ISSUE_EMAILS is not set: nobody would be told of new issues.", HINT, id="yvih.E013"
        )
    if settings.ALLOWED_HOSTS and not settings.SITE_URL:
        yield Error(
            "SITE_URL is not set, and ALLOWED_HOSTS does not name a host that links in mails could "
            "use.",
            HINT,
            id="yvih.E014",
        )
    if (
        settings.SITE_URL.startswith("http://")
        and _is_site(settings.SITE_URL)
        and not _is_this_machine(settings.SITE_URL)
    ):
        message = (
            "SITE_URL is weak: over http, others can read passwords and reports. Only a site on "
            "this machine itself may do without https."
        )
        yield Error(message, HINT, id="yvih.E018")
    if any(network.prefixlen == 0 for network in settings.FETCH_PRIVATE_NETWORKS):
        yield Error(
            "FETCH_PRIVATE_NETWORKS is weak: name your own networks, not all networks.",
            HINT,
            id="yvih.E019",
        )


def _is_sender(text: str) -> bool:
    """True if it is an address, or a name followed by an address in `<>`.

    The mail queue and the delivery both read it in this way.
    """
    address = parseaddr(text)[1]
    return (
        len(text) <= 254
        and _is_email(address)
        and text.endswith((address, f"<{address}>"))
        and ">" not in text[:-1]
    )


def _is_site(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    whole = parts.scheme in ("http", "https") and parts.hostname and port != 0
    return bool(whole) and not re.search(r"[\s?#@]", text)


def _is_this_machine(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.endswith(".localhost") or host.startswith("127.")


def _is_address(text: str) -> bool:
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        return False
    return url.scheme in ("http", "https") and bool(url.host)


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True

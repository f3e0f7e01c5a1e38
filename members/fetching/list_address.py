"""The address of an official list, as people type it: parsed, judged, and shown without its
password."""

from __future__ import annotations

import re

import httpx
from django.conf import settings

LOOK = "open the address in a browser, and correct it in the source if the list has moved"
OWN_NETWORK = (
    "if the list is truly in your own network, name that network in FETCH_PRIVATE_NETWORKS"
)
HTTPS_ONLY = (
    "write an address that begins with https://: "
    f"what comes over http could be changed by anybody on the way; {OWN_NETWORK}."
)


class FetchError(Exception):
    """Raised if a list cannot be fetched.

    The message is one sentence with the address, what happened and what to do. The check
    source-failing compares it, so a changed text reopens dismissed issues.
    """


def parse(address: str) -> httpx.URL:
    """Parse the address of a list. Raises FetchError if it cannot be one."""
    try:
        url = httpx.URL(address)
        host = url.host
    except (httpx.InvalidURL, ValueError) as error:
        # The message of httpx may quote a part of the password.
        why = "" if "@" in address else f" ({str(error).rstrip('.')})"
        raise FetchError(
            f"{shown(address)!r} is not an address that can be fetched{why}; {LOOK}."
        ) from error
    if url.scheme not in ("https", "http") or not host:
        raise FetchError(
            f"{shown(url)!r} is not the address of a list; write it in full, beginning with https://."
        )
    return url


def check(address: str) -> None:
    """Raise FetchError if the address could never be fetched.

    http is allowed only in networks of one's own (FETCH_PRIVATE_NETWORKS).
    """
    if parse(address).scheme != "https" and not settings.FETCH_PRIVATE_NETWORKS:
        raise FetchError(HTTPS_ONLY)


def shown(address: str | httpx.URL) -> str:
    """Return the address without user and password.

    They are removed even if they contain `?` or `#`, which make the address invalid.
    """
    return re.sub(r"//[^/]*@", "//", str(address))

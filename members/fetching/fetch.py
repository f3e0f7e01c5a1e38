"""Fetching of official lists over HTTP: public addresses only, with limits of time and size.

A list's address is typed by people, and its server may answer anything. So the address of every
redirect is checked before connecting to it. A list that has not changed is not sent again.
"""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

import httpx
from django.conf import settings

from members.fetching import response_body
from members.fetching.connections import ERRORS, Deadline, Transport
from members.fetching.list_address import LOOK, OWN_NETWORK, FetchError, parse, shown
from members.fetching.public_addresses import Network, is_in, is_public, resolve

REDIRECTS = (301, 302, 303, 307, 308)

LATER = "it is tried again at the next fetch; if this goes on, open the address in a browser"


@dataclass(frozen=True)
class FetchLimits:
    """Limits of one fetch.

    `seconds` is for connecting and for each silence, `total` (seconds) for everything including
    redirects. `size` is in bytes, both as sent and unpacked.
    """

    seconds: float = 20
    total: float = 120
    size: int = 50_000_000
    redirects: int = 5


@dataclass(frozen=True)
class Fetched:
    """The list as it came (None if unchanged), and the headers to send with the next request."""

    data: bytes | None
    etag: str = ""
    last_modified: str = ""


def fetch(
    address: str, etag: str = "", last_modified: str = "", limits: FetchLimits | None = None
) -> Fetched:
    """Fetch the list at that address, unless `etag` and `last_modified` show that it is unchanged.

    Raises FetchError if it cannot be fetched.
    """
    limits = limits or FetchLimits()
    clock = Deadline(limits.seconds, limits.total)
    url = start = parse(address)
    conditions = {
        name: value
        for name, value in (("If-None-Match", etag), ("If-Modified-Since", last_modified))
        if value
    }
    for _ in range(limits.redirects + 1):
        try:
            answer = _ask(url, conditions, limits, clock)
        except FetchError as error:
            if url == start:
                raise
            raise FetchError(f"{shown(start)} redirects, and {error}") from error
        if isinstance(answer, Fetched):
            return answer
        url = answer
    raise FetchError(f"{shown(address)} redirects more than {limits.redirects} times; {LOOK}.")


def _ask(
    url: httpx.URL, conditions: dict[str, str], limits: FetchLimits, clock: Deadline
) -> Fetched | httpx.URL:
    """Request the address. Returns the list, or the address that it redirects to."""
    headers = {
        "User-Agent": f"Your-Voice-in-House (+{httpx.URL(settings.SITE_URL)})",
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **conditions,
    }
    addresses = _checked(url, settings.FETCH_PRIVATE_NETWORKS)
    try:
        # httpx.Client is not used: it processes the address of a redirect before it can be checked
        # here.
        with Transport(addresses, clock) as transport:
            return _answer(
                url, transport.handle_request(_request(url, headers)), bool(conditions), limits
            )
    except response_body.TooLarge as error:
        limit = f"{limits.size / 1_000_000:g} MB"
        raise FetchError(
            f"what {shown(url)} sends {error} than {limit}, more than any list of members; {LOOK}."
        ) from error
    except response_body.BodyError as error:
        raise FetchError(f"what {shown(url)} sends {error}; {LATER}.") from error
    except ERRORS as error:
        raise FetchError(f"{shown(url)} {_trouble(error, limits, clock)}; {LATER}.") from error


def _request(url: httpx.URL, headers: dict[str, str]) -> httpx.Request:
    request = httpx.Request("GET", url, headers=headers)
    return (
        next(httpx.BasicAuth(url.username, url.password).auth_flow(request))
        if url.userinfo
        else request
    )


def _answer(
    url: httpx.URL, response: httpx.Response, is_conditional: bool, limits: FetchLimits
) -> Fetched | httpx.URL:
    if response.status_code in REDIRECTS:
        return _next(url, response.headers.get("location", ""))
    if response.status_code == HTTPStatus.NOT_MODIFIED and is_conditional:
        return Fetched(None)
    if response.status_code != HTTPStatus.OK:
        raise FetchError(f"{shown(url)} answered {_status(response.status_code)}.")
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.size:
        raise response_body.TooLarge("is larger")
    encoding = response.headers.get("content-encoding", "").strip().lower()
    data = response_body.read(response.iter_raw(), encoding, limits.size)
    return Fetched(
        data, response.headers.get("etag", ""), response.headers.get("last-modified", "")
    )


def _status(code: int) -> str:
    """Return the meaning of an HTTP status other than 200, and what to do about it."""
    meaning = HTTPStatus(code).phrase if code in set(HTTPStatus) else "an unknown status"
    if code in (401, 403):
        return (
            f"{code} ({meaning}); it lets no program in: "
            "take the list by hand and give it with --file, or ask its publisher"
        )
    return f"{code} ({meaning}); {LATER if code >= 500 or code in (408, 429) else LOOK}"


def _next(url: httpx.URL, location: str) -> httpx.URL:
    """Return the address that a redirect leads to.

    Any address of a source is allowed, but a redirect from https to http is not.
    """
    if not location:
        raise FetchError(f"{shown(url)} redirects without saying where to; {LOOK}.")
    try:
        target = parse(str(url.join(location)))
    except (httpx.InvalidURL, ValueError, FetchError) as error:
        raise FetchError(
            f"{shown(url)} redirects to {shown(location[:200])!r}, "
            f"which is no address of a list; {LOOK}."
        ) from error
    if url.scheme == "https" and target.scheme == "http":
        raise FetchError(f"{shown(url)} redirects to {shown(target)}, out of https; {LOOK}.")
    return target


def _checked(url: httpx.URL, private: Sequence[Network]) -> list[str]:
    """Return all addresses of the host. Only these may be connected to.

    Raises FetchError if one of them is neither public nor in an allowed network.
    """
    host = url.raw_host.decode("ascii")
    try:
        addresses = resolve(host, url.port or (443 if url.scheme == "https" else 80))
    except (OSError, ValueError) as error:
        raise FetchError(
            f"{shown(url)} cannot be reached: no address is known for the host {host!r}; {LATER}."
        ) from error
    for address in addresses:
        if not is_public(address) and not is_in(address, private):
            raise FetchError(
                f"{shown(url)} leads to {address}, "
                f"which is not on the public internet; {OWN_NETWORK}."
            )
    if url.scheme == "http" and not all(is_in(address, private) for address in addresses):
        raise FetchError(
            f"{shown(url)} is not https, so anybody on the way could change the list; "
            "write https:// in the source's address."
        )
    return list(dict.fromkeys(map(str, addresses)))


def _trouble(error: Exception, limits: FetchLimits, clock: Deadline) -> str:
    """Return what went wrong with a connection, in plain words."""
    cause = error.__context__  # not __cause__, which the pool removes
    if clock.is_over:
        return f"did not end within {limits.total:g} seconds"
    if "Timeout" in type(error).__name__:
        return f"said nothing for {limits.seconds:g} seconds"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"shows a certificate that is not to be trusted ({cause.verify_message.rstrip('.')})"
    if isinstance(cause, ssl.SSLError):
        return f"does not speak https as it should ({cause.reason or cause})"
    if isinstance(cause, OSError):
        return f"cannot be reached ({cause.strerror or cause})"
    return f"broke off or answered nonsense ({error})"

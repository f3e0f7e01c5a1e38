"""Who is asking: the address that the rate limit counts by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

#: An entry of TRUSTED_PROXIES that stands for a proxy which connects through a Unix socket, and so
#: has no address.
UNIX = "unix"
#: Lengths of IPv6 networks that are counted as a whole too, and how many times the limit of one
#: address each may reach.
WIDER = ((56, 2), (48, 4))


def address(remote: str, forwarded: str, proxies: Sequence[str]) -> str:
    """The client's address: `remote`, unless that is one of our proxies; then the last one
    forwarded that is not.

    `forwarded` is the header X-Forwarded-For; only the entries that our own proxies wrote are
    believed. Of an IPv6 address the network is taken: a household has 2^64 of them. Raises
    ValueError when `proxies` holds what is neither an address nor a network.
    """
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    current = remote
    while hops and is_proxy(current, proxies):
        current = hops.pop()
    parsed = _parsed(current)
    return (
        str(ip_network((parsed, 64), strict=False))
        if isinstance(parsed, IPv6Address)
        else str(parsed or current)
    )


def is_proxy(remote: str, proxies: Sequence[str]) -> bool:
    """True if that address ("" for a Unix socket) is one of ours. Raises ValueError as `networks`
    does."""
    trusted = networks(proxies)
    return _is_in(remote, trusted) if remote else UNIX in proxies


def wider(client: str) -> list[tuple[str, int]]:
    """Return the address as `address` gives it and the IPv6 networks around it, each with how many
    times a limit it may reach.

    Whoever rents a line or a server often has all of a /56 or a /48: 256 or 65,536 networks to send
    from.
    """
    try:
        network = ip_network(client)
    except ValueError:
        return [(client, 1)]
    if network.version == 4 or network.prefixlen < 64:
        return [(client, 1)]
    return [
        (client, 1),
        *((str(network.supernet(new_prefix=length)), times) for length, times in WIDER),
    ]


def networks(proxies: Sequence[str]) -> list[IPv4Network | IPv6Network]:
    """The networks among them. Raises ValueError when one is neither an address nor a network."""
    return [ip_network(proxy, strict=False) for proxy in proxies if proxy != UNIX]


def of(request: HttpRequest) -> str:
    """Where a request comes from, by TRUSTED_PROXIES."""
    return address(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("X-Forwarded-For", ""),
        settings.TRUSTED_PROXIES,
    )


def of_login(request: HttpRequest) -> str | None:
    """The same in a form that a column for addresses takes: the first address of an IPv6 network."""
    text = of(request).partition("/")[0]
    return text if _parsed(text) else None


def _is_in(text: str, trusted: Sequence[object]) -> bool:
    parsed = _parsed(text)
    return parsed is not None and any(parsed in network for network in trusted)  # type: ignore[operator]


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    with_port = re.fullmatch(r"\A(?:\[(.+)\](?::\d+)?|(\d++\.\d++\.\d++\.\d++):\d+)", text)
    try:
        parsed = ip_address((with_port[1] or with_port[2]) if with_port else text)
    except ValueError:
        return None
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed

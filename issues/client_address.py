"""The address that a request comes from, by which rate limits count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

#: The entry of TRUSTED_PROXIES for a proxy that connects through a Unix socket and has no address.
UNIX = "unix"
#: Lengths of IPv6 networks that are also counted as a whole, each with the multiple of the limit
#: that it may reach.
WIDER = ((56, 2), (48, 4))


def behind_proxies(remote: str, forwarded: str, proxies: Sequence[str]) -> str:
    """Return the client's address: `remote` or, if that is one of our proxies, the last forwarded
    address that is not.

    `forwarded` is the header X-Forwarded-For. Only entries that our own proxies wrote are trusted.
    An IPv6 address is given as its /64 network, because a household has 2^64 addresses. Raises
    ValueError if an entry of `proxies` is neither an address nor a network.
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
    """True if that address ("" for a Unix socket) is one of our proxies. Raises ValueError as
    `networks` does.
    """
    trusted = networks(proxies)
    return _is_in(remote, trusted) if remote else UNIX in proxies


def wider_networks(client: str) -> list[tuple[str, int]]:
    """Return the client's address and the IPv6 networks around it, each with the multiple of the
    limit that it may reach.

    Many customers who rent a line or a server have a whole /56 or /48: 256 or 65,536 networks to
    send from.
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
    """Return the networks among the proxies. Raises ValueError if one is neither an address nor a
    network.
    """
    return [ip_network(proxy, strict=False) for proxy in proxies if proxy != UNIX]


def of_request(request: HttpRequest) -> str:
    """Return the address that a request comes from, according to TRUSTED_PROXIES."""
    return behind_proxies(
        request.META.get("REMOTE_ADDR", ""),
        request.headers.get("X-Forwarded-For", ""),
        settings.TRUSTED_PROXIES,
    )


def of_login(request: HttpRequest) -> str | None:
    """Return the address for a database column: for an IPv6 network, its first address."""
    text = of_request(request).partition("/")[0]
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

"""Who is asking: the address that the rate limit counts by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

#: An entry of TRUSTED_PROXIES that stands for a proxy which connects through a Unix socket, and so has no address.
UNIX = "unix"


def address(remote: str, forwarded: str, proxies: Sequence[str]) -> str:
    """The client's address: `remote`, unless that is one of our proxies; then the last one forwarded that is not.

    `forwarded` is the header X-Forwarded-For; only the entries that our own proxies wrote are believed. Of an IPv6
    address the network is taken: a household has 2^64 of them. Raises ValueError when `proxies` holds what is neither an
    address nor a network.
    """
    trusted = [ip_network(proxy, strict=False) for proxy in proxies if proxy != UNIX]
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    current = remote
    while hops and (UNIX in proxies if not current else _is_in(current, trusted)):
        current = hops.pop()
    parsed = _parsed(current)
    return str(ip_network((parsed, 64), strict=False)) if isinstance(parsed, IPv6Address) else str(parsed or current)


def _is_in(text: str, networks: Sequence[object]) -> bool:
    parsed = _parsed(text)
    return parsed is not None and any(parsed in network for network in networks)  # type: ignore[operator]


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    with_port = re.fullmatch(r"\[(.+)\](?::\d+)?|(\d+\.\d+\.\d+\.\d+):\d+", text)
    try:
        parsed = ip_address((with_port[1] or with_port[2]) if with_port else text)
    except ValueError:
        return None
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed

"""Recognising public internet addresses. A list's host must not lead into our own network."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

IPAddress = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# The part of IPv6 that is allocated to the public. NAT64 lies outside of it and contains an IPv4
# address in its last 32 bits.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[IPAddress]:
    """Resolve a host name to all of its addresses.

    Raises OSError or ValueError if it has none or is not a valid name.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ip_address(str(entry[4][0])) for entry in found]


def is_public(address: IPAddress) -> bool:
    """True if the address is on the public internet.

    An IPv6 address that contains an IPv4 address is judged by that.
    """
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    if embedded := _embedded(address):
        return is_public(embedded)
    return address in _GLOBAL_UNICAST and address.is_global and address.teredo is None


def is_in(address: IPAddress, networks: Sequence[Network]) -> bool:
    """True if the address is in one of the networks. IPv4 addresses may be written as IPv6."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return any((mapped or address) in network for network in networks)


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that this one contains and leads to."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour

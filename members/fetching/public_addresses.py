"""Which addresses of the network are the public internet's. A list's host must not lead into the
machine's own network."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

IPAddress = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# What of IPv6 is handed out to the public. NAT64 lies outside, and carries an IPv4 address in its
# last 32 bits.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int) -> list[IPAddress]:
    """All addresses that a host's name stands for now. OSError or ValueError when there are none,
    or it is no name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ip_address(str(entry[4][0])) for entry in found]


def is_public(address: IPAddress) -> bool:
    """Whether it is an address on the public internet, and leads to one if it stands for another
    (IPv4 within IPv6)."""
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    if within := _within(address):
        return is_public(within)
    return address in _GLOBAL_UNICAST and address.is_global and address.teredo is None


def is_in(address: IPAddress, networks: Sequence[Network]) -> bool:
    """Whether the address, or the IPv4 address that it is in IPv6's spelling, is in one of the
    networks."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return any((mapped or address) in network for network in networks)


def _within(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that this one leads to."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour

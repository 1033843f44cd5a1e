"""Which machines may be asked: a name is resolved once, every address it has is checked, and only those are dialled.

`is_global` alone is not enough: it allows multicast and addresses that carry another one inside (NAT64, 6to4).
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from diplo_extract.fetch.failure import FetchError

IpAddress = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[list[str]]]

# written out where versions of Python differ about is_global, or where an address leads to another one
_FORBIDDEN = [
    ip_network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "100.64.0.0/10",  # carrier-grade NAT
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",  # benchmarks
        "240.0.0.0/4",  # reserved, broadcast
        "::/96",  # unspecified, loopback, IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64, local
        "100::/64",  # discard
        "2001::/23",  # Teredo, ORCHID and other assignments
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # site-local
    )
]


def is_forbidden(address: IpAddress) -> bool:
    """Tell an address that is not a machine of the public internet."""
    if not address.is_global or address.is_multicast or address.is_link_local or address.is_private:
        return True
    return any(address.version == network.version and address in network for network in _FORBIDDEN)


async def resolve(host: str, port: int) -> list[str]:
    """Give the addresses of a host as the system's resolver knows them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


async def checked_addresses(host: str, port: int, look_up: Resolve, *, allow_private: bool) -> list[str]:
    """Give the addresses to dial for a host; one that is forbidden among them forbids the host.

    Raises FetchError: forbidden-address, dns.
    """
    try:
        found = await look_up(host, port)
    except (OSError, UnicodeError) as error:
        if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
            raise FetchError("connect", f"the name {host} cannot be looked up now: {error}") from error
        raise FetchError("dns", f"the name {host} has no address: {error}") from error
    if not found:
        raise FetchError("dns", f"the name {host} has no address")
    for text in found:
        if not allow_private and is_forbidden(ip_address(text)):
            name = host if host == text else f"{host}, which is {text},"
            raise FetchError("forbidden-address", f"{name} is no public address")
    return found

"""Where anything may be sent: to the world, and never into the house.

An address that looks harmless may be one of this machine, of the network behind it, or of a cloud's metadata; and the
same name may be resolved to another address a moment later.  So the name is resolved here, every address it has is
looked at, and the connection goes to the very address that was looked at.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from ..distrust import keepable, turned_away

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address
LONGEST = 500
LOWEST_PORT = 1024  # below it only the web's own: other services must not be spoken to in their own tongue
WEB_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")


class Barred(ValueError):
    """An address that nothing is sent to; the text says why."""


@dataclass(frozen=True)
class Target:
    """Where a delivery goes: the address looked at, and the name that it was asked by."""

    scheme: str
    host: str
    port: int
    ip: str
    path: str


def read(url: str) -> SplitResult:
    """The parts of an address that could be sent to, names not yet resolved.  Barred with the reason."""
    if len(url) > LONGEST or not keepable(url) or any(c.isspace() or ord(c) < 32 for c in url):
        raise Barred(_("网址最多 %(n)s 个字，里面不能有空格。") % {"n": LONGEST})
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Barred(_("这不是一个网址。")) from None
    if parts.scheme not in WEB_PORTS or not parts.hostname:
        raise Barred(_("网址要以 http:// 或 https:// 开头。"))
    if parts.username or parts.password:
        raise Barred(_("网址里不能带用户名和密码。"))
    if port is not None and port < LOWEST_PORT and port not in WEB_PORTS.values():
        raise Barred(_("端口只能是 80、443 或 1024 以上的。"))
    try:
        literal = ipaddress.ip_address(parts.hostname.split("%")[0])
    except ValueError:
        return parts
    bar(parts.hostname, [literal])
    return parts


def resolve(url: str) -> Target:
    """The address to connect to.  Barred where any address of the name leads into the house.  OSError: no such name."""
    parts = read(url)
    assert parts.hostname is not None
    port = parts.port or WEB_PORTS[parts.scheme]
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise Barred(_("这不是一个网址。")) from None
    addresses = [ipaddress.ip_address(str(one[4][0]).split("%")[0]) for one in found]
    bar(parts.hostname, addresses)
    path = parts.path or "/"
    return Target(
        parts.scheme, parts.hostname, port, str(addresses[0]), f"{path}?{parts.query}" if parts.query else path
    )


def bar(host: str, addresses: Iterable[Ip]) -> None:
    """Barred where one of a host's addresses is none of the world's, and the host is not allowed by name or network."""
    entries = list(settings.DIANZHANG_WEBHOOK_ALLOW)
    if host.lower() in entries:
        return
    networks = [network for entry in entries if (network := _network(entry)) is not None]
    for address in addresses:
        if not _of_the_world(address) and not any(address in network for network in networks):
            turned_away("a webhook into the house", address=str(address))
            raise Barred(_("%(host)s 在内部网络里，不往那里送。") % {"host": host})


def allowed(host: str) -> bool:
    """Whether a host was allowed by name, or is written as an address within a network that was."""
    entries = list(settings.DIANZHANG_WEBHOOK_ALLOW)
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host.lower() in entries
    return any(address in network for entry in entries if (network := _network(entry)) is not None)


def _network(entry: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(entry)
    except ValueError:
        return None  # the name of a host


def _of_the_world(address: Ip) -> bool:
    """Whether anybody could reach it: no loopback, private, link-local, metadata, multicast or reserved one, nor such
    an address in the clothes of another family."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if inner is None and (address in _NAT64 or address in _COMPATIBLE):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None and not _of_the_world(inner):
            return False
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)

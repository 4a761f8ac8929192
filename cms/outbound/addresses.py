"""Which addresses a request may go to. Standard library only."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_PORTS = {"http": 80, "https": 443}
_PATH = "/%:;=&?~+!$,'@()*[]-._"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AddressRefused(Exception):
    """The request may not be made; `code` says why in one word, the message in a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: the name it was given, and the one address that was checked and is connected to."""

    scheme: str
    host: str
    port: int
    address: str
    path: str

    @property
    def host_header(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def resolve(url: str, *, allow_private: bool = False) -> Target:
    """Look up the host of `url` and check every address it has. Raises AddressRefused.

    One private address among public ones refuses the whole name: it would be picked sooner or later.
    """
    parts = _split(url)
    port = parts.port or _PORTS[parts.scheme]
    host = _encode_host(parts.hostname or "")
    addresses = _look_up(host, port)
    if not allow_private:
        for address in addresses:
            if not is_public(address):
                raise AddressRefused("private", f"{host} leads to {address}, which is not a public address")
    path = quote(parts.path or "/", safe=_PATH)
    query = f"?{quote(parts.query, safe=_PATH)}" if parts.query else ""
    return Target(parts.scheme, host, port, str(addresses[0]), path + query)


def check_form(url: str, *, allow_private: bool = False) -> None:
    """Judge `url` without looking its host up, for forms. Raises AddressRefused."""
    host = _encode_host(_split(url).hostname or "")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        is_local = host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
    else:
        is_local = not is_public(address)
    if is_local and not allow_private:
        raise AddressRefused("private", f"{host} is not a public address")


def is_public(address: IPAddress) -> bool:
    """Whether `address` belongs to the open internet, also where it stands for an IPv4 address inside IPv6."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _find_inner(address)
        if inner is not None:
            return is_public(inner)
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_loopback or address.is_link_local
    )


def _find_inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressRefused("malformed", f"{url[:200]!r} is no web address: {error}") from error
    if parts.scheme not in _PORTS:
        raise AddressRefused("scheme", f"{parts.scheme or 'no scheme'!r} is not allowed; write http:// or https://")
    if not parts.hostname or port == 0:
        raise AddressRefused("malformed", f"{url[:200]!r} names no host")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("credentials", "a name and password in an address are not allowed")
    if any(ord(character) <= 32 or ord(character) == 127 for character in url):
        raise AddressRefused("malformed", f"{url[:200]!r} holds blanks or control characters")
    return parts


def _encode_host(host: str) -> str:
    """The name as DNS and certificates have it: 例子.cn becomes xn--…."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise AddressRefused("malformed", f"{host!r} is no host name: {error}") from error


def _look_up(host: str, port: int) -> list[IPAddress]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AddressRefused("unknown_host", f"{host} could not be found: {error}") from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses:
        raise AddressRefused("unknown_host", f"{host} has no address")
    return addresses

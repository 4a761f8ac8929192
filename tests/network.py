"""Tests talk to this machine only: any other address is an error that names it."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


class NetworkForbidden(RuntimeError):
    """A test tried to leave this machine."""


def forbid() -> None:
    """Make Python's own sockets refuse what is not a loopback address or a file."""
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign,assignment]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign,assignment]
    socket.getaddrinfo = _guarded_getaddrinfo


def allow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the guard away for one test that has its own."""
    monkeypatch.setattr(socket.socket, "connect", _connect)
    monkeypatch.setattr(socket.socket, "connect_ex", _connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", _getaddrinfo)


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _refuse_far(self, address)
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    _refuse_far(self, address)
    return _connect_ex(self, address)


def _guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
    if not _is_near(host):
        raise NetworkForbidden(f"tests may not look up {host!r}: replace what asks for it")
    return _getaddrinfo(host, *args, **kwargs)


def _refuse_far(connection: socket.socket, address: Any) -> None:
    if connection.family in {socket.AF_INET, socket.AF_INET6} and not _is_near(address[0]):
        raise NetworkForbidden(f"tests may not connect to {address[0]!r}: replace what asks for it")


def _is_near(host: Any) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if not host or host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

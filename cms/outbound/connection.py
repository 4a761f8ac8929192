"""HTTP to one checked address, with an end to it: the time allowed is for everything together."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from cms.outbound.addresses import Target


class Deadline:
    """An instant after which nothing is waited for any more."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left. Raises TimeoutError where there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("it took too long")
        return left


class _Incoming(io.RawIOBase):
    """What a socket receives; a server that sends a byte now and then does not prolong the time allowed."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._socket, self._deadline = connected, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._socket.settimeout(self._deadline.left())
        return self._socket.recv_into(buffer)


class _TimedSocket:
    """As much of a socket as http.client uses."""

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self._socket, self._deadline = connected, deadline

    def makefile(self, mode: str, *args: Any, **kwargs: Any) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._socket, self._deadline))

    def sendall(self, data: bytes) -> None:
        self._socket.settimeout(self._deadline.left())
        self._socket.sendall(data)

    def close(self) -> None:
        """Nothing: http.client closes before the body is read, `request` when it is done."""


@contextmanager
def request(
    target: Target, *, method: str, headers: Mapping[str, str], deadline: Deadline, body: bytes | None = None
) -> Iterator[http.client.HTTPResponse]:
    """The response to one request, its body still to be read; redirects are the caller's to judge.

    The connection goes to `target.address` and nowhere else: the name is not looked up a second time, so it cannot
    mean another host by then. Raises OSError (TimeoutError included) and http.client.HTTPException.
    """
    connected = socket.create_connection((target.address, target.port), timeout=deadline.left())
    try:
        if target.scheme == "https":
            connected.settimeout(deadline.left())
            connected = ssl.create_default_context().wrap_socket(connected, server_hostname=target.host)
        connection = http.client.HTTPConnection(target.host, target.port)
        connection.sock = _TimedSocket(connected, deadline)
        connection.putrequest(method, target.path, skip_host=True, skip_accept_encoding=True)
        standard = {"Host": target.host_header, "Accept-Encoding": "identity", "Connection": "close"}
        for name, value in {**standard, **headers}.items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        with connection.getresponse() as response:
            yield response
    finally:
        connected.close()


def read_limited(response: http.client.HTTPResponse, limit: int) -> bytes | None:
    """The body; None as soon as it is longer than `limit` bytes."""
    received = bytearray()
    while chunk := response.read1(65_536):
        received += chunk
        if len(received) > limit:
            return None
    if response.length:
        raise http.client.IncompleteRead(bytes(received), response.length)
    return bytes(received)

"""No test leaves this machine."""

import socket

import pytest

from tests.network import NetworkForbidden


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(NetworkForbidden, match=r"look up 'shop\.example'"):
        socket.create_connection(("shop.example", 80), timeout=1)


def test_an_address_is_not_connected_to() -> None:
    with socket.socket() as connection, pytest.raises(NetworkForbidden, match=r"connect to '192\.0\.2\.1'"):
        connection.connect(("192.0.2.1", 80))


def test_this_machine_is_near() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()

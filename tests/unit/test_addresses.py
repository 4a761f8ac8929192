"""Which addresses requests may go to."""

import ipaddress
import socket
from typing import Any

import pytest

from cms.outbound.addresses import AddressRefused, is_public, resolve

PUBLIC = ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808"]
PRIVATE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",  # noqa: S104
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "198.18.0.1",
    "192.0.2.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fc00::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2002:a00:1::1",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.com/a.jpg", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://example.com/", "scheme"),
        ("//example.com/a.jpg", "scheme"),
        ("a.jpg", "scheme"),
        ("", "scheme"),
        ("http:///a.jpg", "malformed"),
        ("http://example.com:0/a.jpg", "malformed"),
        ("http://example.com:99999/a.jpg", "malformed"),
        ("http://[::1/a.jpg", "malformed"),
        ("http://example.com/a b.jpg", "malformed"),
        ("http://user:secret@example.com/a.jpg", "credentials"),
        ("http://127.0.0.1/a.jpg", "private"),
        ("http://[::1]/a.jpg", "private"),
        ("http://localhost/a.jpg", "private"),
    ],
)
def test_refused(url: str, code: str) -> None:
    with pytest.raises(AddressRefused) as refusal:
        resolve(url)
    assert refusal.value.code == code


def _answer(*addresses: str) -> Any:
    def getaddrinfo(host: str, port: int, **kwargs: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return getaddrinfo


def test_numbers_in_disguise_are_judged_by_what_they_resolve_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _answer("127.0.0.1"))
    with pytest.raises(AddressRefused, match=r"2130706433 leads to 127\.0\.0\.1, which is not a public address"):
        resolve("http://2130706433/")


def test_an_address_inside_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _answer("::ffff:10.0.0.1"))
    with pytest.raises(AddressRefused, match="not a public address"):
        resolve("http://[::ffff:10.0.0.1]:8080/a.jpg")


def test_one_private_address_refuses_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _answer("93.184.216.34", "10.0.0.7"))
    with pytest.raises(AddressRefused, match=r"leads to 10\.0\.0\.7"):
        resolve("http://example.com/a.jpg")


def test_unknown_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any, **kwargs: Any) -> Any:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(AddressRefused) as refusal:
        resolve("http://nowhere.example/")
    assert refusal.value.code == "unknown_host"


def test_target(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", _answer("93.184.216.34"))
    target = resolve("https://例子.cn:8443/图 片.jpg?名=1#part".replace(" ", "%20"))
    assert target.host == "xn--fsqu00a.cn"
    assert target.address == "93.184.216.34"
    assert target.host_header == "xn--fsqu00a.cn:8443"
    assert target.path == "/%E5%9B%BE%20%E7%89%87.jpg?%E5%90%8D=1"
    assert resolve("http://example.com").host_header == "example.com"
    assert resolve("http://example.com").path == "/"

"""Where keys come from, and the built-in provider for development, which production never has."""

from __future__ import annotations

import json
import stat
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cms.members.identity import tokens
from cms.members.identity.fetching import LARGEST, KeysNotFetched, fetch_keys
from cms.members.identity.providers import Provider, find_provider
from tests.identity import AUDIENCE, ISSUER, SigningKey


class KeyServer(HTTPServer):
    """An identity provider's web server."""

    status = 200
    body = b'{"keys": [{"kid": "one"}]}'
    headers: dict[str, str] = {}
    asked = 0


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server: Any = self.server
        server.asked += 1
        self.send_response(server.status)
        for name, value in server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(server.body)

    def log_message(self, *_args: Any) -> None:
        return


@pytest.fixture
def key_server() -> Iterator[KeyServer]:
    server = KeyServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def make_provider(server: KeyServer, *, allow_private: bool = True) -> Provider:
    url = f"http://127.0.0.1:{server.server_port}/keys"
    return Provider(ISSUER, AUDIENCE, url, leeway=5, allow_private=allow_private)


def test_keys_are_fetched(key_server):
    assert fetch_keys(make_provider(key_server)) == [{"kid": "one"}]


def test_an_address_in_our_own_network_is_only_asked_where_that_is_said(key_server):
    with pytest.raises(KeysNotFetched, match="not a public address"):
        fetch_keys(make_provider(key_server, allow_private=False))
    assert key_server.asked == 0


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (500, b"", "answered 500"),
        (200, b"<html>", "no JSON"),
        (200, b"[]", "no key set"),
        (200, b'{"keys": {}}', "no key set"),
        (200, b" " * (LARGEST + 1), "more than"),
    ],
)
def test_what_is_no_key_set_is_said(key_server, status, body, said):
    key_server.status, key_server.body = status, body
    with pytest.raises(KeysNotFetched, match=said):
        fetch_keys(make_provider(key_server))


def test_redirects_are_not_followed(key_server):
    key_server.status, key_server.headers = 302, {"Location": "http://127.0.0.1/admin"}
    with pytest.raises(KeysNotFetched, match="answered 302"):
        fetch_keys(make_provider(key_server))
    assert key_server.asked == 1


def test_a_token_is_checked_with_fetched_keys_which_are_kept(key_server, settings):
    key = SigningKey.rsa("one")
    key_server.body = json.dumps({"keys": [key.entry]}).encode()
    settings.VITRINE_MEMBER_ISSUER = ISSUER
    settings.VITRINE_MEMBER_AUDIENCE = AUDIENCE
    settings.VITRINE_MEMBER_JWKS_URL = make_provider(key_server).jwks_url
    settings.VITRINE_MEMBER_PRIVATE_ADDRESSES = True
    assert [tokens.read_token(key.sign()).subject for _time in range(3)] == ["lin"] * 3
    assert key_server.asked == 1


@pytest.fixture
def development(settings: Any) -> None:
    settings.VITRINE_IS_DEVELOPMENT = True


def test_the_built_in_provider_signs_in_demo_members(development, vitrine_data, capsys):
    call_command("member_token", "lin")
    shopper = tokens.read_token(capsys.readouterr().out.strip())
    assert (shopper.subject, shopper.name, shopper.tier) == ("lin", "林夏", "gold")
    assert stat.S_IMODE((vitrine_data / "identity-key.pem").stat().st_mode) == 0o600
    with pytest.raises(CommandError, match="no demo member 'nobody'"):
        call_command("member_token", "nobody")


def test_the_built_in_provider_answers_a_storefront(development):
    client = Client(enforce_csrf_checks=True)
    members = client.get("/dev/identity/members").json()["members"]
    assert {"subject": "lin", "name": "林夏", "tier": "gold", "locale": "zh-hans"} in members
    answer = client.post("/dev/identity/token", {"member": "emma"}, content_type="application/json")
    assert tokens.read_token(answer.json()["token"]).name == "Emma Clark"
    assert answer["Cache-Control"] == "no-store"
    (key,) = client.get("/dev/identity/jwks.json").json()["keys"]
    assert "d" not in key
    for body, content_type in (
        ("{}", "application/json"),
        ("{", "application/json"),
        ('{"member": "nobody"}', "application/json"),
        ("member=lin", "application/x-www-form-urlencoded"),
        ('{"member": ["lin"]}', "application/json"),
    ):
        assert client.post("/dev/identity/token", body, content_type=content_type).status_code == 400


@pytest.mark.parametrize("path", ["members", "jwks.json"])
@pytest.mark.parametrize("has_issuer", [True, False])
def test_production_and_a_shop_with_its_own_provider_know_no_other(settings, path, has_issuer):
    settings.VITRINE_IS_DEVELOPMENT = has_issuer
    settings.VITRINE_MEMBER_ISSUER = ISSUER if has_issuer else ""
    assert Client().get(f"/dev/identity/{path}").status_code == 404
    assert Client().post("/dev/identity/token", {"member": "lin"}, content_type="application/json").status_code == 404
    with pytest.raises(CommandError, match="is off"):
        call_command("member_token", "lin")
    found = find_provider()
    assert found is None or not found.is_built_in

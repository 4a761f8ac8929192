"""Whatever does not hold in every respect is refused, with one word that says why."""

from __future__ import annotations

import base64
import time
from typing import Any

import jwt
import orjson
import pytest

from cms.members.identity import key_sets, tokens
from cms.members.identity.key_sets import KEPT_SECONDS, REST_SECONDS, KeySet
from cms.members.refusing import IdentityUnavailable, TokenRefused
from tests.identity import AUDIENCE, ISSUER, SigningKey, make_claims


def refuse(token: str) -> str:
    """The word `token` is refused with."""
    with pytest.raises(TokenRefused) as raised:
        tokens.read_token(token)
    return raised.value.reason


def encode(part: Any) -> str:
    content = part if isinstance(part, bytes) else orjson.dumps(part)
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def test_a_good_token_says_who_is_there(provider):
    token = provider.keys[0].sign(
        picture="https://login.example/lin.png", locale="zh-CN", segments=["tea", "", 7, "x" * 65], tier="gold"
    )
    shopper = tokens.read_token(token)
    assert (shopper.issuer, shopper.subject, shopper.name) == (ISSUER, "lin", "林夏")
    assert (shopper.picture, shopper.locale, shopper.tier) == ("https://login.example/lin.png", "zh-CN", "gold")
    assert shopper.segments == frozenset({"tea"})


def test_unsigned_tokens_are_refused(provider):
    claims = encode(make_claims())
    for algorithm in ("none", "None", "NONE", "nOnE", "", None, 7):
        header = encode({"alg": algorithm, "kid": "one"})
        for signature in ("", encode(b"x")):
            assert refuse(f"{header}.{claims}.{signature}") in {"algorithm", "malformed"}


def test_the_public_key_is_no_secret_to_sign_with(provider):
    import hashlib
    import hmac

    for key in (provider.keys[0], SigningKey.rsa("rsa")):
        provider.keys = [key]
        tokens._keep_key_set.cache_clear()
        for secret in (key.public_pem, orjson.dumps(key.entry)):
            start = f"{encode({'alg': 'HS256', 'typ': 'JWT', 'kid': key.key_id})}.{encode(make_claims())}"
            signature = hmac.new(secret, start.encode(), hashlib.sha256).digest()
            assert refuse(f"{start}.{encode(signature)}") == "algorithm"


def test_a_shared_secret_in_the_key_set_is_left_out(provider):
    provider.entries = [{"kty": "oct", "kid": "secret", "k": encode(b"s" * 32), "alg": "HS256"}]
    token = jwt.encode(make_claims(), b"s" * 32, algorithm="HS256", headers={"kid": "secret"})
    assert refuse(token) == "algorithm"


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"aud": "other"}, "audience"),
        ({"aud": ["other", "another"]}, "audience"),
        ({"aud": None}, "claims"),
        ({"iss": "https://evil.example"}, "issuer"),
        ({"iss": f"{ISSUER}/"}, "issuer"),
        ({"iss": None}, "claims"),
        ({"exp": int(time.time()) - 60}, "expired"),
        ({"exp": None}, "claims"),
        ({"exp": "tomorrow"}, "malformed"),
        ({"nbf": int(time.time()) + 600}, "not_yet_valid"),
        ({"iat": int(time.time()) + 600}, "not_yet_valid"),
        ({"sub": None}, "claims"),
        ({"sub": ""}, "claims"),
        ({"sub": "   "}, "claims"),
        ({"sub": "x" * 256}, "claims"),
        ({"sub": "a\0b"}, "claims"),
    ],
)
def test_wrong_claims_are_refused(provider, claims, reason):
    assert refuse(provider.keys[0].sign(**claims)) == reason


def test_several_audiences_may_have_ours_among_them(provider):
    assert tokens.read_token(provider.keys[0].sign(aud=["other", AUDIENCE])).subject == "lin"


def test_clocks_may_differ_by_the_leeway(provider):
    now = int(time.time())
    assert tokens.read_token(provider.keys[0].sign(exp=now - 2, nbf=now + 2)).subject == "lin"
    assert refuse(provider.keys[0].sign(exp=now - 10)) == "expired"
    assert refuse(provider.keys[0].sign(nbf=now + 20)) == "not_yet_valid"


@pytest.mark.parametrize(
    "header",
    [{"typ": "logout+jwt"}, {"typ": "secevent+jwt"}, {"crit": ["exp"]}, {"crit": []}, {"b64": False}],
)
def test_headers_that_mean_something_else_are_refused(provider, header):
    start = encode({"alg": "ES256", "kid": "one", **header})
    assert refuse(f"{start}.{encode(make_claims())}.{encode(b'x' * 64)}") in {"header", "malformed"}


def test_a_key_inside_the_token_is_not_looked_at(provider):
    mine = SigningKey.elliptic("mine")
    for header in ({"jwk": mine.entry}, {"jku": "https://evil.example/keys"}, {"x5u": "https://evil.example"}):
        assert refuse(mine.sign(header=header)) == "unknown_key"
        assert refuse(mine.sign(header={**header, "kid": "one"})) == "signature"


def test_changed_tokens_are_refused(provider):
    head, body, signature = provider.keys[0].sign().split(".")
    other = encode(make_claims(sub="chen"))
    assert refuse(f"{head}.{other}.{signature}") == "signature"
    assert refuse(f"{head}.{body}.{signature[:-4]}AAAA") == "signature"
    assert refuse(f"{head}.{body}.") == "signature"


@pytest.mark.parametrize(
    "token", ["", ".", "..", "a.b.c", "a.b", "é.b.c", "{}.{}.{}", f"{encode([])}.{encode({})}.", f"{encode({})}.x."]
)
def test_what_is_no_token_is_refused(provider, token):
    assert refuse(token) in {"malformed", "algorithm"}


def test_a_long_token_is_not_even_taken_apart(provider):
    token = provider.keys[0].sign(padding="x" * 8000)
    assert len(token) > tokens.LONGEST
    assert refuse(token) == "too_long"
    assert provider.asked == 0


def test_without_a_provider_nobody_is_there(settings):
    settings.VITRINE_MEMBER_ISSUER = ""
    assert refuse(SigningKey.elliptic("one").sign()) == "no_provider"


def test_an_algorithm_the_key_is_not_for_is_refused(provider):
    key = SigningKey.rsa("rsa")
    provider.keys = [key]
    token = jwt.encode(make_claims(), key.private, algorithm="PS256", headers={"kid": "rsa"})
    assert refuse(token) == "algorithm"
    assert tokens.read_token(key.sign()).subject == "lin"


@pytest.mark.parametrize("change", [{"use": "enc"}, {"key_ops": ["encrypt"]}, {"alg": "HS256"}, {"crv": "P-384"}])
def test_keys_for_something_else_are_left_out(provider, change):
    key = SigningKey.elliptic("two")
    provider.entries = [{**key.entry, **change}]
    assert refuse(key.sign()) == "unknown_key"


@pytest.mark.filterwarnings("ignore")
def test_a_weak_key_is_left_out():
    assert key_sets.read_keys([SigningKey.rsa("weak", bits=1024).entry]) == {}


def test_a_private_key_in_the_set_is_read_as_its_public_half():
    key = SigningKey.elliptic("one")
    private = jwt.algorithms.ECAlgorithm.to_jwk(key.private, as_dict=True)
    (found,) = key_sets.read_keys([{**private, "kid": "one"}]).values()
    assert not hasattr(found.key, "sign")


def test_odd_entries_do_not_hide_the_others(provider):
    provider.entries = [None, 7, "key", {}, {"kty": "EC", "crv": "P-256", "x": "?"}, {"kty": "RSA", "n": "", "e": ""}]
    assert tokens.read_token(provider.keys[0].sign()).subject == "lin"


def test_a_token_without_a_key_id_fits_the_only_key(provider):
    assert tokens.read_token(provider.keys[0].sign(header={"kid": None})).subject == "lin"
    provider.keys.append(SigningKey.elliptic("two"))
    tokens._keep_key_set.cache_clear()
    assert refuse(provider.keys[0].sign(header={"kid": None})) == "unknown_key"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_new_key_is_fetched_when_a_token_names_it_and_not_too_often(provider):
    clock = Clock()
    keys = KeySet(provider.fetch, clock=clock)
    assert keys.find("one") is not None
    provider.keys.append(SigningKey.elliptic("two"))
    assert keys.find("two") is None
    assert provider.asked == 1
    clock.now += REST_SECONDS
    assert keys.find("two") is not None
    for number in range(100):
        assert keys.find(f"made up {number}") is None
    assert provider.asked == 2


def test_a_key_that_was_taken_back_works_no_longer_than_the_set_is_kept(provider):
    clock = Clock()
    keys = KeySet(provider.fetch, clock=clock)
    keys.find("one")
    provider.keys = [SigningKey.elliptic("two")]
    assert keys.find("one") is not None
    clock.now += KEPT_SECONDS + 1
    assert keys.find("one") is None


def test_keys_are_kept_while_the_provider_is_away(provider, caplog):
    clock = Clock()
    keys = KeySet(provider.fetch, clock=clock)
    keys.find("one")
    provider.is_down = True
    clock.now += 10 * KEPT_SECONDS
    assert keys.find("one") is not None
    assert "going on with those fetched before" in caplog.text
    provider.is_down = False
    provider.keys, provider.entries = [], [{"kty": "oct"}]
    clock.now += REST_SECONDS
    assert keys.find("one") is not None


def test_a_provider_that_was_never_there_is_not_a_bad_token(provider):
    provider.is_down = True
    with pytest.raises(IdentityUnavailable):
        tokens.read_token(provider.keys[0].sign())

"""The built-in identity provider for development: anybody signs in as a demo member.

Its key lies in the data folder, so that web processes and `manage.py member_token` agree. No production setting
switches it on, and `check --deploy` refuses it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.utils import timezone

from cms.members.identity.providers import DEVELOPMENT_AUDIENCE, DEVELOPMENT_ISSUER

_FILE_NAME = "identity-key.pem"
_ALGORITHM = "ES256"
LIFETIME = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class DemoMember:
    """Somebody to sign in as."""

    subject: str
    name: str
    tier: str = ""
    segments: tuple[str, ...] = ()
    locale: str = "zh-hans"


DEMO_MEMBERS = (
    DemoMember("lin", "林夏", "gold", ("tea", "home")),
    DemoMember("chen", "陈默", "silver", ("digital",)),
    DemoMember("zhou", "周小满", "gold", ("beauty", "fashion")),
    DemoMember("wang", "王一川", "", ("newcomer",)),
    DemoMember("he", "何青禾", "silver", ("food", "tea")),
    DemoMember("song", "宋知远", "platinum", ("digital", "home")),
    DemoMember("emma", "Emma Clark", "silver", ("fashion",), "en"),
    DemoMember("noah", "Noah Weber", "", ("newcomer",), "en"),
)


def find_demo_member(subject: str) -> DemoMember | None:
    """The demo member of that subject or name."""
    return next((one for one in DEMO_MEMBERS if subject in {one.subject, one.name}), None)


def sign_token(member: DemoMember, *, lifetime: timedelta = LIFETIME, **claims: Any) -> str:
    """A token that says `member` is there; `claims` go before the usual ones."""
    now = timezone.now()
    content = {
        "iss": DEVELOPMENT_ISSUER,
        "aud": DEVELOPMENT_AUDIENCE,
        "sub": member.subject,
        "iat": now,
        "exp": now + lifetime,
        "name": member.name,
        "locale": member.locale,
        "segments": list(member.segments),
        "tier": member.tier,
        **claims,
    }
    key = _load_key(settings.VITRINE_DATA)
    return jwt.encode(content, key, algorithm=_ALGORITHM, headers={"kid": _name_key(key)})


def list_public_keys() -> list[dict[str, Any]]:
    """The entries of the built-in provider's key set."""
    key = _load_key(settings.VITRINE_DATA)
    entry = jwt.algorithms.ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return [{**entry, "kid": _name_key(key), "alg": _ALGORITHM, "use": "sig"}]


def _name_key(key: ec.EllipticCurvePrivateKey) -> str:
    return f"development-{key.public_key().public_numbers().x % 10**12:012d}"


@lru_cache(maxsize=4)
def _load_key(data: Path) -> ec.EllipticCurvePrivateKey:
    path = data / _FILE_NAME
    if not path.exists():
        _make_key(path)
    loaded = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(loaded, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{path} holds no elliptic curve key; delete it and another one is made")
    return loaded


def _make_key(path: Path) -> None:
    """Make the key so that whoever reads it finds it whole, and nobody's is written over."""
    content = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        # Another process of the same start was quicker.
        return
    finally:
        unfinished.unlink(missing_ok=True)

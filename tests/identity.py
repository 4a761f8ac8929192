"""An identity provider for tests: makes keys and signs tokens, good ones and bad."""

from __future__ import annotations

import time
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

ISSUER = "https://login.example"
AUDIENCE = "shop"


class SigningKey:
    """A private key, and its public half as a key set lists it."""

    def __init__(self, key_id: str, private: Any, algorithm: str) -> None:
        self.key_id, self.private, self.algorithm = key_id, private, algorithm

    @classmethod
    def elliptic(cls, key_id: str) -> SigningKey:
        return cls(key_id, ec.generate_private_key(ec.SECP256R1()), "ES256")

    @classmethod
    def rsa(cls, key_id: str, bits: int = 2048) -> SigningKey:
        return cls(key_id, rsa.generate_private_key(public_exponent=65537, key_size=bits), "RS256")

    @property
    def entry(self) -> dict[str, Any]:
        kind = jwt.algorithms.RSAAlgorithm if self.algorithm == "RS256" else jwt.algorithms.ECAlgorithm
        public = kind.to_jwk(self.private.public_key(), as_dict=True)
        return {**public, "kid": self.key_id, "alg": self.algorithm, "use": "sig"}

    @property
    def public_pem(self) -> bytes:
        return self.private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def sign(self, *, header: dict[str, Any] | None = None, **claims: Any) -> str:
        headers = {"kid": self.key_id, **(header or {})}
        headers = {name: value for name, value in headers.items() if value is not None}
        return jwt.encode(make_claims(**claims), self.private, algorithm=self.algorithm, headers=headers)


def make_claims(**claims: Any) -> dict[str, Any]:
    """Good claims, changed as given; None leaves one out."""
    now = int(time.time())
    content = {"iss": ISSUER, "aud": AUDIENCE, "sub": "lin", "iat": now, "exp": now + 600, "name": "林夏", **claims}
    return {name: value for name, value in content.items() if value is not None}

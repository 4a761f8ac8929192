"""Passwords that we make: once, kept in the data folder, and only told as long as nobody has chosen others."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

# Without characters that look alike, for it is read off a terminal.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class KeptPassword:
    """A password in its file, and what tells it from another without the half second that checking one takes."""

    path: Path
    password: str = ""
    mark: str = ""

    @classmethod
    def read(cls, path: Path) -> KeptPassword:
        """What is kept there; empty where nothing is."""
        try:
            password, mark, *_rest = [*path.read_text(encoding="ascii").split(), "", ""]
        except FileNotFoundError:
            return cls(path)
        return cls(path, password, mark)

    def is_of(self, encoded: str) -> bool:
        """Whether a user with this encoded password still has ours."""
        return bool(self.password) and self.mark == _mark(encoded)

    def keep(self, encoded: str) -> None:
        """Note how it is encoded. Before the user is saved: a password nobody can read would be worse than none."""
        self.path.unlink(missing_ok=True)
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{self.password}\n{_mark(encoded)}\n")


def make_password() -> str:
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


def _mark(encoded: str) -> str:
    return hashlib.sha256(encoded.encode()).hexdigest()

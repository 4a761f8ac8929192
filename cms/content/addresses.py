"""PURE. What an editor may type as an address: nothing a browser would run."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PATH = re.compile(r"/(?![/\\])[^\s\\<>\"]*")
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def is_path(text: str) -> bool:
    """Whether `text` is a path of the storefront itself: "/products/tea"."""
    return _PATH.fullmatch(text) is not None


def is_address(text: str) -> bool:
    """Whether `text` is a path of the storefront, or a whole address of a kind that only leads somewhere."""
    if is_path(text):
        return True
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    if parts.scheme not in _SCHEMES or any(sign.isspace() or ord(sign) < 32 for sign in text):
        return False
    return bool(parts.netloc) if parts.scheme in ("http", "https") else bool(parts.path)

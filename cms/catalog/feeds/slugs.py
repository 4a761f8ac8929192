"""PURE. Slugs and keys out of names in any script."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile(r"[^\w\s-]")
_GAPS = re.compile(r"[-\s_]+")


def make_slug(text: str, *, max_length: int = 255) -> str:
    """`text` as a slug that keeps letters of every script: "Tea & Co. 龙井" is "tea-co-龙井"."""
    normal = unicodedata.normalize("NFKC", text).lower()
    return _GAPS.sub("-", _DROPPED.sub(" ", normal)).strip("-")[:max_length].strip("-")


def make_unique(slug: str, suffix: str, *, max_length: int = 255) -> str:
    """`slug` told apart by `suffix`, which is never cut."""
    tail = make_slug(suffix, max_length=max_length) or "x"
    return f"{slug[: max_length - len(tail) - 1].strip('-')}-{tail}".strip("-")


def humanise(name: str) -> str:
    """A column's name as people would write it: "contrast_ratio__typical_" is "Contrast ratio (typical)"."""
    spaced = re.sub(r"__([^_].*?)_$", r" (\1)", name)
    words = re.sub(r"[\s_]+", " ", spaced).replace("( ", "(").strip()
    return words[:1].upper() + words[1:]

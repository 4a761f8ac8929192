"""PURE. Many words as one regular expression that looks at each character once: their trie, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_LEFT, _RIGHT = r"(?<![a-z0-9])", r"(?![a-z0-9])"


def compile_words(words: Iterable[str], *, bounded: bool) -> re.Pattern[str] | None:
    """A pattern for the longest of `words` at a place; `bounded` ones are not parts of longer Latin words.

    None for no words.
    """
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    if not trie:
        return None
    source = _write(trie)
    return re.compile(f"{_LEFT}(?:{source}){_RIGHT}" if bounded else source)


def _write(node: dict[str, Any]) -> str:
    branches = [re.escape(character) + _write(below) for character, below in node.items() if character]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if "" in node else joined

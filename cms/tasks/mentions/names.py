"""PURE. Which names stand behind an @ in a text."""

from __future__ import annotations

from collections.abc import Collection

_SIGNS = "@＠"


def find_names(text: str, names: Collection[str]) -> list[str]:
    """Of `names` those mentioned, in the order of the text: at each @ the longest that stands there.

    Chinese runs on without a blank, so a name ends where it is complete; one that ends in a Latin letter or a digit
    ends only where the word does: "@lin" is not in "@linda".
    """
    folded = {name.casefold(): name for name in names if name}
    longest = max(map(len, folded), default=0)
    found: list[str] = []
    lowered = text.casefold()
    for place, sign in enumerate(lowered):
        if sign not in _SIGNS or (place and _is_latin(lowered[place - 1])):
            continue
        rest = lowered[place + 1 : place + 2 + longest]
        name = next((rest[:size] for size in range(longest, 0, -1) if _stands(rest, size, folded)), None)
        if name is not None and folded[name] not in found:
            found.append(folded[name])
    return found


def _stands(rest: str, size: int, names: Collection[str]) -> bool:
    name = rest[:size]
    if len(name) != size or name not in names:
        return False
    following = rest[size : size + 1]
    return not (_is_latin(name[-1]) and following and _is_latin(following))


def _is_latin(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character == "_")

"""PURE. Where a name stands in a list: Chinese by pinyin, Latin letters without case and accents, numbers by value.

Both stand together by their letters, as in an address book: 阿里山 (a li shan), Apple, Beta, 蓝牙 (lan ya). The key of
a name ends with the initials of its words ("lan ya  ly"), so that one column sorts and finds what is typed as "ly".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 190
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_PARTS = re.compile(rf"[{_HAN}]+|[a-z]+|\d+|[^\W\d_a-z{_HAN}]+")
_DIGITS = 8
_INITIALS = re.compile(r"[a-z]{2,20}")


@lru_cache(maxsize=4096)
def make_sort_key(name: str) -> str:
    """The key by which `name` is sorted: only spaces, digits and small letters where it is Chinese or Latin."""
    words = list(_split(_fold(name)))
    initials = "".join(word[0] for word in words if word[0].isascii() and word[0].isalpha())
    spelt = " ".join(words)
    return f"{spelt[: LONGEST - len(initials) - 2]}  {initials}"[:LONGEST] if initials else spelt[:LONGEST]


def read_initials(typed: str) -> str:
    """What is typed, where it can be the beginnings of words ("lyej"); "" where it cannot."""
    plain = typed.strip().lower()
    return plain if _INITIALS.fullmatch(plain) else ""


def _fold(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _split(plain: str) -> list[str]:
    words: list[str] = []
    for part in _PARTS.findall(plain):
        if part[0].isdigit():
            words.append(part.lstrip("0").rjust(_DIGITS, "0"))
        elif re.match(rf"[{_HAN}]", part):
            words += _spell(part)
        else:
            words.append(part)
    return words


def _spell(part: str) -> list[str]:
    # Its dictionaries cost memory; only who has Chinese to sort needs them.
    from pypinyin import lazy_pinyin

    return [syllable.replace("ü", "v") for syllable in lazy_pinyin(part, errors="default") if syllable]

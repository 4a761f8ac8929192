"""PURE. How long a text takes to read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil

# Characters a minute of Chinese, Japanese and Korean; words a minute of everything else.
_SIGNS_A_MINUTE = 400
_WORDS_A_MINUTE = 220

_TAG = re.compile(r"<[^>]*>")
_SIGN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0002ffff]")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def count_minutes(texts: Iterable[str]) -> int:
    """Minutes to read `texts`, plain or HTML; at least one."""
    signs = words = 0
    for text in texts:
        plain = _TAG.sub(" ", text)
        signs += len(_SIGN.findall(plain))
        words += len(_WORD.findall(_SIGN.sub(" ", plain)))
    return max(1, ceil(signs / _SIGNS_A_MINUTE + words / _WORDS_A_MINUTE))

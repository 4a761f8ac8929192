"""Slugs that read well in an address: Chinese as pinyin without tones, everything else in its own letters."""

from __future__ import annotations

import unicodedata

from django.utils.text import slugify
from pypinyin import Style, lazy_pinyin

_LONGEST = 200


def make_slug(text: str, *, longest: int = _LONGEST) -> str:
    """`text` as a slug: "春茶 Guide 2026" is "chun-cha-guide-2026". Cut between words; "" where no letter is in it."""
    normal = unicodedata.normalize("NFKC", text)
    # Runs of other scripts come out as they went in, so they need a gap of their own.
    syllables = lazy_pinyin(normal, style=Style.NORMAL, errors="default", v_to_u=False)
    slug = slugify(" ".join(syllables), allow_unicode=True)
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]

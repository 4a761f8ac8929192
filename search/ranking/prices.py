"""Prices as shoppers say them: "500元以下", "100到200元", "under $200", "between 100 and 200"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NUMBER = r"(?<![a-z0-9.,])(?:[$¥￥€£]\s?)?(\d{1,7}(?:\.\d{1,2})?)\s?"
_SECOND = r"(?:[$¥￥€£]\s?)?(\d{1,7}(?:\.\d{1,2})?)\s?"
_UNIT = r"(?:元|块钱|块|rmb|cny|usd|dollars?|bucks|eur|euros?|pounds?)"
_SIGN = r"[$¥￥€£]\s?"
# Whoever says a bare number means a price only where nothing follows that it could count.
_END = rf"(?:\s?{_UNIT}|(?=\s*$))"
_MARKED = rf"(?:{_SIGN}(\d{{1,7}}(?:\.\d{{1,2}})?)|(?<![a-z0-9.,])(\d{{1,7}}(?:\.\d{{1,2}})?)\s?{_UNIT})"

_RANGES = (
    re.compile(rf"{_NUMBER}{_UNIT}?\s?(?:到|至|-|~|—|–)\s?{_SECOND}{_UNIT}(?:之间|左右)?", re.IGNORECASE),
    re.compile(rf"{_SIGN}(\d{{1,7}})\s?(?:-|~|–|to)\s?{_SIGN}?(\d{{1,7}})\b", re.IGNORECASE),
    re.compile(rf"\b(?:between|from)\s+{_NUMBER}{_UNIT}?\s?(?:and|to)\s+{_SECOND}{_END}", re.IGNORECASE),
)
_AT_MOST = (
    re.compile(rf"{_NUMBER}{_UNIT}?(?:以下|以内|之内|之下|封顶)"),
    re.compile(rf"(?:低于|不到|不超过|少于)\s?{_SECOND}{_UNIT}"),
    re.compile(rf"\b(?:under|below|less than|cheaper than|up to|max)\s+{_SECOND}{_END}", re.IGNORECASE),
)
_AT_LEAST = (
    re.compile(rf"{_NUMBER}{_UNIT}(?:以上|起|之上)"),
    re.compile(rf"(?:高于|大于|超过)\s?{_SECOND}{_UNIT}"),
    re.compile(rf"\b(?:over|above|more than|at least)\s+{_MARKED}", re.IGNORECASE),
)


@dataclass(frozen=True, slots=True)
class PriceWish:
    """What a text says of the price, in whole units of the currency; `rest` is the text without it."""

    rest: str
    low: float | None = None
    high: float | None = None
    said: str = field(default="", compare=False)
    """The words that said so."""


def read_price(text: str) -> PriceWish | None:
    """The price a shopper has in mind, None where the text says nothing of one."""
    for pattern in _RANGES:
        if match := pattern.search(text):
            low, high = sorted(float(number) for number in match.groups())
            return PriceWish(_cut(text, match), low, high, said=match.group().strip())
    for pattern in _AT_MOST:
        if match := pattern.search(text):
            return PriceWish(_cut(text, match), high=_read(match), said=match.group().strip())
    for pattern in _AT_LEAST:
        if match := pattern.search(text):
            return PriceWish(_cut(text, match), low=_read(match), said=match.group().strip())
    return None


def _read(match: re.Match[str]) -> float:
    return float(next(number for number in match.groups() if number))


def _cut(text: str, match: re.Match[str]) -> str:
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    # "500元以下的耳机": what joined the price to the thing goes with it.
    return " ".join(re.sub(r"^\s*的|(?<=\s)的", " ", rest).split())

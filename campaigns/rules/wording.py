"""Words in both languages, and how numbers, amounts and shares are written in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from campaigns.rules.amounts import format_amount
from campaigns.rules.values import Share
from cms.money import SYMBOLS

_BOUNDARY = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Words:
    """The same said in Chinese and in English; empty where nothing is to be said."""

    zh: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)


def join(parts: Iterable[Words], zh: str, en: str) -> Words:
    """`parts` that say anything, with `zh` and `en` between them."""
    said = [part for part in parts if part]
    return Words(zh.join(part.zh for part in said), en.join(part.en for part in said))


def space_out(zh: str) -> str:
    """A space between Chinese characters and the figures and Latin letters beside them."""
    return _BOUNDARY.sub(" ", zh)


def count(number: int, zh: str, en: str, many: str = "") -> Words:
    """ "3 件", "3 pieces"; many is the plural where it is not formed with an s."""
    return Words(f"{number:,} {zh}", f"{number:,} {en if number == 1 else many or en + 's'}")


@dataclass(frozen=True, slots=True)
class Purse:
    """How amounts of a currency are written."""

    currency: str
    decimals: int

    def write(self, minor: int) -> Words:
        """ "1,200" for a Chinese reader of yuan, else with the currency: "¥1,200"."""
        text = self._write_number(minor)
        return Words(text if self.currency == "CNY" else self._mark(text), self._mark(text))

    def write_price(self, minor: int) -> Words:
        """As `write`, for places where a bare number would not be read as money: "9.9 元"."""
        text = self._write_number(minor)
        return Words(f"{text} 元" if self.currency == "CNY" else self._mark(text), self._mark(text))

    def _write_number(self, minor: int) -> str:
        whole, point, fraction = format_amount(minor, self.decimals).partition(".")
        return f"{int(whole):,}{point}{fraction}" if fraction.strip("0") else f"{int(whole):,}"

    def _mark(self, text: str) -> str:
        return f"{SYMBOLS.get(self.currency, self.currency + ' ')}{text}"


def write_percent(share: Share) -> str:
    """ "12.5" of (125, 1000)."""
    return _write_fraction(share[0] * 100, share[1])


def write_tenths(share: Share) -> str:
    """What is left in tenths: 20 percent off is 8 折."""
    return _write_fraction((share[1] - share[0]) * 10, share[1])


def _write_fraction(numerator: int, denominator: int) -> str:
    """At most three decimals."""
    whole, thousandths = divmod(numerator * 1000 // denominator, 1000)
    digits = f"{thousandths:03}".rstrip("0")
    return f"{whole}.{digits}" if digits else str(whole)

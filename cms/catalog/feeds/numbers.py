"""PURE. Numbers and money as feeds write them: floats of spreadsheets, texts with marks of either custom."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from cms.catalog.feeds.mapping import Source
from cms.catalog.feeds.problems import ConversionError
from cms.money import Money, MoneyError

LARGEST_PRICE = 10**10
"""Minor units: a hundred million of most currencies. More is a mistake, not a price."""
LARGEST_NUMBER = 10**15
LARGEST_INTEGER = 2**31 - 1
_GROUPED = {".": re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?"), ",": re.compile(r"[+-]?\d{1,3}([. ]\d{3})+(,\d+)?")}
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")


def read_decimal(value: Any, source: Source) -> Decimal:
    """The number in `value`. Raises ConversionError for what is none, NaN and infinity included."""
    if isinstance(value, (bool, list, dict)):
        raise ConversionError(f"{value!r} is no number")
    if isinstance(value, (int, float, Decimal)):
        number = Decimal(str(value))
    else:
        text = str(value).strip().replace("\u00a0", " ").replace("\u202f", " ")
        number = _parse(text, source)
    if not number.is_finite():
        raise ConversionError(f"{value} is no finite number")
    return number


def _parse(text: str, source: Source) -> Decimal:
    plain = text
    if _GROUPED[source.decimal_mark].fullmatch(text):
        plain = re.sub(r"[ ,]" if source.decimal_mark == "." else r"[ .]", "", text)
    if source.decimal_mark == ",":
        plain = plain.replace(",", ".") if "." not in plain else ""
    if not _PLAIN.fullmatch(plain):
        raise ConversionError(f"{text!r} is no number")
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise ConversionError(f"{text!r} is no number") from None


def _scale(number: Decimal, source: Source) -> Decimal:
    return number if source.scale is None else number * source.scale


def read_number(value: Any, source: Source) -> int | float:
    """A number as JSON keeps it: whole ones without a point."""
    if source.scale is None:
        # What JSON already typed needs no second look: most of a large feed's cells come this way.
        if type(value) is int and abs(value) <= LARGEST_NUMBER:
            return value
        if type(value) is float and abs(value) <= LARGEST_NUMBER:
            return int(value) if value.is_integer() else value
    number = _scale(read_decimal(value, source), source)
    if abs(number) > LARGEST_NUMBER:
        raise ConversionError(f"{value} is more than {LARGEST_NUMBER:,}")
    return int(number) if number == number.to_integral_value() else float(number)


def read_integer(value: Any, source: Source) -> int:
    """A whole number that a database column holds."""
    number = _scale(read_decimal(value, source), source)
    if abs(number) > LARGEST_INTEGER:
        raise ConversionError(f"{value} is more than {LARGEST_INTEGER:,}")
    if number != number.to_integral_value():
        raise ConversionError(f"{value} is no whole number")
    return int(number)


def read_natural(value: Any, source: Source) -> int:
    """A whole number from 0 on."""
    number = read_integer(value, source)
    if number < 0:
        raise ConversionError(f"{value} is negative")
    return number


def read_money(value: Any, source: Source, currency: str) -> int:
    """An amount in minor units of `currency`, between 0 and `LARGEST_PRICE`."""
    number = read_decimal(value, source)
    if abs(number) > LARGEST_PRICE:
        raise ConversionError(f"{value} is no believable price")
    if source.unit == "minor":
        if number != number.to_integral_value():
            raise ConversionError(f"{value} is no whole number of minor units")
        minor = int(number)
    else:
        try:
            minor = Money.parse(format(number, "f"), currency).minor
        except MoneyError as error:
            raise ConversionError(str(error)) from None
    if minor < 0:
        raise ConversionError(f"{value} is negative")
    if minor > LARGEST_PRICE:
        raise ConversionError(f"{value} is no believable price")
    return minor

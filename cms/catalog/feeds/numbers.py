"""PURE. Numbers and money as feeds write them: floats of spreadsheets, texts with marks of either custom."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from cms.catalog.feeds.mapping import Source
from cms.catalog.feeds.problems import ConversionError
from cms.money import Money, MoneyError
from cms.phrases import Phrase

LARGEST_PRICE = 10**10
"""Minor units: a hundred million of most currencies. More is a mistake, not a price."""
LARGEST_NUMBER = 10**15
LARGEST_INTEGER = 2**31 - 1
_GROUPED = {".": re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?"), ",": re.compile(r"[+-]?\d{1,3}([. ]\d{3})+(,\d+)?")}
_PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")


def read_decimal(value: Any, source: Source) -> Decimal:
    """The number in `value`. Raises ConversionError for what is none, NaN and infinity included."""
    if isinstance(value, (bool, list, dict)):
        raise ConversionError(_say_no_number(value))
    if isinstance(value, (int, float, Decimal)):
        number = Decimal(str(value))
    else:
        text = str(value).strip().replace("\u00a0", " ").replace("\u202f", " ")
        number = _parse(text, source)
    if not number.is_finite():
        raise ConversionError(Phrase("%(value)s is no finite number", value=value))
    return number


def _parse(text: str, source: Source) -> Decimal:
    plain = text
    if _GROUPED[source.decimal_mark].fullmatch(text):
        plain = re.sub(r"[ ,]" if source.decimal_mark == "." else r"[ .]", "", text)
    if source.decimal_mark == ",":
        plain = plain.replace(",", ".") if "." not in plain else ""
    if not _PLAIN.fullmatch(plain):
        raise ConversionError(_say_no_number(text))
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise ConversionError(_say_no_number(text)) from None


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
        raise ConversionError(_say_too_large(value, LARGEST_NUMBER))
    return int(number) if number == number.to_integral_value() else float(number)


def read_integer(value: Any, source: Source) -> int:
    """A whole number that a database column holds."""
    number = _scale(read_decimal(value, source), source)
    if abs(number) > LARGEST_INTEGER:
        raise ConversionError(_say_too_large(value, LARGEST_INTEGER))
    if number != number.to_integral_value():
        raise ConversionError(Phrase("%(value)s is no whole number", value=value))
    return int(number)


def read_natural(value: Any, source: Source) -> int:
    """A whole number from 0 on."""
    number = read_integer(value, source)
    if number < 0:
        raise ConversionError(_say_negative(value))
    return number


def read_money(value: Any, source: Source, currency: str) -> int:
    """An amount in minor units of `currency`, between 0 and `LARGEST_PRICE`."""
    number = read_decimal(value, source)
    if abs(number) > LARGEST_PRICE:
        raise ConversionError(_say_unbelievable(value))
    if source.unit == "minor":
        if number != number.to_integral_value():
            raise ConversionError(Phrase("%(value)s is no whole number of minor units", value=value))
        minor = int(number)
    else:
        try:
            minor = Money.parse(format(number, "f"), currency).minor
        except MoneyError as error:
            raise ConversionError(error.reason) from None
    if minor < 0:
        raise ConversionError(_say_negative(value))
    if minor > LARGEST_PRICE:
        raise ConversionError(_say_unbelievable(value))
    return minor


def _say_no_number(value: Any) -> Phrase:
    return Phrase("%(value)r is no number", value=value)


def _say_negative(value: Any) -> Phrase:
    return Phrase("%(value)s is negative", value=value)


def _say_too_large(value: Any, most: int) -> Phrase:
    return Phrase("%(value)s is more than %(most)s", value=value, most=f"{most:,}")


def _say_unbelievable(value: Any) -> Phrase:
    return Phrase("%(value)s is no believable price", value=value)

"""Prices as people type them, turned into minor units."""

from __future__ import annotations

import re
import unicodedata

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.money import Money, MoneyError, count_decimals

_LARGEST = 10**15
_GROUPS = re.compile(r"^-?\d{1,3}(,\d{3})+(\.\d+)?$")


def parse_price(text: str, currency: str) -> int:
    """The minor units of what was typed: “59.90”, “¥1,234.50”, “５９.９”.

    Raises ValidationError that says what is wrong.
    """
    amount = unicodedata.normalize("NFKC", text).strip().lstrip("¥$€£").replace(" ", "")
    if _GROUPS.match(amount):
        amount = amount.replace(",", "")
    try:
        minor = Money.parse(amount, currency).minor
    except MoneyError:
        raise ValidationError(
            _(
                "“%(text)s” is no amount of %(currency)s. Type digits with at most %(decimals)d decimals, "
                "such as %(example)s."
            )
            % {
                "text": text,
                "currency": currency,
                "decimals": count_decimals(currency),
                "example": Money(129900, currency).amount,
            }
        ) from None
    if minor < 0:
        raise ValidationError(_("A price cannot be below zero."))
    if minor > _LARGEST:
        raise ValidationError(_("“%(text)s” is more than any price: was a digit typed too often?") % {"text": text})
    return minor


class PriceField(forms.CharField):
    """A decimal amount in the major unit; its form converts it, for the currency is another field."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 30)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**kwargs)


class CurrencyField(forms.CharField):
    """An ISO 4217 code; the shop's own currency unless another is typed."""

    default_validators = [
        RegexValidator(r"^[A-Z]{3}$", gettext_lazy("A currency is three capital letters, such as CNY or EUR."))
    ]

    def __init__(self, **kwargs):
        kwargs.setdefault("label", gettext_lazy("Currency"))
        kwargs.setdefault("initial", settings.VITRINE_CURRENCY)
        kwargs.setdefault("widget", forms.TextInput(attrs={"size": 4, "autocomplete": "off"}))
        super().__init__(max_length=3, **kwargs)

    def to_python(self, value):
        return (super().to_python(value) or "").upper()

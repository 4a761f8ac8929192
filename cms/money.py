"""PURE. An amount of money: integers of the currency's minor unit inside, decimal strings outside."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from cms.phrases import Phrase

# ISO 4217: the currencies whose minor unit is not a hundredth.
_DECIMALS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}

SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$", "TWD": "NT$", "KRW": "₩"}


class MoneyError(ValueError):
    """An amount or a currency that cannot be money; the message says why."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason)
        self.reason = reason


def count_decimals(currency: str) -> int:
    """Digits after the point in `currency` (ISO 4217), 2 where the code is not a known exception."""
    return _DECIMALS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """`minor` units of `currency`: Money(5990, "CNY") is ¥59.90."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, amount: str, currency: str) -> Money:
        """Read a decimal string of the major unit.

        Raises MoneyError for what is no finite number or has more decimals than the currency.
        """
        try:
            value = Decimal(amount)
        except InvalidOperation:
            raise MoneyError(Phrase("%(amount)r is not a decimal amount", amount=amount)) from None
        if not value.is_finite():
            raise MoneyError(Phrase("%(amount)r is not a finite amount", amount=amount))
        minor = value.scaleb(count_decimals(currency))
        if minor != minor.to_integral_value():
            raise MoneyError(
                Phrase(
                    "%(amount)r has more than %(decimals)d decimals, too many for %(currency)s",
                    amount=amount,
                    decimals=count_decimals(currency),
                    currency=currency,
                )
            )
        return cls(int(minor), currency)

    @property
    def amount(self) -> str:
        """The decimal string of the major unit: "59.90"."""
        decimals = count_decimals(self.currency)
        return str(Decimal(self.minor).scaleb(-decimals).quantize(Decimal(1).scaleb(-decimals)))

    @property
    def formatted(self) -> str:
        """For people: "¥1,234.50", "-$3.00", "59.900 KWD"."""
        decimals = count_decimals(self.currency)
        number = f"{abs(Decimal(self.minor).scaleb(-decimals)):,.{decimals}f}"
        sign = "-" if self.minor < 0 else ""
        symbol = SYMBOLS.get(self.currency)
        return f"{sign}{symbol}{number}" if symbol else f"{sign}{number} {self.currency}"

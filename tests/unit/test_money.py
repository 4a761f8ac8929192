"""Money: exact, in the decimals of its currency."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.money import Money, MoneyError

currencies = st.sampled_from(["CNY", "JPY", "KWD", "USD", "CHF"])


@given(minor=st.integers(-(10**15), 10**15), currency=currencies)
def test_what_is_written_is_read_back(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.parse(money.amount, currency) == money


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("59.90", "CNY", 5990), ("59.9", "CNY", 5990), ("5990", "JPY", 5990), ("1.234", "KWD", 1234), ("-3", "USD", -300)],
)
def test_amounts_are_read_in_the_major_unit(amount: str, currency: str, minor: int) -> None:
    assert Money.parse(amount, currency).minor == minor


@pytest.mark.parametrize(
    ("amount", "currency", "reason"),
    [
        ("ten", "CNY", "'ten' is not a decimal amount"),
        ("NaN", "CNY", "'NaN' is not a finite amount"),
        ("Infinity", "CNY", "'Infinity' is not a finite amount"),
        ("1.001", "CNY", "'1.001' has more than 2 decimals, too many for CNY"),
        ("1.5", "JPY", "'1.5' has more than 0 decimals, too many for JPY"),
    ],
)
def test_what_is_no_amount_is_refused(amount: str, currency: str, reason: str) -> None:
    with pytest.raises(MoneyError) as caught:
        Money.parse(amount, currency)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(5990, "CNY"), "¥59.90"),
        (Money(123450, "USD"), "$1,234.50"),
        (Money(-300, "USD"), "-$3.00"),
        (Money(5990, "JPY"), "¥5,990"),
        (Money(59900, "KWD"), "59.900 KWD"),
    ],
)
def test_amounts_are_written_for_people(money: Money, text: str) -> None:
    assert money.formatted == text

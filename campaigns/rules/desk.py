"""From a cart in JSON to its quote in JSON, the way in for everybody."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any as Raw

import orjson

from campaigns.rules.compiling import RuleBook, compile_rules
from campaigns.rules.evaluating import evaluate_cart
from campaigns.rules.fields import FieldError
from campaigns.rules.quoting import make_quote
from campaigns.rules.reading_carts import count_decimals, read_cart
from campaigns.rules.values import Cart

_MOST_KEPT = 16


def evaluate(cart: Cart, book: RuleBook) -> dict[str, Raw]:
    """The quote of a cart, its shopper and its moment under a rule book. Pure."""
    return make_quote(evaluate_cart(cart, book), book)


class Desk:
    """Quotes carts that bring their own rules; books that come again are compiled once."""

    def __init__(self) -> None:
        self._books: OrderedDict[tuple[int, bytes], RuleBook] = OrderedDict()

    def quote(self, raw: Raw) -> dict[str, Raw]:
        """The quote of one cart. Raises FieldError, which names the place."""
        decimals = count_decimals(raw)
        cart = read_cart(raw)
        return evaluate(cart, self._find_book(raw.get("rules") or [], decimals))

    def answer(self, raw: Raw) -> dict[str, Raw]:
        """The quote, or {"error": {"field", "reason"}} for a cart that is not as it has to be."""
        try:
            return self.quote(raw)
        except FieldError as error:
            return {"error": {"field": error.field, "reason": error.reason}}

    def _find_book(self, rules: Raw, decimals: int) -> RuleBook:
        try:
            key = decimals, orjson.dumps(rules)
        except (TypeError, orjson.JSONEncodeError):
            return compile_rules(rules, decimals=decimals)
        book = self._books.get(key)
        if book is None:
            book = self._books[key] = compile_rules(rules, decimals=decimals)
            if len(self._books) > _MOST_KEPT:
                self._books.popitem(last=False)
        return book

"""Quotes the cart of a claim once more, as it was: for whoever doubts a price months later."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from campaigns.promotions.claims.writing_carts import read_usage
from campaigns.promotions.models import Claim, KeptBook
from campaigns.rules.compiling import compile_rules
from campaigns.rules.desk import evaluate
from campaigns.rules.reading_carts import read_cart


def replay(claim: Claim) -> dict[str, Any]:
    """The same quote again, from the cart, the usage and the rules that were kept. Raises KeptBook.DoesNotExist."""
    kept = KeptBook.objects.get(hash=claim.read_quote()["rule_book"])
    cart = replace(read_cart(claim.read_cart()), usage=read_usage(claim.usage))
    return evaluate(cart, compile_rules(kept.read_rules(), decimals=cart.decimals))

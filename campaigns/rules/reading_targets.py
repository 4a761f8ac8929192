"""Targets from JSON: which lines a condition or an action means."""

from __future__ import annotations

from functools import lru_cache

from campaigns.rules.fields import Fields
from campaigns.rules.values import EVERYTHING, Target


def read_target(fields: Fields | None) -> Target:
    """Which lines; left out it is every line."""
    if fields is None:
        return EVERYTHING
    exclude = fields.child("exclude")
    target = Target(
        skus=fields.names("skus"),
        products=fields.names("products"),
        categories=fields.names("categories"),
        brands=fields.names("brands"),
        tags=fields.names("tags"),
        price_between=fields.range("price_between", is_amount=True),
        exclude=None if exclude is None else read_target(exclude),
    )
    fields.finish()
    return _share(target)


@lru_cache(maxsize=50_000)
def _share(target: Target) -> Target:
    """The same object for equal targets: the lines that it means are then looked for once a cart."""
    return target

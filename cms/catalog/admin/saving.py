"""Tells delivery and search that facts changed, in the transaction that changed them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from cms.catalog.links import announce_offers
from cms.catalog.models import Category
from cms.delivery import outbox, services


def announce_products(keys: Iterable[str], *, at: datetime) -> None:
    """Facts of products changed: documents show some of them, the search index the others."""
    keys = set(keys)
    targets = {f"product:{key}" for key in keys}
    services.announce_change(targets, at=at)
    outbox.announce_documents(sorted(targets), at=at)
    announce_offers(keys, at=at)


def announce_categories(categories: Iterable[Category], *, at: datetime) -> None:
    """What may be said of products of `categories` changed: those categories, and all that is below, show it."""
    categories = list({category.pk: category for category in categories}.values())
    services.deliver_many("category", categories, at=at)
    services.announce_change({f"category:{category.key}" for category in categories}, at=at)

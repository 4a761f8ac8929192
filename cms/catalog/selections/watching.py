"""Has documents rendered again whose selections may hold other products now.

A change of a product is passed on to what lists it, and to the rules of where it belongs now: the one finds it gone,
the others find it new. Where nothing shows a selection that costs a look and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cms.catalog.models import Category, Offer, Product, ProductTag
from cms.catalog.selections.rules import ANY, name_listed, name_membership, name_word
from cms.catalog.selectors import find_boundaries
from cms.delivery import outbox, services
from cms.delivery.models import OutboxEntry

CONSUMER = "selections"
_PRODUCT = "product:"


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, announce_selections, batch_size=400, watches_documents=True))


def announce_selections(keys: list[str], at: datetime) -> dict[str, str]:
    """Tell what selects products that some of `keys` ("product:tea-1") are different now."""
    products = [key.removeprefix(_PRODUCT) for key in keys if key.startswith(_PRODUCT)]
    if products:
        services.announce_shown(collect_targets(products), at=at)
        _plan_boundaries(products, after=at)
    return {}


def collect_targets(keys: Sequence[str]) -> set[str]:
    """Everything by which the products `keys` may be, or may have been, in a selection: in four queries."""
    targets = {ANY, *map(name_listed, keys), *map(name_word, keys)}
    paths: set[str] = set()
    ids = []
    for pk, brand, path in Product.objects.filter(key__in=keys).values_list("pk", "brand__key", "category__path"):
        ids.append(pk)
        if brand:
            targets.add(name_membership("brand", brand))
        if path:
            paths |= {path[:end] for end in range(Category.steplen, len(path) + 1, Category.steplen)}
    if paths:
        categories = Category.objects.filter(path__in=paths).values_list("key", flat=True)
        targets |= {name_membership("category", key) for key in categories}
    tags = ProductTag.objects.filter(content_object__in=ids).values_list("tag__name", flat=True).distinct()
    targets |= {name_membership("tag", tag.casefold()) for tag in tags}
    targets |= {name_word(sku) for sku in Offer.objects.filter(product__in=ids).values_list("sku", flat=True)}
    return targets


def _plan_boundaries(keys: Sequence[str], *, after: datetime) -> None:
    """Look again at the next instant at which one of the products comes onto the shelf, or leaves it.

    Only the next one, once: applied then, it plans the one after.
    """
    instants = {_PRODUCT + key: instant for key, instant in find_boundaries(keys, after=after).items()}
    planned = set(
        OutboxEntry.objects.filter(
            consumer=CONSUMER, key__in=list(instants), available_at__in=set(instants.values())
        ).values_list("key", "available_at")
    )
    for target, instant in instants.items():
        if (target, instant) not in planned:
            outbox.enqueue(CONSUMER, [target], available_at=instant)

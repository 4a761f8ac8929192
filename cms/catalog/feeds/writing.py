"""Writes a planned batch: rows, revisions, documents and outbox, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from wagtail.models import Locale

from cms.catalog.feeds.content_writing import write_contents
from cms.catalog.feeds.planning import Plan
from cms.catalog.feeds.references import write_references
from cms.catalog.feeds.upserts import upsert
from cms.catalog.links import announce_offers
from cms.catalog.models import Offer, Product, ProductContent, ProductPicture
from cms.delivery import outbox, services
from cms.delivery.models import DeliveryDocument

PRODUCT_FIELDS = ["brand", "category", "stage", "role", "specifications", "variant_axes", "released_at", "updated_at"]
OFFER_FIELDS = [field.name for field in Offer._meta.fields if field.name not in {"id", "product", "sku"}]


def write_batch(plan: Plan, *, locale: Locale, feed: str, at: datetime) -> None:
    """Carry out `plan`, deliver what it changed, and tell who watches."""
    Product.objects.bulk_create(plan.new_products, batch_size=500)
    upsert(list(plan.changed_products.values()), PRODUCT_FIELDS)
    Offer.objects.bulk_create(plan.new_offers, batch_size=500)
    upsert(plan.changed_offers, OFFER_FIELDS)
    _write_pictures(plan)
    published = write_contents(plan.contents, locale=locale, feed=feed, at=at)
    write_references(
        new_products=plan.new_products,
        moved_products=list(plan.changed_products.values()),
        new_contents=[one.content for one in plan.contents if one.is_new],
    )
    delivered = _deliver(plan, published, at=at)
    offered = {offer.product.key for offer in (*plan.new_offers, *plan.changed_offers)}
    outbox.announce_documents([f"product:{key}" for key in offered - delivered], at=at)
    announce_offers(offered, at=at)


def _write_pictures(plan: Plan) -> None:
    if plan.gone_pictures:
        ProductPicture.objects.filter(pk__in=[picture.pk for picture in plan.gone_pictures]).delete()
    ProductPicture.objects.bulk_create(plan.new_pictures, batch_size=500)
    upsert(plan.moved_pictures, ["sort_order"])


def _deliver(plan: Plan, published: list[ProductContent], *, at: datetime) -> set[str]:
    """Store the documents of what is new or different, in every locale that shows it; returns the keys announced."""
    found = {content.pk: content for content in published}
    found |= {one.content.pk: one.content for one in plan.contents if one.carried}
    for content in _list_contents({**plan.changed_products, **plan.pictured}):
        found.setdefault(content.pk, content)
    planned = DeliveryDocument.objects.filter(kind="product", source_id__in=found, live_from__gt=at)
    waiting = set(planned.values_list("source_id", flat=True))
    # Delivering anew would drop what is planned: those are rendered again, windows and all, by the dependants' worker.
    services.announce_change({f"product:{found[pk].product.key}" for pk in waiting}, at=at)
    live = [content for pk, content in found.items() if pk not in waiting and content.live]
    return services.deliver_many("product", live, at=at)


def _list_contents(products: Mapping[str, Product]) -> Iterable[ProductContent]:
    by_id = {product.pk: product for product in products.values()}
    for content in ProductContent.objects.filter(product_id__in=by_id):
        content.product = by_id[content.product_id]
        yield content

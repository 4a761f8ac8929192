"""What a page of the list shows beside each content, loaded in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from wagtail.models import Locale, Revision, WorkflowState

from cms.catalog.admin.thumbnails import NOTHING, Thumbnail, find_chosen_thumbnails, find_thumbnails
from cms.catalog.models import Offer, ProductContent, ProductScore
from cms.money import Money


@dataclass
class Row:
    """Facts and state of one content in the list."""

    offers: list[Offer] = field(default_factory=list)
    thumbnail: Thumbnail = NOTHING
    is_scheduled: bool = False
    is_in_workflow: bool = False
    is_translated: bool = False
    score: ProductScore | None = None

    def describe_skus(self) -> str:
        skus = [offer.sku for offer in self.offers]
        return ", ".join(skus[:2]) + (f" +{len(skus) - 2}" if len(skus) > 2 else "")

    def describe_price(self) -> str:
        return describe_price(self.offers)

    def list_low(self) -> list[Offer]:
        return [offer for offer in self.offers if is_low(offer)]

    def describe_stock(self) -> str:
        counted = [offer.stock for offer in self.offers if offer.stock is not None]
        return number_format(sum(counted), force_grouping=True) if counted else "—"


def is_low(offer: Offer) -> bool:
    """Whether the stock is counted and at or under its alert level."""
    return offer.stock is not None and offer.stock <= offer.alert_level


def is_on_shelf(offer: Offer, *, at: datetime) -> bool:
    """Whether `at` is in the shelf window, which is half open."""
    begun = offer.on_shelf_from is None or offer.on_shelf_from <= at
    return begun and (offer.on_shelf_until is None or at < offer.on_shelf_until)


def describe_price(offers: Sequence[Offer]) -> str:
    """“¥59.90”, or “¥59.90 – ¥99.00” where the offers differ."""
    prices = sorted((offer.currency, offer.price_minor) for offer in offers)
    if not prices:
        return "—"
    low, high = (Money(minor, currency).formatted for currency, minor in (prices[0], prices[-1]))
    return low if low == high else f"{low} – {high}"


def describe_status(content: ProductContent, row: Row) -> str:
    """Wagtail's status words, from what is loaded already."""
    if content.live:
        if row.is_scheduled:
            return _("live + scheduled")
        if row.is_in_workflow:
            return _("live + in moderation")
        return _("live + draft") if content.has_unpublished_changes else _("live")
    if content.expired:
        return _("expired")
    if row.is_scheduled:
        return _("scheduled")
    return _("in moderation") if row.is_in_workflow else _("draft")


def load_rows(contents: Sequence[ProductContent]) -> dict[int, Row]:
    """The rows of a page, by content id: ten queries, however long the page."""
    product_ids = [content.product_id for content in contents]
    offers = defaultdict(list)
    for offer in Offer.objects.filter(product_id__in=product_ids):
        offers[offer.product_id].append(offer)
    pictures, chosen = find_thumbnails(product_ids), find_chosen_thumbnails(contents)
    scheduled, in_workflow = _find_scheduled(contents), _find_in_workflow(contents)
    translated = _find_translated(contents)
    scores = ProductScore.objects.in_bulk([content.pk for content in contents])
    return {
        content.pk: Row(
            offers=offers[content.product_id],
            thumbnail=chosen.get(content.pk) or pictures.get(content.product_id, NOTHING),
            is_scheduled=str(content.pk) in scheduled,
            is_in_workflow=str(content.pk) in in_workflow,
            is_translated=content.pk in translated,
            score=scores.get(content.pk),
        )
        for content in contents
    }


def _content_type() -> ContentType:
    return ContentType.objects.get_for_model(ProductContent)


def _find_scheduled(contents: Sequence[ProductContent]) -> set[str]:
    ids = [str(content.pk) for content in contents]
    return set(
        Revision.objects.filter(
            base_content_type=_content_type(), object_id__in=ids, approved_go_live_at__isnull=False
        ).values_list("object_id", flat=True)
    )


def _find_in_workflow(contents: Sequence[ProductContent]) -> set[str]:
    ids = [str(content.pk) for content in contents]
    return set(
        WorkflowState.objects.filter(
            base_content_type=_content_type(),
            object_id__in=ids,
            status__in=(WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES),
        ).values_list("object_id", flat=True)
    )


def _find_translated(contents: Sequence[ProductContent]) -> set[int]:
    """Contents whose product has one in every locale."""
    locales = Locale.objects.count()
    counts: dict[int, set[int]] = defaultdict(set)
    pairs = ProductContent.objects.filter(product_id__in={content.product_id for content in contents})
    for product_id, locale_id in pairs.values_list("product_id", "locale_id"):
        counts[product_id].add(locale_id)
    return {content.pk for content in contents if len(counts[content.product_id]) >= locales}

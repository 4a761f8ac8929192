"""What contributions have to know of the product they are about: by its key, read from what is delivered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.catalog.models import Offer, ProductContent
from cms.catalog.selectors import find_offers
from cms.community.moderation.kinds import Related
from cms.delivery.selectors import find_documents
from cms.refusals import Refused


@dataclass(frozen=True, slots=True)
class KnownProduct:
    """A product that shoppers can see now."""

    key: str
    title: str
    category_key: str
    offers: tuple[Offer, ...]
    axes: tuple[str, ...]

    def describe_options(self, sku: str) -> list[dict[str, str]]:
        """What was chosen, in the order of choosing: kept with a review, for offers come and go."""
        offer = next((one for one in self.offers if one.sku == sku), None)
        if offer is None:
            return []
        names = [*(axis for axis in self.axes if axis in offer.options), *sorted(set(offer.options) - set(self.axes))]
        return [{"name": name, "value": str(offer.options[name])} for name in names]


def require_product(key: str, *, locale: str, at: datetime, field: str = "product") -> KnownProduct:
    """The product of that key. Raises Refused where shoppers cannot see it."""
    document = find_documents("product", [key], locale=locale, at=at).get(key)
    offers = find_offers([key], at=at).get(key) if document is not None else None
    if document is None or not offers:
        raise Refused.because("NOT_FOUND", _("There is no such product any more."), field=field)
    category = document.data.get("category") or {}
    return KnownProduct(
        key,
        document.data["title"],
        category.get("key", ""),
        tuple(offers),
        tuple(document.data.get("variantAxes") or ()),
    )


def relate_products(keys: Iterable[str]) -> dict[str, Related]:
    """By key, products as moderators see them, drafts and ended ones too; one query."""
    wanted = set(keys)
    rows = ProductContent.objects.filter(product__key__in=wanted).select_related("product", "locale")
    rows = rows.only("title", "product__key", "locale__language_code").order_by("pk")
    contents: dict[str, Any] = {}
    for row in rows:
        key = row.product.key
        if key not in contents or row.locale.language_code == settings.LANGUAGE_CODE:
            contents[key] = row
    return {key: _relate(key, contents.get(key)) for key in wanted}


def _relate(key: str, content: Any) -> Related:
    if content is None:
        return Related(label=_("Product"), title=key)
    url = reverse("wagtailsnippets_catalog_productcontent:edit", args=[content.pk])
    return Related(label=_("Product"), title=content.title, url=url)

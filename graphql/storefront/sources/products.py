"""Products of one answer: documents in one query, offers in another, what they refer to only where asked for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.conf import settings

from campaigns.promotions.lines import Goods
from campaigns.promotions.pricing import Touch
from cms.catalog.models import Offer
from cms.catalog.selectors import find_offers, find_product_key, find_product_keys
from cms.delivery.selectors import LiveDocument, find_document_by_slug, find_documents
from cms.money import Money
from storefront.context import RequestContext
from storefront.sources.brands import BrandBatch, BrandSource
from storefront.sources.categories import CategoryBatch, CategorySource
from storefront.sources.offers import OfferSource
from storefront.sources.prices import BatchPrices


class ProductSource:
    """A product as its type reads it."""

    __slots__ = ("batch", "data", "document", "offers")
    typename = "Product"

    def __init__(self, batch: ProductBatch, document: LiveDocument, offers: list[OfferSource]) -> None:
        self.batch = batch
        self.document = document
        self.data: dict[str, Any] = document.data
        self.offers = offers

    @property
    def cheapest(self) -> OfferSource:
        return min(self._priced, key=_read_price)

    @property
    def price_range(self) -> tuple[Money, Money]:
        return self.cheapest.price, max(self._priced, key=_read_price).price

    @property
    def _priced(self) -> list[OfferSource]:
        """The offers in the shop's currency: amounts of several cannot be compared."""
        shop = [one for one in self.offers if one.offer.currency == settings.VITRINE_CURRENCY]
        return shop or self.offers

    @property
    def currency(self) -> str:
        return self.cheapest.currency

    @property
    def locale(self) -> str:
        """The language of its answer."""
        return self.batch.locale

    @property
    def touches(self) -> list[Touch]:
        """The promotions that mean any of its offers."""
        return self.batch.prices.list_touches(self.document.key)

    @property
    def brand(self) -> BrandSource | None:
        said = self.data["brand"]
        return BrandSource(self.batch.brands, said["key"], said["name"]) if said else None

    @property
    def category(self) -> CategorySource | None:
        said = self.data["category"]
        return CategorySource(self.batch.categories, said["key"], said["name"]) if said else None

    @property
    def breadcrumbs(self) -> list[CategorySource]:
        return [CategorySource(self.batch.categories, one["key"], one["name"]) for one in self.data["breadcrumbs"]]


class ProductBatch:
    """The products of one answer that are live and on the shelf.

    `brand_keys` and `category_keys` are read along where the same answer names more of them, as facets do.
    """

    def __init__(
        self,
        documents: dict[str, LiveDocument],
        *,
        locale: str,
        context: RequestContext,
        brand_keys: Iterable[str] = (),
        category_keys: Iterable[str] = (),
    ) -> None:
        self.locale = locale
        self.at = context.at
        self._more_brands = brand_keys
        self._more_categories = category_keys
        offers = find_offers(documents, at=context.at)
        goods = {
            key: [Goods(offer, key, documents[key].data) for offer in found] for key, found in offers.items() if found
        }
        self.prices = BatchPrices(goods, locale=locale, context=context)
        self.products = {
            key: ProductSource(self, document, _wrap(offers[key], document, self.prices))
            for key, document in documents.items()
            if offers.get(key)
        }

    @cached_property
    def brands(self) -> BrandBatch:
        said = [product.data["brand"] for product in self.products.values()]
        keys = [*(brand["key"] for brand in said if brand), *self._more_brands]
        return BrandBatch(keys, locale=self.locale, at=self.at)

    @cached_property
    def categories(self) -> CategoryBatch:
        keys = [one["key"] for product in self.products.values() for one in product.data["breadcrumbs"]]
        return CategoryBatch([*keys, *self._more_categories], locale=self.locale, at=self.at)


def _read_price(source: OfferSource) -> int:
    return source.price.minor


def _wrap(offers: list[Offer], document: LiveDocument, prices: BatchPrices) -> list[OfferSource]:
    axes, images, at = document.data["variantAxes"], document.data["images"], prices.context.at
    return [OfferSource(offer, axes, at, key=document.key, prices=prices, images=images) for offer in offers]


def find_products(keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, ProductSource]:
    """The products among `keys` that shoppers may see now; others are missing."""
    documents = find_documents("product", keys, locale=locale, at=context.at)
    return ProductBatch(documents, locale=locale, context=context).products


def find_product_by_slug(slug: str, *, locale: str, context: RequestContext) -> ProductSource | None:
    document = find_document_by_slug("product", slug, locale=locale, at=context.at)
    if document is None:
        return None
    return ProductBatch({document.key: document}, locale=locale, context=context).products.get(document.key)


def find_product_by_sku(sku: str, *, locale: str, context: RequestContext) -> ProductSource | None:
    """The product that has `sku` on the shelf."""
    key = find_product_key(sku=sku)
    product = find_products([key], locale=locale, context=context).get(key) if key else None
    has_it = product is not None and any(one.offer.sku == sku for one in product.offers)
    return product if has_it else None


def find_offers_by_sku(skus: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, OfferSource]:
    """The offers among `skus` that are on the shelf, of products that are live."""
    wanted = list(skus)
    keys = find_product_keys(skus=wanted)
    products = find_products(keys.values(), locale=locale, context=context).values()
    offers = {one.offer.sku: one for product in products for one in product.offers}
    return {sku: offers[sku] for sku in wanted if sku in offers}

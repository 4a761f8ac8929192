from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from campaigns.promotions.pricing import Touch
from cms.catalog.models import Offer
from cms.money import Money
from storefront.sources.prices import BatchPrices


class OfferSource:
    """An offer that is on the shelf, as its type reads it."""

    __slots__ = ("at", "axes", "images", "key", "offer", "prices")
    typename = "Offer"

    def __init__(
        self,
        offer: Offer,
        axes: Sequence[str],
        at: datetime,
        *,
        key: str,
        prices: BatchPrices,
        images: Sequence[dict[str, Any]] = (),
    ) -> None:
        self.offer = offer
        self.key = key
        self.prices = prices
        self.axes = axes
        self.at = at
        self.images = images
        """Of its product, which shows all of its variants."""

    @property
    def options(self) -> list[dict[str, str]]:
        """In the order in which a shopper chooses; what is no axis comes behind."""
        options = self.offer.options
        names = [*(axis for axis in self.axes if axis in options), *sorted(set(options) - set(self.axes))]
        return [{"name": name, "value": str(options[name])} for name in names]

    @property
    def image(self) -> dict[str, Any] | None:
        """The picture of this variant: the first that shows one of its options, such as its colour."""
        values = {str(value) for value in self.offer.options.values()}
        return next((image for image in self.images if image.get("option") in values), None)

    @property
    def price(self) -> Money:
        """What one piece costs whoever asks, here and now."""
        return Money(self.prices.prices[self.offer.sku].minor, self.offer.currency)

    @property
    def regular_price(self) -> Money:
        """What it costs without any promotion."""
        return self.offer.price

    @property
    def list_price(self) -> Money | None:
        """The price to compare with, only where it is higher than the one that is asked: the shop's own, else what it
        costs without the promotion."""
        own, regular = self.offer.list_price, self.offer.price
        price = own if own is not None and own.minor > regular.minor else regular
        return price if price.minor > self.price.minor else None

    @property
    def currency(self) -> str:
        return self.offer.currency

    @property
    def locale(self) -> str:
        """The language of its answer."""
        return self.prices.locale

    @property
    def sale_ends_at(self) -> datetime | None:
        return self.prices.prices[self.offer.sku].ends_at

    @property
    def touches(self) -> list[Touch]:
        return self.prices.list_touches_of(self.key, self.offer.sku)

    @property
    def stock_status(self) -> str:
        stock = self.offer.stock
        if stock is None:
            return "in_stock"
        if stock <= 0:
            return "out_of_stock"
        return "low_stock" if stock <= self.offer.alert_level else "in_stock"

    @property
    def is_available(self) -> bool:
        """Whether it can be ordered now: the same rule as the index, or filters would contradict what is shown."""
        return self.offer.is_available(at=self.at)

    @property
    def is_presale_open(self) -> bool:
        return self.offer.is_presale_open(at=self.at)

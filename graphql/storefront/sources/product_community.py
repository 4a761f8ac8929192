"""What members say of the products of one answer: whatever their number, each thing is one query for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cms.community.models import RATINGS, Review, ReviewSummary
from cms.community.reviews.dimensions import list_dimensions_of, name_dimensions
from cms.community.reviews.summaries import find_summaries
from storefront.context import RequestContext
from storefront.sources import questions, reviews
from storefront.sources.child_pages import ChildPages
from storefront.sources.contributions import find_viewer


@dataclass(frozen=True, slots=True)
class ReviewChoice:
    """Which reviews a client wants."""

    ratings: tuple[int, ...] = ()
    skus: tuple[str, ...] = ()
    has_pictures: bool | None = None
    is_verified: bool | None = None
    locale: str | None = None

    def narrow(self, rows: Any) -> Any:
        if self.ratings:
            rows = rows.filter(rating__in=self.ratings)
        if self.skus:
            rows = rows.filter(sku__in=self.skus)
        exact = {"has_pictures": self.has_pictures, "is_verified": self.is_verified, "locale": self.locale}
        return rows.filter(**{name: value for name, value in exact.items() if value is not None})


class SummarySource:
    """What the reviews of a product come to, as its type reads it; nothing where there are none."""

    def __init__(self, community: ProductCommunity, summary: ReviewSummary | None) -> None:
        self._community = community
        self._summary = summary
        self.count = summary.count if summary else 0
        self.verified_count = summary.verified_count if summary else 0
        self.pictured_count = summary.pictured_count if summary else 0

    @property
    def average(self) -> float | None:
        average = self._summary.average if self._summary else None
        return None if average is None else round(average, 2)

    @property
    def recommended_share(self) -> float | None:
        return round(self._summary.recommended_count / self.count, 4) if self._summary and self.count else None

    @property
    def distribution(self) -> list[dict[str, Any]]:
        """Five stars first."""
        counts = dict(zip(RATINGS, self._summary.stars if self._summary else [0] * len(RATINGS), strict=True))
        return [
            {"rating": rating, "count": counts[rating], "share": round(counts[rating] / (self.count or 1), 4)}
            for rating in reversed(RATINGS)
        ]

    @property
    def dimensions(self) -> list[dict[str, Any]]:
        counted = self._summary.dimensions if self._summary else {}
        labels = self._community.labels
        return [
            {
                "key": key,
                "label": label,
                "count": counted[key][0],
                "average": round(counted[key][1] / counted[key][0], 2),
            }
            for key, label in labels.items()
            if key in counted
        ]


class ProductCommunity:
    """For all products of one answer, `categories` by their keys."""

    def __init__(self, categories: dict[str, str], *, locale: str, context: RequestContext) -> None:
        self.categories = categories
        self.keys: Sequence[str] = list(categories)
        self.locale = locale
        self.context = context
        self._review_pages: dict[tuple[ReviewChoice, str], ChildPages] = {}
        self._question_pages: dict[str, ChildPages] = {}

    @cached_property
    def summaries(self) -> dict[str, SummarySource]:
        found = find_summaries(self.keys)
        self.counted = found
        return {key: SummarySource(self, found.get(key)) for key in self.keys}

    @cached_property
    def labels(self) -> dict[str, str]:
        """What every dimension that any of the products was rated in is called, in their order; two queries."""
        keys = {key for summary in self.counted.values() for key in summary.dimensions}
        return name_dimensions(keys, locale=self.locale) if keys else {}

    @cached_property
    def dimensions(self) -> dict[str, list[dict[str, str]]]:
        """By product, what a review of it may rate."""
        found = list_dimensions_of(set(self.categories.values()))
        keys = {dimension.key for dimensions in found.values() for dimension in dimensions}
        names = name_dimensions(keys, locale=self.locale) if keys else {}
        return {
            key: [{"key": one.key, "label": names[one.key]} for one in found[category]]
            for key, category in self.categories.items()
        }

    def page_reviews(self, choice: ReviewChoice, sort: str) -> ChildPages:
        """The chosen reviews of every product."""
        if (choice, sort) not in self._review_pages:
            self._review_pages[choice, sort] = ChildPages(
                "product_key",
                self.keys,
                choice.narrow(reviews.read_reviews()),
                ordering=reviews.ORDERINGS[sort],
                wrap=lambda rows: reviews.wrap_reviews(rows, locale=self.locale, context=self.context),
            )
        return self._review_pages[choice, sort]

    def page_questions(self, sort: str) -> ChildPages:
        """The questions about every product."""
        if sort not in self._question_pages:
            self._question_pages[sort] = ChildPages(
                "product_key",
                self.keys,
                questions.read_questions(),
                ordering=questions.ORDERINGS[sort],
                wrap=lambda rows: questions.wrap_questions(rows, locale=self.locale, context=self.context),
            )
        return self._question_pages[sort]

    @cached_property
    def own_reviews(self) -> dict[str, Any]:
        """By product, the review of the one who asks, whatever its state; one query."""
        viewer = find_viewer(self.context)
        if viewer is None:
            return {}
        rows = Review.objects.written_by(viewer).filter(product_key__in=self.keys).select_related("member")
        sources = reviews.wrap_reviews(list(rows), locale=self.locale, context=self.context)
        return {source.row.product_key: source for source in sources}


def read_community(batch: Any, context: RequestContext) -> ProductCommunity:
    """What there is about the products of `batch`, the same whichever of them asks."""
    # The batch is kept along, or another one could get its number.
    kept = context.memory.get(("community", id(batch)))
    if kept is None:
        categories = {
            key: (product.data.get("category") or {}).get("key", "") for key, product in batch.products.items()
        }
        kept = (batch, ProductCommunity(categories, locale=batch.locale, context=context))
        context.memory["community", id(batch)] = kept
    return kept[1]

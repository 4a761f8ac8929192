"""Reviews of one answer, with what stands below them: each in one query for all, and only where it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from cms.community.models import ContributionState, FollowUp, Review, ReviewScore, Upload
from cms.community.reviews.dimensions import name_dimensions
from cms.community.reviews.pictures import find_pictures
from cms.community.uploads.describing import describe_all, describe_public
from storefront.context import RequestContext
from storefront.orderings import Ordering
from storefront.sources.child_pages import ChildPages
from storefront.sources.contributions import ContributionBatch, ContributionSource, find_viewer
from storefront.sources.products import ProductSource, find_products

NEWEST = Ordering("newest", ("-created_at", "-pk"))
ORDERINGS = {
    "newest": NEWEST,
    "helpful": Ordering("helpful", ("-helpful_count", "-created_at", "-pk")),
    "rating_high": Ordering("rating-high", ("-rating", "-created_at", "-pk")),
    "rating_low": Ordering("rating-low", ("rating", "-created_at", "-pk")),
}


class _PicturedSource(ContributionSource):
    """With pictures: those that are public, and of what waits all of them, for its author."""

    batch: PicturedBatch

    @property
    def images(self) -> list[dict[str, Any]]:
        # By its state and not by who asks, so that what everybody sees stays cacheable: nobody else gets the others.
        describe = describe_public if self.row.state == ContributionState.APPROVED else describe_all
        return describe(self.batch.pictures.get(self.row.pk, []))

    @property
    def picture_keys(self) -> list[str] | None:
        return [upload.key for upload in self.batch.pictures.get(self.row.pk, [])] if self.is_mine else None

    @property
    def official_answer(self) -> Any | None:
        return self.row if self.row.official_answer else None


class PicturedBatch(ContributionBatch):
    @cached_property
    def pictures(self) -> dict[int, list[Upload]]:
        return find_pictures(self.kind, self.rows)


class FollowUpSource(_PicturedSource):
    typename = "ReviewFollowUp"


class FollowUpBatch(PicturedBatch):
    kind = "follow_up"
    source = FollowUpSource


class ReviewSource(_PicturedSource):
    typename = "ProductReview"
    batch: ReviewBatch

    @property
    def product(self) -> ProductSource | None:
        return self.batch.products.get(self.row.product_key)

    @property
    def scores(self) -> list[dict[str, Any]]:
        return self.batch.scores.get(self.row.pk, [])

    @property
    def follow_ups(self) -> list[Any]:
        return self.batch.follow_ups.get(self.row.pk, [])

    @property
    def my_waiting_follow_ups(self) -> list[Any]:
        return self.batch.own_waiting.get(self.row.pk, [])


class ReviewBatch(PicturedBatch):
    kind = "review"
    source = ReviewSource

    @cached_property
    def products(self) -> dict[str, ProductSource]:
        keys = dict.fromkeys(row.product_key for row in self.rows)
        return find_products(keys, locale=self.locale, context=self.context)

    @cached_property
    def scores(self) -> dict[int, list[dict[str, Any]]]:
        """By review, what it gave in each dimension, in the order of dimensions; three queries."""
        rows = list(
            ReviewScore.objects.filter(review__in=[row.pk for row in self.rows])
            .select_related("dimension")
            .order_by("dimension__sort_order", "dimension")
        )
        names = name_dimensions((row.dimension.key for row in rows), locale=self.locale)
        found: dict[int, list[dict[str, Any]]] = {}
        for row in rows:
            key = row.dimension.key
            found.setdefault(row.review_id, []).append({"key": key, "label": names[key], "score": row.score})
        return found

    @cached_property
    def follow_ups(self) -> dict[int, list[Any]]:
        """By review, what everybody sees added to it, oldest first."""
        return self._group(FollowUp.objects.visible())

    @cached_property
    def own_waiting(self) -> dict[int, list[Any]]:
        """By review, what the one who asks has added and not everybody sees."""
        viewer = find_viewer(self.context)
        return self._group(FollowUp.objects.written_by(viewer).exclude(state=ContributionState.APPROVED))

    def _group(self, rows: Any) -> dict[int, list[Any]]:
        rows = rows.filter(review__in=[row.pk for row in self.rows]).select_related("member")
        batch = FollowUpBatch(rows.order_by("created_at", "pk"), locale=self.locale, context=self.context)
        found: dict[int, list[Any]] = {}
        for source in batch.sources:
            found.setdefault(source.row.review_id, []).append(source)
        return found


def read_reviews() -> Any:
    """The reviews everybody may see, with their authors."""
    return Review.objects.visible().select_related("member")


def find_reviews(keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, Any]:
    """The reviews among `keys` that everybody may see; one query."""
    batch = ReviewBatch(read_reviews().filter(key__in=list(keys)), locale=locale, context=context)
    return {source.row.key: source for source in batch.sources}


def find_follow_ups(keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, Any]:
    """The follow-ups among `keys` that everybody may see, of reviews that everybody may see; one query."""
    rows = FollowUp.objects.visible().filter(key__in=list(keys), review__state=ContributionState.APPROVED)
    batch = FollowUpBatch(rows.select_related("member"), locale=locale, context=context)
    return {source.row.key: source for source in batch.sources}


def wrap_reviews(rows: Sequence[Review], *, locale: str, context: RequestContext) -> Sequence[Any]:
    """Sources of rows that have been read."""
    return ReviewBatch(rows, locale=locale, context=context).sources


def wrap_follow_up(row: FollowUp, *, locale: str, context: RequestContext) -> Any:
    """What its author sees right after writing it."""
    return FollowUpBatch([row], locale=locale, context=context).sources[0]


def page_own_reviews(*, locale: str, context: RequestContext) -> ChildPages:
    """The reviews of the one who asks, whatever their state, the newest first."""
    viewer = find_viewer(context)
    return ChildPages(
        "member_id",
        [viewer.pk if viewer is not None else 0],
        Review.objects.written_by(viewer).select_related("member"),
        ordering=NEWEST,
        wrap=lambda rows: wrap_reviews(rows, locale=locale, context=context),
    )

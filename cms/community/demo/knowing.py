"""What the demo's members have to know of the shop, and what they have written already: a fixed number of queries."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cms.catalog.demo.scene_pictures import find_scenes
from cms.catalog.models import Category, Offer, Product
from cms.community.demo.members import load_members
from cms.community.demo.timeline import Happening
from cms.community.models import Answer, Board, FollowUp, Post, Question, Reply, Review, ReviewDimension

_UNRATED = 3
"""One review in so many rates nothing but the whole."""
_OFFICIAL = "official"


class Shop:
    """What is sold, who writes, and what has been written."""

    def __init__(self, *, at: datetime) -> None:
        self.members = load_members(at=at)
        self.scenes: Mapping[str, int] = find_scenes()
        self.boards = Board.objects.in_bulk(field_name="slug")
        self.products = {product.key: product for product in Product.objects.select_related("category")}
        self.offers = {offer.sku: offer for offer in Offer.objects.select_related("product")}
        self._dimensions = self._read_dimensions()
        self._written = _Written(list(self.members.values()))

    def find(self, happening: Happening, about: Any) -> Any:
        """What was written of `happening` before, if it was; `about` is the contribution it belongs to."""
        return self._written.find(happening, about, self.members)

    def describe_options(self, sku: str) -> list[dict[str, str]]:
        """What was chosen, in the order of choosing."""
        offer = self.offers.get(sku)
        if offer is None:
            return []
        axes = [axis for axis in offer.product.variant_axes if axis in offer.options]
        return [{"name": axis, "value": str(offer.options[axis])} for axis in axes]

    def score(self, product_key: str, stars: int, *, seed: str) -> list[tuple[ReviewDimension, int]]:
        """How a review of so many stars rates each dimension: near the whole, and the same each time."""
        number = zlib.crc32(seed.encode())
        if number % _UNRATED == 0:
            return []
        found = []
        for place, dimension in enumerate(self._dimensions.get(product_key, ())):
            shift = (-1, 0, 0, 1)[(number >> 2 * place) % 4]
            found.append((dimension, min(max(stars + shift, 1), 5)))
        return found

    def _read_dimensions(self) -> dict[str, list[ReviewDimension]]:
        dimensions = list(ReviewDimension.objects.filter(is_active=True).select_related("category"))
        return {
            key: [one for one in dimensions if _holds(one.category, product.category)]
            for key, product in self.products.items()
        }


def _holds(category: Category | None, of_product: Category | None) -> bool:
    return category is None or (of_product is not None and of_product.path.startswith(category.path))


class _Written:
    """What the demo's members have written, by what tells one of a kind from another."""

    def __init__(self, members: list[Any]) -> None:
        self.posts = {(one.member_id, one.title): one for one in Post.objects.filter(member__in=members)}
        self.replies = {
            (one.post_id, one.member_id, one.body): one
            for one in Reply.objects.filter(member__in=members).select_related("parent")
        }
        self.reviews = {(one.product_key, one.member_id): one for one in Review.objects.filter(member__in=members)}
        self.follow_ups = {one.review_id: one for one in FollowUp.objects.filter(member__in=members)}
        questions = Question.objects.filter(member__in=members)
        self.questions = {(one.product_key, one.member_id, one.body): one for one in questions}
        self.answers = {
            (one.question_id, _OFFICIAL if one.is_official else one.member_id): one
            for one in Answer.objects.filter(question__in=questions)
        }

    def find(self, happening: Happening, about: Any, members: Mapping[str, Any]) -> Any:
        row = happening.row
        member = members[row["by"]].pk if "by" in row else None
        match happening.kind:
            case "post":
                return self.posts.get((member, row["title"]))
            case "reply":
                return self.replies.get((about.pk, member, row["text"]))
            case "review":
                return self.reviews.get((row["product"], member))
            case "follow_up":
                return self.follow_ups.get(about.pk)
            case "review_answer":
                return about if about.official_answer else None
            case "question":
                return self.questions.get((row["product"], member, row["text"]))
            case "official_answer":
                return self.answers.get((about.pk, _OFFICIAL))
            case _:
                return self.answers.get((about.pk, member))

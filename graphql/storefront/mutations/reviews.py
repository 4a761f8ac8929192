"""Reviewing what one has bought: writing, changing, adding to it later, taking it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import graphene

from cms.community.models import Review as ReviewRow
from cms.community.reviews import services
from cms.community.reviews.services import Words
from storefront import locales
from storefront.context import RequestContext
from storefront.mutations.defining import Mutation, Rate
from storefront.mutations.permissions import require_contributor
from storefront.mutations.posts import CONSENT, LOCALE, PictureInput, join_community
from storefront.sources.reviews import wrap_follow_up, wrap_reviews
from storefront.types.review import ProductReview, ReviewFollowUp

_SCORES = "What to give in the dimensions of `Product.reviewDimensions`; each may be left out."


class DimensionScoreInput(graphene.InputObjectType):
    """What to give in one dimension."""

    key = graphene.NonNull(graphene.String, description='The dimension: "quality".')
    score = graphene.NonNull(graphene.Int, description="1 to 5.")


class CreateReview(Mutation):
    """Review a product, once. Whether everybody sees it at once is for the shop's moderation to say: see its state."""

    who = staticmethod(require_contributor)
    rate = Rate(10, per=timedelta(hours=1))

    class Input:
        product = graphene.NonNull(graphene.String, description="The product's key.")
        rating = graphene.NonNull(graphene.Int, description="1 to 5 stars.")
        title = graphene.String(description="80 characters at most.")
        body = graphene.NonNull(graphene.String, description="Plain text, 4,000 characters at most.")
        scores = graphene.List(graphene.NonNull(DimensionScoreInput), description=_SCORES)
        recommends = graphene.Boolean(description="Left out: with four stars or more.")
        sku = graphene.String(description="The variant it is about; a proven purchase knows better.")
        purchase_token = graphene.String(
            description="The proof of purchase that the shop's backend has signed for this member."
        )
        pictures = graphene.List(graphene.NonNull(PictureInput), description="At most 9, in this order.")
        locale = graphene.String(description=LOCALE)
        consent = graphene.String(description=CONSENT)

    class Output:
        review = graphene.Field(ProductReview, description="The review, as its author sees it.")

    @staticmethod
    def act(context: RequestContext, *, consent: str | None = None, **given: Any) -> dict[str, Any]:
        member = join_community(context, consent)
        locale = locales.require_locale(given["locale"]) if given.get("locale") else context.locale
        review = services.create_review(member, given["product"], _read_words(given), locale=locale, at=context.at)
        return {"review": _wrap(review, context)}


class UpdateReview(Mutation):
    """Change one's own review: what is left out stays as it is. It is looked at anew, and hidden while it waits."""

    who = staticmethod(require_contributor)
    rate = Rate(20, per=timedelta(hours=1))

    class Input:
        key = graphene.NonNull(graphene.String, description="The review's key.")
        rating = graphene.Int(description="1 to 5 stars.")
        title = graphene.String(description="80 characters at most.")
        body = graphene.String(description="Plain text, 4,000 characters at most.")
        scores = graphene.List(graphene.NonNull(DimensionScoreInput), description=_SCORES)
        recommends = graphene.Boolean(description="Left out with a new rating: with four stars or more.")
        sku = graphene.String(description="The variant it is about.")
        purchase_token = graphene.String(description="A proof of purchase that was not there before.")
        pictures = graphene.List(
            graphene.NonNull(PictureInput), description="At most 9; those it has by `pictureKeys`, and new ones."
        )

    class Output:
        review = graphene.Field(ProductReview, description="The review, as its author sees it.")

    @staticmethod
    def act(context: RequestContext, *, key: str, **given: Any) -> dict[str, Any]:
        member = join_community(context, None)
        review = services.update_review(_find_id(key), _read_words(given), member=member, at=context.at)
        return {"review": _wrap(review, context)}


class DeleteReview(Mutation):
    """Take one's own review back, with all that was added to it. Another may then be written."""

    rate = Rate(30, per=timedelta(hours=1))

    class Input:
        key = graphene.NonNull(graphene.String, description="The review's key.")

    class Output:
        key = graphene.String(description="The key of what is gone.")

    @staticmethod
    def act(context: RequestContext, *, key: str) -> dict[str, Any]:
        member = context.require_member().ensure_member(at=context.at)
        services.delete_review(_find_id(key), member=member, at=context.at)
        return {"key": key}


class AddFollowUp(Mutation):
    """Add to one's own review what one has found out since."""

    who = staticmethod(require_contributor)
    rate = Rate(10, per=timedelta(hours=1))

    class Input:
        review = graphene.NonNull(graphene.String, description="The review's key.")
        body = graphene.NonNull(graphene.String, description="Plain text, 2,000 characters at most.")
        pictures = graphene.List(graphene.NonNull(PictureInput), description="At most 9, in this order.")

    class Output:
        follow_up = graphene.Field(ReviewFollowUp, description="What was added, as its author sees it.")

    @staticmethod
    def act(context: RequestContext, *, review: str, body: str, pictures: Any = None) -> dict[str, Any]:
        member = join_community(context, None)
        follow_up = services.add_follow_up(
            _find_id(review), body, pictures=_read_pictures(pictures) or (), member=member, at=context.at
        )
        return {"follow_up": wrap_follow_up(follow_up, locale=context.locale, context=context)}


def _read_words(given: dict[str, Any]) -> Words:
    scores = given.get("scores")
    return Words(
        rating=given.get("rating"),
        title=given.get("title"),
        body=given.get("body"),
        scores=None if scores is None else {one["key"]: one["score"] for one in scores},
        recommends=given.get("recommends"),
        sku=given.get("sku"),
        purchase_token=given.get("purchase_token") or "",
        pictures=_read_pictures(given.get("pictures")),
    )


def _read_pictures(given: Any) -> list[tuple[str, str]] | None:
    return None if given is None else [(one["id"], one.get("alt") or "") for one in given]


def _find_id(key: str) -> int:
    """The number behind a key, 0 for none: the services say that it is not there."""
    return ReviewRow.objects.filter(key=key).values_list("pk", flat=True).first() or 0


def _wrap(review: ReviewRow, context: RequestContext) -> Any:
    return wrap_reviews([review], locale=context.locale, context=context)[0]

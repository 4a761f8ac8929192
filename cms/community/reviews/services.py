"""What members do with reviews. Raises `Refused`, with what they can put right, and then nothing has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cms.community.models import (
    ContributionState,
    FollowUp,
    Purchase,
    Review,
    ReviewDimension,
    ReviewScore,
    ReviewSettings,
)
from cms.community.moderation import services as moderation
from cms.community.products import KnownProduct, require_product
from cms.community.reviews.dimensions import list_dimensions
from cms.community.reviews.pictures import attach_pictures, name_use
from cms.community.reviews.purchases import find_purchase, take_token
from cms.community.reviews.removing import remove_later
from cms.community.texts import render_text
from cms.community.uploads.attaching import discard
from cms.community.writing import require_agreement, require_line, require_rating, require_text
from cms.refusals import Refused

LONGEST_TITLE = 80
LONGEST_BODY = 4000
LONGEST_FOLLOW_UP = 2000


@dataclass(frozen=True, slots=True)
class Words:
    """What a member fills in; None leaves a thing of an existing review as it is."""

    rating: int | None = None
    title: str | None = None
    body: str | None = None
    scores: Mapping[str, int] | None = None
    recommends: bool | None = None
    sku: str | None = None
    purchase_token: str = ""
    pictures: Sequence[tuple[str, str]] | None = None
    """Uploads to show, each with what it shows in words."""


def create_review(member: Any, product_key: str, words: Words, *, locale: str, at: datetime) -> Review:
    """Write a review; visible at once where no rule objects."""
    require_agreement(member)
    product = require_product(product_key, locale=locale, at=at)
    review = Review(
        member=member,
        locale=locale,
        product_key=product.key,
        created_at=at,
        rating=require_rating(words.rating or 0, field="rating"),
    )
    return _save(review, words, product, member=member, at=at)


def update_review(review_id: int, words: Words, *, member: Any, at: datetime) -> Review:
    """Change a review: it is looked at as if it were new, and hidden where a rule holds it.

    The old words do not stay meanwhile: their author no longer stands by them.
    """
    require_agreement(member)
    with transaction.atomic():
        review = _require_own(review_id, member)
        product = require_product(review.product_key, locale=review.locale, at=at)
        if words.rating is not None:
            review.rating = require_rating(words.rating, field="rating")
        review.edited_at = at
        return _save(review, words, product, member=member, at=at)


def delete_review(review_id: int, *, member: Any, at: datetime) -> Review:
    """Take a review back, with its follow-ups; its author may then write another."""
    with transaction.atomic():
        review = _require_own(review_id, member)
        for follow_up in review.follow_ups.exclude(state=ContributionState.WITHDRAWN):
            moderation.withdraw(follow_up, kind="follow_up", at=at)
        moderation.withdraw(review, kind="review", at=at)
        uses = [name_use("review", review.pk)]
        uses += [name_use("follow_up", pk) for pk in review.follow_ups.values_list("pk", flat=True)]
        discard(uses, at=at)
        remove_later(review, at=at)
    return review


def add_follow_up(
    review_id: int, body: str, *, pictures: Sequence[tuple[str, str]] = (), member: Any, at: datetime
) -> FollowUp:
    """Add what its author has found out since."""
    require_agreement(member)
    text = require_text(body, field="body", longest=LONGEST_FOLLOW_UP)
    with transaction.atomic():
        # Held, or two at once would both be the last that is allowed.
        review = _require_own(review_id, member)
        _require_open_to_follow_up(review, at=at)
        follow_up = FollowUp(
            review=review,
            member=member,
            locale=review.locale,
            body=text,
            html=render_text(text),
            has_pictures=bool(pictures),
            created_at=at,
        )
        moderation.submit(
            follow_up,
            kind="follow_up",
            at=at,
            save_along=lambda saved: attach_pictures("follow_up", saved, pictures, member=member, at=at),
        )
    return follow_up


def _require_own(review_id: int, member: Any) -> Review:
    """The review, held until the transaction ends. Refused unless it is `member`'s, and still there."""
    review = moderation.lock_contribution("review", review_id)
    if review is None or review.member_id != member.pk or review.state == ContributionState.WITHDRAWN:
        raise Refused.because("NOT_FOUND", _("This review is not there any more."), field="review")
    return review


def _require_open_to_follow_up(review: Review, *, at: datetime) -> None:
    rules = ReviewSettings.load()
    if review.state != ContributionState.APPROVED:
        raise Refused.because("NOT_YET", _("Your review has not been approved yet. Add to it when it has."))
    if at > review.created_at + timedelta(days=rules.follow_up_days):
        raise Refused.because("TOO_LATE", _("Too much time has passed since your review. You can still edit it."))
    gone = (ContributionState.WITHDRAWN, ContributionState.REJECTED)
    if review.follow_ups.exclude(state__in=gone).count() >= rules.follow_up_count:
        raise Refused.because("TOO_MANY", _("You have added to this review as often as is possible."))


def _save(review: Review, words: Words, product: KnownProduct, *, member: Any, at: datetime) -> Review:
    if words.body is not None or not review.pk:
        review.body = require_text(words.body or "", field="body", longest=LONGEST_BODY)
        review.html = render_text(review.body)
    if words.title is not None:
        review.title = require_line(words.title, field="title", longest=LONGEST_TITLE)
    if words.recommends is not None:
        review.recommends = words.recommends
    elif words.rating is not None:
        review.recommends = review.rating >= 4
    if words.pictures is not None:
        review.has_pictures = bool(words.pictures)
    scores = None if words.scores is None else _require_scores(words.scores, product)

    def save_along(saved: Review) -> None:
        if scores is not None:
            _save_scores(saved, scores)
        if words.pictures is not None:
            attach_pictures("review", saved, words.pictures, member=member, at=at)

    try:
        with transaction.atomic():
            _note_purchase(review, words, product, member=member, at=at)
            moderation.submit(review, kind="review", at=at, save_along=save_along)
    except IntegrityError:
        if review.pk is None and _has_review(member, product.key):
            raise Refused.because(
                "ALREADY_REVIEWED", _("You have reviewed this product. Edit your review, or add to it.")
            ) from None
        raise
    return review


def _has_review(member: Any, product_key: str) -> bool:
    rows = Review.objects.filter(member=member, product_key=product_key)
    return rows.exclude(state=ContributionState.WITHDRAWN).exists()


def _save_scores(review: Review, scores: Mapping[ReviewDimension, int]) -> None:
    ReviewScore.objects.filter(review=review).delete()
    ReviewScore.objects.bulk_create(
        [ReviewScore(review=review, dimension=dimension, score=score) for dimension, score in scores.items()]
    )


def _require_scores(scores: Mapping[str, int], product: KnownProduct) -> dict[ReviewDimension, int]:
    known = {dimension.key: dimension for dimension in list_dimensions(product.category_key)}
    for key, score in scores.items():
        if key not in known:
            raise Refused.because("NOT_FOUND", _("This is not rated for this product."), field="scores")
        require_rating(score, field="scores")
    return {known[key]: score for key, score in scores.items()}


def _note_purchase(review: Review, words: Words, product: KnownProduct, *, member: Any, at: datetime) -> None:
    """Say of a review whether, and as which variant, its author has bought the product."""
    purchase: Purchase | None
    if words.purchase_token:
        purchase = take_token(
            words.purchase_token, member=member, product_key=product.key, at=at, field="purchaseToken"
        )
    else:
        purchase = review.purchase or find_purchase(member, product.key)
    if purchase is None and ReviewSettings.load().needs_purchase:
        raise Refused.because("PURCHASE_REQUIRED", _("Only what was bought here can be reviewed."))
    review.purchase, review.is_verified = purchase, purchase is not None
    sku = purchase.sku if purchase is not None else words.sku
    if sku and sku != review.sku:
        options = product.describe_options(sku)
        if purchase is None and all(offer.sku != sku for offer in product.offers):
            raise Refused.because("NOT_FOUND", _("This product does not come as this variant."), field="sku")
        review.sku, review.options = sku, options

"""Makes reviews and their follow-ups known to moderation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from cms.community.models import ANSWERED, ContributionState, FollowUp, Review
from cms.community.moderation import kinds
from cms.community.moderation.kinds import ContributionKind, Related, Shown
from cms.community.products import relate_products
from cms.community.reviews import cases, summaries
from cms.community.reviews.pictures import describe_for_moderators, find_pictures, hide_pictures, show_pictures


def register() -> None:
    """Make the kinds known."""
    kinds.register(
        ContributionKind(
            name="review",
            model=Review,
            label=_("review"),
            label_plural=_("reviews"),
            icon="pick",
            read_texts=_read_texts,
            has_pictures=_has_pictures,
            read_rating=lambda review: review.rating,
            read_scope=lambda review: f"product:{review.product_key}",
            describe=describe_reviews,
            on_shown=partial(show_pictures, "review"),
            on_hidden=partial(hide_pictures, "review"),
            on_decided=_follow_decision,
            answer=answer_review,
        )
    )
    kinds.register(
        ContributionKind(
            name="follow_up",
            model=FollowUp,
            label=_("follow-up review"),
            label_plural=_("follow-up reviews"),
            icon="plus",
            has_pictures=_has_pictures,
            read_scope=lambda follow_up: f"product:{follow_up.review.product_key}",
            describe=describe_follow_ups,
            on_shown=partial(show_pictures, "follow_up"),
            on_hidden=partial(hide_pictures, "follow_up"),
            answer=answer_follow_up,
        )
    )


def _read_texts(review: Review) -> dict[str, str]:
    return {"title": review.title, "body": review.body}


def _has_pictures(contribution: Any) -> bool:
    return contribution.has_pictures


def _follow_decision(review: Review, *, before: str | None, at: datetime) -> None:
    if ContributionState.APPROVED in (before, review.state):
        summaries.refresh_summary(review.product_key, at=at)
    cases.sync_case(review, at=at)


def answer_review(review: Review, text: str, *, by: Any, at: datetime) -> None:
    """The shop's answer under a review; it stops the clock of a low one."""
    review.note_answer(text, by=by, at=at)
    review.save(update_fields=list(ANSWERED))
    cases.note_answer(review, by=by, at=at)


def answer_follow_up(follow_up: FollowUp, text: str, *, by: Any, at: datetime) -> None:
    """The shop's answer under a follow-up."""
    follow_up.note_answer(text, by=by, at=at)
    follow_up.save(update_fields=list(ANSWERED))


def describe_reviews(reviews: Sequence[Review]) -> list[Shown]:
    """As moderators see them: products, scores and pictures in a fixed number of queries."""
    products = relate_products(review.product_key for review in reviews)
    pictures = find_pictures("review", reviews)
    prefetch_related_objects(reviews, "scores__dimension")
    return [_describe_review(review, products[review.product_key], pictures.get(review.pk, [])) for review in reviews]


def _describe_review(review: Review, product: Related, pictures: list[Any]) -> Shown:
    facts: list[tuple[Any, Any]] = [(_("Rating"), stars(review.rating))]
    facts += [(score.dimension.name, stars(score.score)) for score in review.scores.all()]
    facts.append((_("Bought here"), _("yes") if review.is_verified else _("not known")))
    if review.sku:
        variant = ", ".join(f"{one['name']}: {one['value']}" for one in review.options)
        facts.append((_("SKU"), f"{review.sku} ({variant})" if variant else review.sku))
    return Shown(
        title=review.title,
        texts=_read_texts(review),
        labels={"title": _("Title"), "body": _("Review")},
        related=[product],
        pictures=describe_for_moderators(pictures),
        facts=facts,
        answer=review.official_answer,
    )


def describe_follow_ups(follow_ups: Sequence[FollowUp]) -> list[Shown]:
    """As moderators see them, with the review they add to."""
    prefetch_related_objects(follow_ups, "review")
    products = relate_products(follow_up.review.product_key for follow_up in follow_ups)
    pictures = find_pictures("follow_up", follow_ups)
    return [
        Shown(
            title="",
            texts={"body": follow_up.body},
            labels={"body": _("Follow-up")},
            pictures=describe_for_moderators(pictures.get(follow_up.pk, [])),
            related=[
                products[follow_up.review.product_key],
                Related(
                    label=_("Review"),
                    title=" ".join(filter(None, [stars(follow_up.review.rating), follow_up.review.title])),
                    text=follow_up.review.body,
                ),
            ],
            answer=follow_up.official_answer,
        )
        for follow_up in follow_ups
    ]


def stars(rating: int) -> str:
    """A rating as people who work here see it."""
    return "★" * rating + "☆" * (5 - rating)

"""The shop's answers to reviews, one row a review; written as a moderator's answer is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.bulk.cells.columns import Column
from cms.bulk.cells.kinds import IntegerKind, TextKind, TimeKind, keep_time
from cms.bulk.subjects.subject import Circumstances, Key, RowRefused, Subject, Target, batched
from cms.catalog.models import ProductContent
from cms.community.models import ContributionState, ModerationItem, Review
from cms.community.moderation import deciding
from cms.community.moderation.refusing import DecisionRefused
from cms.community.responsibility.items import explain_scope, may_reach_scope

_LONGEST = 4000


class Answers(Subject):
    name = "answers"
    label = gettext_lazy("Answers to reviews")
    icon = "comment"
    explanation = gettext_lazy("What the shop answers under a review. An emptied answer is taken back.")
    batch = 50

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("review", gettext_lazy("Review key"), TextKind(32), is_identity=True, width=24),
            Column("product", gettext_lazy("Product key"), TextKind(120), is_shown_only=True, width=22),
            Column("product_title", gettext_lazy("Product"), TextKind(300), is_shown_only=True, width=36),
            Column("rating", gettext_lazy("Rating"), IntegerKind(), is_shown_only=True, width=8),
            Column("language", gettext_lazy("Language"), TextKind(20), is_shown_only=True, width=10),
            Column("written_at", gettext_lazy("Written at"), TimeKind(), is_shown_only=True, width=20),
            Column("text", gettext_lazy("Review"), TextKind(20_000, has_lines=True), is_shown_only=True, width=60),
            Column("answer", gettext_lazy("The shop's answer"), TextKind(_LONGEST, has_lines=True), width=60),
        )

    def list_columns(self) -> Sequence[Column]:
        return self.columns

    def may_use(self, user: Any) -> bool:
        return user.has_perm("community.moderate_review")

    def choose(self, request: Any) -> Any:
        reviews = Review.objects.filter(state=ContributionState.APPROVED)
        if request.GET.get("unanswered"):
            reviews = reviews.filter(official_answer="")
        if (rating := request.GET.get("rating", "")) in {"1", "2", "3", "4", "5"}:
            reviews = reviews.filter(rating__lte=int(rating))
        return reviews.order_by("-created_at", "-pk")

    def iterate(self, chosen: Any) -> Iterator[Target]:
        for reviews in batched(chosen.iterator(chunk_size=500), 500):
            yield from _describe(reviews)

    def find(self, keys: Sequence[Key], *, locks: bool) -> dict[Key, Target]:
        reviews = Review.objects.filter(key__in=[key[0] for key in keys]).order_by("pk")
        if locks:
            reviews = reviews.select_for_update(of=("self",))
        return {target.key: target for target in _describe(list(reviews))}

    def make_target(self, key: Key) -> Target:
        raise RowRefused(
            _("There is no review “%(key)s” any more. Delete the row, or take the key from a new download.")
            % {"key": key[0]},
            "review",
        )

    def check(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> None:
        if not circumstances.user.has_perm("community.moderate_review"):
            raise RowRefused(_("You may not answer reviews. Ask for the right, or delete the row."))
        scope = f"product:{target.object.product_key}"
        if not may_reach_scope(circumstances.user, scope):
            raise RowRefused(explain_scope(circumstances.user, scope))
        if target.object.state != ContributionState.APPROVED:
            raise RowRefused(_("Shoppers do not see this review, so an answer would not be seen. Delete the row."))

    def write(self, target: Target, changes: Mapping[str, Any], circumstances: Circumstances) -> dict[str, Any]:
        item = ModerationItem.objects.filter(kind="review", object_id=target.object.pk).first()
        if item is None:
            raise RowRefused(_("It has been deleted: there is nothing to decide any more."))
        try:
            deciding.answer(item.pk, by=circumstances.user, version=None, text=changes["answer"], at=circumstances.at)
        except DecisionRefused as error:
            raise RowRefused(str(error), "answer") from None
        except PermissionDenied:
            raise RowRefused(_("You may not answer reviews. Ask for the right, or delete the row.")) from None
        return {}


def _describe(reviews: Sequence[Review]) -> Iterator[Target]:
    keys = {review.product_key for review in reviews}
    rows = ProductContent.objects.filter(product__key__in=keys).order_by("-locale_id")
    titles = dict(rows.values_list("product__key", "title"))
    items = ModerationItem.objects.filter(kind="review", object_id__in=[review.pk for review in reviews])
    places = dict(items.values_list("object_id", "pk"))
    for review in reviews:
        title = titles.get(review.product_key, review.product_key)
        values = {
            "review": review.key,
            "product": review.product_key,
            "product_title": title,
            "rating": review.rating,
            "language": review.locale,
            "written_at": keep_time(review.created_at),
            "text": "\n".join(filter(None, [review.title, review.body])),
            "answer": review.official_answer,
        }
        place = places.get(review.pk)
        address = reverse("moderation_item", args=[place]) if place else ""
        yield Target((review.key,), f"{title} {'★' * review.rating}", values, review, address)

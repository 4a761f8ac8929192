"""Has the demo's members write: every text goes through the moderation rules, and what they hold is decided on.

The services members call look at the shop as it is now; these texts are dated long before it opened, so they are put
together here, and submitted as those services submit theirs.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cms.community.demo.knowing import Shop
from cms.community.demo.pictures import attach_scene
from cms.community.demo.reading import find_locale
from cms.community.demo.timeline import Happening
from cms.community.models import (
    Answer,
    ContributionState,
    FollowUp,
    ModerationItem,
    Post,
    PostProduct,
    Question,
    Reply,
    ReportReason,
    Review,
    ReviewScore,
)
from cms.community.moderation import deciding, reporting
from cms.community.moderation import services as moderation
from cms.community.posts.services import feature_post
from cms.community.questions.services import answer_officially
from cms.community.reviews.purchases import find_purchase
from cms.community.texts import render_text, tidy_text
from cms.delivery import services as delivery

_NAMES = uuid.UUID("5d1c4f7e-0f5a-5b64-8d4e-3b1f2a9c7d60")
_DECIDED_AFTER = timedelta(minutes=40)


def make_post_key(name: str) -> str:
    """The key of a post or reply of that name, the same each time."""
    return uuid.uuid5(_NAMES, name).hex[:12]


@dataclass
class Author:
    """Writes one happening after the other; `written` are the contributions by the names of their happenings."""

    shop: Shop
    moderator: Any
    at: datetime
    written: dict[str, Any] = field(default_factory=dict)

    def write(self, happening: Happening) -> bool:
        """Write it, unless it is there; whether it was missing."""
        present = self._find(happening)
        if present is None:
            present = self._writers[happening.kind](self, happening)
            self.written[happening.name] = present
            return present is not None
        self.written[happening.name] = present
        return False

    def _find(self, happening: Happening) -> Any:
        return self.shop.find(happening, self.written.get(happening.about))

    def _when(self, happening: Happening) -> datetime:
        return self.at - timedelta(hours=happening.hours)

    def _write_post(self, happening: Happening) -> Post:
        row, when = happening.row, self._when(happening)
        body = tidy_text(row["text"])
        post = Post(
            **self._describe(happening, body),
            key=make_post_key(happening.name),
            board=self.shop.boards[row["board"]],
            title=row["title"],
        )
        if "scene" in row:
            attach_scene(post, row["scene"], self.shop.scenes, at=when)
        self._submit(post, happening)
        products = [self.shop.products[key] for key in row.get("products", ())]
        PostProduct.objects.bulk_create(
            PostProduct(post=post, product=product, position=position) for position, product in enumerate(products)
        )
        is_featured = row.get("pin", False) or row.get("essence", False)
        if is_featured:
            feature_post(post, is_pinned=row.get("pin", False), is_essence=row.get("essence", False), at=self.at)
        elif products and post.state == ContributionState.APPROVED:
            delivery.deliver_many("post", [post], at=self.at)
        for key in row.get("reports", ()):
            self._report(post, key, when=when)
        post.refresh_from_db(fields=["state"])
        return post

    def _report(self, post: Post, key: str, *, when: datetime) -> None:
        member = self.shop.members[key]
        at = min(when + timedelta(hours=5), self.at)
        reporting.report("post", post.pk, member=member, reason=ReportReason.ILLEGAL, text="", at=at)

    def _write_reply(self, happening: Happening) -> Reply:
        answered: Reply | None = self.written.get(happening.answers) if happening.answers else None
        reply = Reply(
            **self._describe(happening, happening.row["text"]),
            key=make_post_key(happening.name),
            post=self.written[happening.about],
            parent=(answered.parent or answered) if answered else None,
            reply_to=answered,
        )
        return self._submit(reply, happening)

    def _write_review(self, happening: Happening) -> Review:
        row = happening.row
        member = self.shop.members[row["by"]]
        purchase = find_purchase(member, row["product"])
        sku = row.get("sku") or (purchase.sku if purchase else "")
        review = Review(
            **self._describe(happening, row["text"]),
            product_key=row["product"],
            rating=row["stars"],
            title=row.get("title", ""),
            recommends=row["stars"] >= 4,
            purchase=purchase,
            is_verified=purchase is not None,
            sku=sku,
            options=self.shop.describe_options(sku),
        )
        scores = self.shop.score(row["product"], row["stars"], seed=happening.name)
        return self._submit(
            review,
            happening,
            save_along=lambda saved: ReviewScore.objects.bulk_create(
                ReviewScore(review=saved, dimension=dimension, score=score) for dimension, score in scores
            ),
        )

    def _write_follow_up(self, happening: Happening) -> FollowUp:
        review = self.written[happening.about]
        return self._submit(FollowUp(**self._describe(happening, happening.row["text"]), review=review), happening)

    def _answer_review(self, happening: Happening) -> Review:
        review = self.written[happening.about]
        item = ModerationItem.objects.get(kind="review", object_id=review.pk)
        when = self._when(happening)
        deciding.answer(item.pk, by=self.moderator, version=item.version, text=happening.row["answer"], at=when)
        review.refresh_from_db()
        return review

    def _ask(self, happening: Happening) -> Question:
        described = self._describe(happening, happening.row["text"])
        return self._submit(Question(**described, product_key=happening.row["product"]), happening)

    def _answer(self, happening: Happening) -> Answer:
        question = self.written[happening.about]
        described = self._describe(happening, happening.row["text"])
        is_buyer = find_purchase(described["member"], question.product_key) is not None
        return self._submit(Answer(**described, question=question, is_buyer=is_buyer), happening)

    def _answer_officially(self, happening: Happening) -> Answer:
        question = self.written[happening.about]
        answer_officially(question, happening.row["text"], by=self.moderator, at=self._when(happening))
        return Answer.objects.get(question=question, is_official=True)

    def _describe(self, happening: Happening, body: str) -> dict[str, Any]:
        return {
            "member": self.shop.members[happening.row["by"]],
            "locale": find_locale(happening.row),
            "body": body,
            "html": render_text(body),
            "created_at": self._when(happening),
        }

    def _submit(self, contribution: Any, happening: Happening, **along: Any) -> Any:
        """Let the rules see it; a moderator decides on what they hold, unless it is to wait."""
        when, wanted = self._when(happening), happening.row.get("state", "approved")
        moderation.submit(contribution, kind=happening.kind, at=when, **along)
        if contribution.state == ContributionState.PENDING and wanted != "pending":
            self._decide(contribution, happening, at=min(when + _DECIDED_AFTER, self.at))
        return contribution

    def _decide(self, contribution: Any, happening: Happening, *, at: datetime) -> None:
        item = ModerationItem.objects.get(kind=happening.kind, object_id=contribution.pk)
        reason = happening.row.get("reason")
        if reason:
            deciding.reject(item.pk, by=self.moderator, version=item.version, reason=reason, at=at)
        else:
            deciding.approve(item.pk, by=self.moderator, version=item.version, at=at)
        contribution.refresh_from_db()

    _writers: Mapping[str, Callable[[Author, Happening], Any]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._writers = {
            "post": Author._write_post,
            "reply": Author._write_reply,
            "review": Author._write_review,
            "follow_up": Author._write_follow_up,
            "review_answer": Author._answer_review,
            "question": Author._ask,
            "answer": Author._answer,
            "official_answer": Author._answer_officially,
        }

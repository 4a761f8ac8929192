"""What the community holds of a member around products: given out, and erased."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cms.community import votes
from cms.community.models import (
    Answer,
    ContributionState,
    FollowUp,
    HelpfulVote,
    ModerationItem,
    Purchase,
    Question,
    Report,
    Review,
    Upload,
)
from cms.community.moderation import services as moderation
from cms.community.questions.services import count_answers
from cms.community.reviews.pictures import name_use
from cms.community.reviews.purchases import forget_purchases
from cms.community.reviews.removing import remove
from cms.community.reviews.summaries import refresh_summary
from cms.community.uploads.describing import export_picture
from cms.members import holdings
from cms.members.erasures import digest_identity
from cms.members.holdings import Holding
from cms.members.models import Member


def register() -> None:
    """Make the parts known: first what counts on others' things, then what the member wrote."""
    holdings.register(Holding("helpfulVotes", export_votes, erase_votes))
    holdings.register(Holding("reports", export_reports, erase_reports))
    holdings.register(Holding("answers", export_answers, erase_answers))
    holdings.register(Holding("questions", export_questions, erase_questions))
    holdings.register(Holding("reviews", export_reviews, erase_reviews))
    holdings.register(Holding("purchases", export_purchases, erase_purchases))


def export_votes(member: Member) -> list[dict[str, Any]]:
    """What the member found helpful."""
    rows = HelpfulVote.objects.filter(member=member).order_by("voted_at", "pk")
    return [{"kind": row.kind, "id": row.object_id, "votedAt": row.voted_at.isoformat()} for row in rows]


def erase_votes(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """Delete the votes, and count without them."""
    count = HelpfulVote.objects.filter(member=member).count()
    votes.forget_votes(member)
    return count


def export_reports(member: Member) -> list[dict[str, Any]]:
    """What the member has objected to."""
    rows = Report.objects.filter(member=member).select_related("item").order_by("created_at", "pk")
    return [
        {
            "kind": row.item.kind,
            "id": row.item.object_id,
            "reason": row.reason,
            "text": row.text or None,
            "reportedAt": row.created_at.isoformat(),
        }
        for row in rows
    ]


def erase_reports(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """What was said stays for the moderators, without its words and by nobody."""
    return Report.objects.filter(member=member).update(member=None, text="")


def export_reviews(member: Member) -> list[dict[str, Any]]:
    """What the member has reviewed, whatever its state, with what was added to it."""
    rows = Review.objects.filter(member=member).prefetch_related("scores__dimension").order_by("created_at", "pk")
    return [
        {
            "key": review.key,
            "product": review.product_key,
            "sku": review.sku or None,
            "rating": review.rating,
            "scores": {score.dimension.key: score.score for score in review.scores.all()},
            "title": review.title,
            "text": review.body,
            "recommends": review.recommends,
            "isVerified": review.is_verified,
            "answer": review.official_answer or None,
            "pictures": _export_pictures("review", review),
            "followUps": [
                {
                    "key": one.key,
                    "text": one.body,
                    "pictures": _export_pictures("follow_up", one),
                    **_export_state(one),
                }
                for one in FollowUp.objects.filter(review=review).order_by("created_at", "pk")
            ],
            **_export_state(review),
        }
        for review in rows
    ]


def erase_reviews(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """Delete the reviews and what was added; with `keeps_texts` what everybody sees stays, by nobody."""
    reviews, follow_ups = list(Review.objects.filter(member=member)), list(FollowUp.objects.filter(member=member))
    kept = _keep(reviews, keeps_texts)
    kept_below = [one for one in _keep(follow_ups, keeps_texts) if one.review_id in {review.pk for review in kept}]
    _give_away(Review, "review", kept)
    _give_away(FollowUp, "follow_up", kept_below)
    remove(FollowUp, "follow_up", [one.pk for one in follow_ups if one not in kept_below], at=at)
    remove(Review, "review", [one.pk for one in reviews if one not in kept], at=at)
    for key in {review.product_key for review in reviews}:
        refresh_summary(key, at=at)
    return len(reviews) + len(follow_ups)


def export_questions(member: Member) -> list[dict[str, Any]]:
    """What the member has asked about products, whatever its state."""
    rows = Question.objects.filter(member=member).order_by("created_at", "pk")
    return [{"key": one.key, "product": one.product_key, "text": one.body, **_export_state(one)} for one in rows]


def erase_questions(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """Delete the questions with their answers; with `keeps_texts` what everybody sees stays, by nobody."""
    questions = list(Question.objects.filter(member=member))
    kept = _keep(questions, keeps_texts)
    _give_away(Question, "question", kept)
    gone = [one for one in questions if one not in kept]
    below = Answer.objects.filter(question__in=[one.pk for one in gone])
    moderation.forget("answer", list(below.values_list("pk", flat=True)))
    remove(Question, "question", [one.pk for one in gone], at=at)
    return len(questions)


def export_answers(member: Member) -> list[dict[str, Any]]:
    """What the member has answered, whatever its state."""
    rows = Answer.objects.filter(member=member).select_related("question").order_by("created_at", "pk")
    return [{"key": one.key, "question": one.question.key, "text": one.body, **_export_state(one)} for one in rows]


def erase_answers(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """Delete the answers; with `keeps_texts` what everybody sees stays, by nobody."""
    answers = list(Answer.objects.filter(member=member))
    kept = _keep(answers, keeps_texts)
    _give_away(Answer, "answer", kept)
    remove(Answer, "answer", [one.pk for one in answers if one not in kept], at=at)
    for question_id in {one.question_id for one in answers}:
        count_answers(question_id)
    return len(answers)


def export_purchases(member: Member) -> list[dict[str, Any]]:
    """What the shop has told of the member's purchases."""
    buyer = digest_identity(member.issuer, member.subject)
    rows = Purchase.objects.filter(buyer=buyer).order_by("bought_at", "pk")
    return [{"product": row.product_key, "sku": row.sku, "boughtAt": row.bought_at.isoformat()} for row in rows]


def erase_purchases(member: Member, *, keeps_texts: bool, at: datetime) -> int:
    """Drop them."""
    return forget_purchases(member)


def _keep(contributions: Iterable[Any], keeps_texts: bool) -> list[Any]:
    return [one for one in contributions if keeps_texts and one.state == ContributionState.APPROVED]


def _give_away(model: Any, kind: str, contributions: list[Any]) -> None:
    """What stays is nobody's: neither itself nor its place in moderation leads to the member."""
    ids = [one.pk for one in contributions]
    model.objects.filter(pk__in=ids).update(member=None)
    ModerationItem.objects.filter(kind=kind, object_id__in=ids).update(member=None)
    Upload.objects.filter(used_for__in=[name_use(kind, pk) for pk in ids]).update(member=None)


def _export_state(contribution: Any) -> dict[str, Any]:
    return {
        "locale": contribution.locale,
        "state": str(contribution.state),
        "reason": contribution.reason or None,
        "createdAt": contribution.created_at.isoformat(),
    }


def _export_pictures(kind: str, contribution: Any) -> list[dict[str, Any]]:
    rows = Upload.objects.filter(used_for=name_use(kind, contribution.pk)).order_by("position", "pk")
    return [export_picture(upload) for upload in rows]

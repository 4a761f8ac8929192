"""What is held of a member around products is given out whole, and erased without a trace."""

from __future__ import annotations

from typing import Any

import pytest

from cms.community.models import (
    Answer,
    FollowUp,
    HelpfulVote,
    ModerationItem,
    Purchase,
    Question,
    Report,
    ReportReason,
    Review,
    ReviewSummary,
    TextFingerprint,
)
from cms.community.moderation import reporting
from cms.community.questions.services import answer_question
from cms.community.reviews import services
from cms.community.reviews.purchases import Line, note_purchase
from cms.community.votes import vote_helpful
from cms.members import holdings
from cms.members.models import Member
from tests.community import NOW, ask, make_member, relax, write_review

pytestmark = pytest.mark.django_db


class Talk:
    """Lin reviews, asks and answers; so does Chen, whom Lin finds helpful and reports."""

    def __init__(self) -> None:
        relax()
        self.lin, self.chen = make_member("lin"), make_member("chen")
        note_purchase(Line(self.lin.issuer, "lin", "1", "mug", NOW), product_key="mug", at=NOW)
        self.review = write_review("mug", self.lin, rating=2, title="Nearly", body="The handle is loose, sadly.")
        services.add_follow_up(self.review.pk, "They sent another.", member=self.lin, at=NOW)
        self.question, self.other_question = ask("mug", self.lin), ask("mug", self.chen)
        self.answer = answer_question(self.lin, self.other_question, "Yes.", locale="en", at=NOW)
        answer_question(self.chen, self.question, "No.", locale="en", at=NOW)
        self.other_review = write_review("mug", self.chen, rating=5)
        vote_helpful("review", self.other_review.pk, member=self.lin, is_helpful=True, at=NOW)
        vote_helpful("review", self.review.pk, member=self.chen, is_helpful=True, at=NOW)
        reporting.report(
            "review", self.other_review.pk, member=self.lin, reason=ReportReason.FALSE, text="My words.", at=NOW
        )
        relax(held_first=9)
        self.waiting = ask("mug", self.lin, body="Is anybody there at all?")


@pytest.fixture
def talk(product: Any) -> Talk:
    return Talk()


def test_everything_is_given_out(talk: Talk) -> None:
    data = holdings.export_member(talk.lin, at=NOW)
    (review,) = data["reviews"]
    assert (review["text"], review["rating"], review["isVerified"]) == ("The handle is loose, sadly.", 2, True)
    assert [one["text"] for one in review["followUps"]] == ["They sent another."]
    assert [(one["product"], one["state"]) for one in data["questions"]] == [("mug", "approved"), ("mug", "pending")]
    assert [one["text"] for one in data["answers"]] == ["Yes."]
    assert [one["sku"] for one in data["purchases"]] == ["mug"]
    assert [one["text"] for one in data["reports"]] == ["My words."]
    assert [one["kind"] for one in data["helpfulVotes"]] == ["review"]


def erase(member: Member, *, keeps_texts: bool) -> None:
    holdings.erase_member(member, keeps_texts=keeps_texts, at=NOW)


def test_everything_goes(talk: Talk) -> None:
    erase(talk.lin, keeps_texts=False)
    assert list(Review.objects.values_list("pk", flat=True)) == [talk.other_review.pk]
    assert list(Question.objects.values_list("pk", flat=True)) == [talk.other_question.pk]
    assert (Answer.objects.count(), FollowUp.objects.count(), Purchase.objects.count()) == (0, 0, 0)
    summary = ReviewSummary.objects.get()
    assert (summary.count, summary.stars) == (1, [0, 0, 0, 0, 1])
    talk.other_review.refresh_from_db()
    talk.other_question.refresh_from_db()
    assert (talk.other_review.helpful_count, talk.other_question.answer_count) == (0, 0)
    assert HelpfulVote.objects.count() == 0
    assert list(Report.objects.values_list("member", "text")) == [(None, "")]
    kinds = sorted(ModerationItem.objects.values_list("kind", "member__name"))
    assert kinds == [("question", "chen"), ("review", "chen")]
    assert set(TextFingerprint.objects.values_list("member__name", flat=True)) <= {"chen"}


def test_what_others_may_read_can_stay_by_nobody(talk: Talk) -> None:
    erase(talk.lin, keeps_texts=True)
    talk.review.refresh_from_db()
    assert (talk.review.member, talk.review.body, talk.review.helpful_count) == (None, "The handle is loose, sadly.", 1)
    assert [one.member for one in FollowUp.objects.all()] == [None]
    assert [one.member for one in Answer.objects.filter(question=talk.other_question)] == [None]
    assert not Question.objects.filter(pk=talk.waiting.pk).exists()
    assert ReviewSummary.objects.get().count == 2
    assert not ModerationItem.objects.filter(member__name="lin").exists()
    assert (Purchase.objects.count(), HelpfulVote.objects.filter(member__name="lin").count()) == (0, 0)

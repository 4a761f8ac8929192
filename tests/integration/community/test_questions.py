"""Questions about products, answered by members and by the shop."""

from __future__ import annotations

import pytest

from cms.community.models import Answer, ContributionState, Question
from cms.community.moderation import deciding
from cms.community.questions import services
from cms.community.reviews.purchases import Line, note_purchase
from cms.refusals import Refused
from tests.community import NOW, ask, find_item, later, make_member, make_moderator, relax

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules(product) -> None:
    relax()


def answer(question: Question, member=None, body: str = "Yes, it does.") -> Answer:
    return services.answer_question(member or make_member(), question, body, locale="zh-hans", at=NOW)


def read_counts(question: Question) -> tuple[int, bool]:
    question.refresh_from_db()
    return question.answer_count, question.has_official_answer


def test_answers_count_while_they_are_visible() -> None:
    question, moderator = ask("mug"), make_moderator(Answer)
    first = answer(question)
    assert read_counts(question) == (1, False)
    relax(held_first=1)
    second = answer(question)
    assert (second.state, read_counts(question)) == (ContributionState.PENDING, (1, False))
    deciding.approve(find_item(second).pk, by=moderator, version=1, at=NOW)
    deciding.reject(find_item(first).pk, by=moderator, version=1, reason="wrong", at=NOW)
    assert read_counts(question) == (1, False)


def test_the_shop_answers_once_and_may_change_its_words() -> None:
    question, moderator = ask("mug"), make_moderator(Question)
    for text in ("<i>Yes</i>", "No."):
        deciding.answer(find_item(question).pk, by=moderator, version=None, text=text, at=NOW)
    official = Answer.objects.get()
    assert (official.body, official.html, official.is_official, official.member) == ("No.", "<p>No.</p>", True, None)
    assert (official.author, official.state, read_counts(question)) == (moderator, "approved", (1, True))
    deciding.answer(find_item(question).pk, by=moderator, version=None, text=" ", at=later(hours=1))
    assert (Answer.objects.count(), read_counts(question)) == (0, (0, False))


def test_who_bought_it_is_marked() -> None:
    question, member = ask("mug"), make_member()
    note_purchase(Line(member.issuer, member.subject, "1", "mug", NOW), product_key="mug", at=NOW)
    assert (answer(question, member).is_buyer, answer(question).is_buyer) == (True, False)


def test_what_is_not_visible_cannot_be_answered() -> None:
    relax(held_first=1)
    question = ask("mug")
    with pytest.raises(Refused, match="question: NOT_FOUND"):
        answer(question)
    with pytest.raises(Refused, match="body: TOO_LONG"):
        ask("mug", body="x" * 501)
    with pytest.raises(Refused, match="product: NOT_FOUND"):
        ask("pot")
    assert (Question.objects.count(), Answer.objects.count()) == (1, 0)


def test_counts_can_be_counted_anew() -> None:
    question = ask("mug")
    answer(question)
    assert services.recount_questions() == 0
    Question.objects.update(answer_count=7)
    assert (services.recount_questions(), read_counts(question)) == (1, (1, False))

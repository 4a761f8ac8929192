"""What members do with questions and answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cms.community.models import Answer, ContributionState, Question
from cms.community.moderation import services as moderation
from cms.community.products import require_product
from cms.community.reviews.purchases import find_purchase
from cms.community.texts import render_text
from cms.community.writing import require_agreement, require_text
from cms.refusals import Refused

LONGEST_QUESTION = 500
LONGEST_ANSWER = 2000


def ask_question(member: Any, product_key: str, body: str, *, locale: str, at: datetime) -> Question:
    """Ask something about a product."""
    require_agreement(member)
    product = require_product(product_key, locale=locale, at=at)
    text = require_text(body, field="body", longest=LONGEST_QUESTION)
    question = Question(
        member=member,
        locale=locale,
        product_key=product.key,
        body=text,
        html=render_text(text),
        created_at=at,
    )
    moderation.submit(question, kind="question", at=at)
    return question


def answer_question(member: Any, question: Question, body: str, *, locale: str, at: datetime) -> Answer:
    """Answer a question that is visible."""
    require_agreement(member)
    text = require_text(body, field="body", longest=LONGEST_ANSWER)
    if question.state != ContributionState.APPROVED:
        raise Refused.because("NOT_FOUND", _("This question is not there any more."), field="question")
    answer = Answer(
        member=member,
        locale=locale,
        question=question,
        body=text,
        html=render_text(text),
        created_at=at,
        is_buyer=find_purchase(member, question.product_key) is not None,
    )
    moderation.submit(answer, kind="answer", at=at)
    return answer


def answer_officially(question: Question, text: str, *, by: Any, at: datetime) -> None:
    """Answer for the shop; answering again replaces the words, an empty text takes them back."""
    with transaction.atomic():
        official = Answer.objects.select_for_update().filter(question=question, is_official=True)
        if not text:
            official.delete()
        else:
            answer = official.first() or Answer(question=question, is_official=True, created_at=at)
            answer.body, answer.html = text, render_text(text)
            answer.author, answer.locale = by, question.locale
            answer.decide(ContributionState.APPROVED, by=by, at=at)
            answer.save()
        count_answers(question.pk)


def count_answers(question_id: int) -> None:
    """Count the visible answers of a question; call it in the transaction that changed one."""
    question = Question.objects.select_for_update().filter(pk=question_id).first()
    if question is None:
        return
    visible = list(Answer.objects.visible().filter(question=question).values_list("is_official", flat=True))
    question.answer_count, question.has_official_answer = len(visible), any(visible)
    question.save(update_fields=["answer_count", "has_official_answer"])


def recount_questions() -> int:
    """Count the answers of every question anew; returns how many were wrong."""
    wrong = 0
    for pk in Question.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=500):
        with transaction.atomic():
            before = Question.objects.values_list("answer_count", "has_official_answer").filter(pk=pk).first()
            count_answers(pk)
            wrong += Question.objects.values_list("answer_count", "has_official_answer").filter(pk=pk).first() != before
    return wrong

"""Makes questions and answers known to moderation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from cms.community.models import Answer, Question
from cms.community.moderation import kinds
from cms.community.moderation.kinds import ContributionKind, Related, Shown
from cms.community.products import relate_products
from cms.community.questions import services


def register() -> None:
    """Make the kinds known."""
    kinds.register(
        ContributionKind(
            name="question",
            model=Question,
            label=_("question"),
            label_plural=_("questions"),
            icon="help",
            read_scope=lambda question: f"product:{question.product_key}",
            describe=describe_questions,
            answer=services.answer_officially,
        )
    )
    kinds.register(
        ContributionKind(
            name="answer",
            model=Answer,
            label=_("answer"),
            label_plural=_("answers"),
            icon="comment",
            read_scope=lambda answer: f"product:{answer.question.product_key}",
            describe=describe_answers,
            on_decided=_follow_decision,
        )
    )


def _follow_decision(answer: Answer, *, before: str | None, at: datetime) -> None:
    services.count_answers(answer.question_id)


def describe_questions(questions: Sequence[Question]) -> list[Shown]:
    """As moderators see them: products and official answers in two queries."""
    products = relate_products(question.product_key for question in questions)
    official = Answer.objects.filter(question__in=[question.pk for question in questions], is_official=True)
    answers: dict[Any, str] = dict(official.values_list("question", "body"))
    return [
        Shown(
            title="",
            texts={"body": question.body},
            labels={"body": _("Question")},
            related=[products[question.product_key]],
            answer=answers.get(question.pk, ""),
        )
        for question in questions
    ]


def describe_answers(answers: Sequence[Answer]) -> list[Shown]:
    """As moderators see them, with the question they answer."""
    prefetch_related_objects(answers, "question")
    products = relate_products(answer.question.product_key for answer in answers)
    return [
        Shown(
            title="",
            texts={"body": answer.body},
            labels={"body": _("Answer")},
            related=[
                products[answer.question.product_key],
                Related(label=_("Question"), title="", text=answer.question.body),
            ],
            facts=[(_("Bought here"), _("yes") if answer.is_buyer else _("not known"))],
        )
        for answer in answers
    ]

"""Questions and answers of one answer to a client: each in one query for all, and only where it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from cms.community.models import Answer, ContributionState, Question
from storefront.context import RequestContext
from storefront.orderings import Ordering
from storefront.sources.child_pages import ChildPages
from storefront.sources.contributions import ContributionBatch, ContributionSource, find_viewer
from storefront.sources.products import ProductSource, find_products

NEWEST = Ordering("newest", ("-created_at", "-pk"))
ORDERINGS = {"newest": NEWEST, "helpful": Ordering("helpful", ("-helpful_count", "-created_at", "-pk"))}
BEST = Ordering("best", ("-is_official", "-helpful_count", "created_at", "pk"))


class AnswerSource(ContributionSource):
    typename = "ProductAnswer"


class AnswerBatch(ContributionBatch):
    kind = "answer"
    source = AnswerSource


class QuestionSource(ContributionSource):
    typename = "ProductQuestion"
    batch: QuestionBatch

    @property
    def product(self) -> ProductSource | None:
        return self.batch.products.get(self.row.product_key)

    @property
    def my_waiting_answers(self) -> list[Any]:
        return self.batch.own_waiting.get(self.row.pk, [])


class QuestionBatch(ContributionBatch):
    kind = "question"
    source = QuestionSource

    @cached_property
    def products(self) -> dict[str, ProductSource]:
        keys = dict.fromkeys(row.product_key for row in self.rows)
        return find_products(keys, locale=self.locale, context=self.context)

    @cached_property
    def answers(self) -> ChildPages:
        return ChildPages(
            "question_id",
            [row.pk for row in self.rows],
            Answer.objects.visible().select_related("member"),
            ordering=BEST,
            wrap=lambda rows: wrap_answers(rows, locale=self.locale, context=self.context),
        )

    @cached_property
    def own_waiting(self) -> dict[int, list[Any]]:
        """By question, what the one who asks has answered and not everybody sees; one query."""
        viewer = find_viewer(self.context)
        if viewer is None:
            return {}
        rows = Answer.objects.written_by(viewer).exclude(state=ContributionState.APPROVED)
        rows = rows.filter(question__in=[row.pk for row in self.rows]).select_related("member").order_by("created_at")
        found: dict[int, list[Any]] = {}
        for source in wrap_answers(list(rows), locale=self.locale, context=self.context):
            found.setdefault(source.row.question_id, []).append(source)
        return found


def read_questions() -> Any:
    """The questions everybody may see, with their authors."""
    return Question.objects.visible().select_related("member")


def find_questions(keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, Any]:
    """The questions among `keys` that everybody may see; one query."""
    rows = list(read_questions().filter(key__in=list(keys)))
    return {source.row.key: source for source in wrap_questions(rows, locale=locale, context=context)}


def find_answers(keys: Iterable[str], *, locale: str, context: RequestContext) -> dict[str, Any]:
    """The answers among `keys` that everybody may see, to questions that everybody may see; one query."""
    rows = Answer.objects.visible().filter(key__in=list(keys), question__state=ContributionState.APPROVED)
    sources = wrap_answers(list(rows.select_related("member")), locale=locale, context=context)
    return {source.row.key: source for source in sources}


def wrap_questions(rows: Sequence[Question], *, locale: str, context: RequestContext) -> Sequence[Any]:
    """Sources of rows that have been read."""
    return QuestionBatch(rows, locale=locale, context=context).sources


def wrap_answers(rows: Sequence[Answer], *, locale: str, context: RequestContext) -> Sequence[Any]:
    """Sources of rows that have been read."""
    return AnswerBatch(rows, locale=locale, context=context).sources


def page_own_questions(*, locale: str, context: RequestContext) -> ChildPages:
    """The questions of the one who asks, whatever their state, the newest first."""
    viewer = find_viewer(context)
    return ChildPages(
        "member_id",
        [viewer.pk if viewer is not None else 0],
        Question.objects.written_by(viewer).select_related("member"),
        ordering=NEWEST,
        wrap=lambda rows: wrap_questions(rows, locale=locale, context=context),
    )


def page_own_answers(*, locale: str, context: RequestContext) -> ChildPages:
    """The answers of the one who asks, whatever their state, the newest first."""
    viewer = find_viewer(context)
    return ChildPages(
        "member_id",
        [viewer.pk if viewer is not None else 0],
        Answer.objects.written_by(viewer).select_related("member"),
        ordering=NEWEST,
        wrap=lambda rows: wrap_answers(rows, locale=locale, context=context),
    )

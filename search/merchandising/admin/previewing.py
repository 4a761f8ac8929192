"""What a rule, as the form has it, would do to a list of results: before and after, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from search.answering import answer
from search.engines.base import EngineError
from search.merchandising.admin.cards import Card, find_cards
from search.merchandising.admin.words import describe_change, describe_change_fully, describe_touch
from search.merchandising.comparing import Change, compare_lists
from search.merchandising.conflicts import find_conflicts
from search.merchandising.judging import find_ratings
from search.merchandising.models import Guided
from search.merchandising.reading import read_standing
from search.merchandising.selectors import make_occasion
from search.merchandising.standing import Announcements, Standing
from search.merchandising.targets import merge_directives
from search.ranking.evaluation import compute_ndcg
from search.requests import Hit, ProductFilter, SearchRequest, SearchResults

PLACES = 20
_MOST_EXAMPLES = 8


@dataclass(frozen=True, slots=True)
class Question:
    """A list to compare: a search, or the page of a category."""

    text: str
    category: str
    locale: str
    channel: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Row:
    place: int
    card: Card
    mark: str
    meaning: str
    reasons: tuple[str, ...]
    change: Change


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two lists. `ndcg` is None where nothing is judged."""

    rows: list[Row]
    total: int
    announcements: Announcements
    ndcg: float | None


def show_effect(one: Guided, request: HttpRequest, mode: str) -> HttpResponse:
    """The page in the preview panel."""
    questions = list_questions(one, mode)
    number = read_number(request.GET.get("example", ""), len(questions))
    context: dict[str, Any] = {
        "one": one,
        "mode": mode,
        "in_panel": request.GET.get("in_preview_panel") == "true",
        "questions": list(enumerate(questions)),
        "number": number,
        "conflicts": find_conflicts(one),
        "places": PLACES,
    }
    if questions:
        context["question"] = questions[number]
        try:
            context["before"], context["after"] = compare(one, questions[number])
        except EngineError as error:
            context["problem"] = str(error)
    response = TemplateResponse(request, "merchandising/preview.html", context).render()
    patch_cache_control(response, private=True, no_store=True)
    return response


def read_number(text: str, count: int) -> int:
    """Which of `count` examples an address names; the first where it names none."""
    return min(int(text), max(count - 1, 0)) if text.isdecimal() else 0


def list_questions(one: Guided, mode: str) -> list[Question]:
    """The lists that `one` is for, in the language and at the time that `mode` says."""
    locale, _sign, when = mode.partition("@")
    if locale not in dict(settings.WAGTAIL_CONTENT_LANGUAGES):
        locale = settings.LANGUAGE_CODE
    now = timezone.now()
    at = one.starts_at or now if when == "start" else now
    texts = one.list_examples()[:_MOST_EXAMPLES]
    questions = [Question(text, "", locale, one.channel, at) for text in texts]
    category = one.make_trigger().category
    return [*questions, Question("", category, locale, one.channel, at)] if category else questions


def compare(one: Guided, question: Question) -> tuple[Side, Side]:
    """The list as it is, and as it would be with `one` saved."""
    standings = read_standing(), read_standing(instead=one)
    results = [ask(question, standing) for standing in standings]
    changes = compare_lists(*([hit.key for hit in each.hits] for each in results))
    keys = list(dict.fromkeys(hit.key for each in results for hit in each.hits))
    cards = find_cards(keys, locale=question.locale, at=question.at)
    ratings = find_ratings(question.text, locale=question.locale) if question.text else {}
    before, after = (
        Side(
            make_rows(result.hits, change, cards),
            result.total,
            standing.announce(_describe(question)),
            compute_ndcg([hit.key for hit in result.hits], ratings) if any(ratings.values()) else None,
        )
        for result, change, standing in zip(results, changes, standings, strict=True)
    )
    return before, after


def _describe(question: Question) -> Any:
    categories = [question.category] if question.category else []
    return make_occasion(question.text, question.locale, categories, question.channel, question.at)


def ask(question: Question, standing: Standing) -> SearchResults:
    """The first places of a list under these rules."""
    filters = ProductFilter(categories=(question.category,)) if question.category else ProductFilter()
    guidance = standing.guide(_describe(question), merge_directives)
    wanted = SearchRequest(question.text, question.locale, filters, first=PLACES, explains=True)
    return answer(wanted, guidance)


def make_rows(hits: Sequence[Hit], changes: Sequence[Change], cards: dict[str, Card]) -> list[Row]:
    """A row for each hit, with what became of it."""
    return [
        Row(
            place,
            cards[hit.key],
            describe_change(change),
            describe_change_fully(change),
            tuple(map(describe_touch, hit.touches)),
            change,
        )
        for place, (hit, change) in enumerate(zip(hits, changes, strict=True), start=1)
    ]

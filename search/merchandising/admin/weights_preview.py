"""What other weights would do to lists of results: before and after, side by side, before anything is saved.

An engine holds one number for each product, so what is not saved cannot be asked for: the first 200 hits are put into
the order that their new numbers give. What stands below them is left out, though the boldest weights could bring it up.
"""

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
from search.behaviour.selectors import list_frequent_queries
from search.engines.base import EngineError
from search.merchandising.admin.cards import find_cards
from search.merchandising.admin.previewing import PLACES, Side, make_rows, read_number
from search.merchandising.comparing import compare_lists
from search.merchandising.judging import find_all_ratings
from search.merchandising.matching import normalise_query
from search.merchandising.selectors import find_guidance
from search.merchandising.standing import Announcements
from search.merchandising.weights import reweigh
from search.ranking.evaluation import compute_ndcg
from search.ranking.factors import Weights
from search.requests import Hit, SearchRequest
from search.weighing.models import RankingWeights

_DEPTH = 200
_MOST_QUERIES = 8
_MOST_JUDGED = 30

Ratings = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Means:
    """nDCG@10 over all judged queries, before and after."""

    queries: int
    before: float
    after: float


def show_effect(one: RankingWeights, request: HttpRequest, locale: str) -> HttpResponse:
    """The page in the preview panel."""
    now = timezone.now()
    judged = find_all_ratings(locale=locale, limit=_MOST_JUDGED)
    texts = list_texts(one, judged, locale=locale, at=now)
    number = read_number(request.GET.get("example", ""), len(texts))
    context: dict[str, Any] = {
        "mode": locale,
        "in_panel": request.GET.get("in_preview_panel") == "true",
        "texts": list(enumerate(texts)),
        "number": number,
        "locale": locale,
        "places": PLACES,
    }
    try:
        weights = one.make_weights()
        if texts:
            context["text"] = texts[number]
            context["before"], context["after"] = compare(texts[number], weights, judged, locale=locale, at=now)
        context["means"] = measure(weights, judged, locale=locale, at=now)
    except EngineError as error:
        context["problem"] = str(error)
    response = TemplateResponse(request, "merchandising/weights_preview.html", context).render()
    patch_cache_control(response, private=True, no_store=True)
    return response


def list_texts(one: RankingWeights, judged: Ratings, *, locale: str, at: datetime) -> list[str]:
    """The searches to show: those the form names, or what was judged and what is searched for most."""
    named = [line.strip() for line in one.queries.splitlines() if line.strip()]
    if not named:
        frequent = list_frequent_queries(locale, at=at, limit=_MOST_QUERIES)
        named = [*list(judged)[: _MOST_QUERIES // 2], *(query.phrase for query in frequent)]
    return list(dict.fromkeys(named))[:_MOST_QUERIES]


def compare(text: str, weights: Weights, judged: Ratings, *, locale: str, at: datetime) -> tuple[Side, Side]:
    """The list as it is, and as it would be with `weights`."""
    hits, total = _ask(text, locale=locale, at=at)
    sides = hits[:PLACES], reweigh(hits, weights)[:PLACES]
    changes = compare_lists(*([hit.key for hit in side] for side in sides))
    cards = find_cards(list(dict.fromkeys(hit.key for side in sides for hit in side)), locale=locale, at=at)
    ratings = judged.get(normalise_query(text), {})
    before, after = (
        Side(make_rows(side, change, cards), total, Announcements(), _measure(side, ratings))
        for side, change in zip(sides, changes, strict=True)
    )
    return before, after


def measure(weights: Weights, judged: Ratings, *, locale: str, at: datetime) -> Means | None:
    """The figure over everything judged: one list moved for the better says little. None where nothing is judged."""
    before: list[float] = []
    after: list[float] = []
    for text, ratings in judged.items():
        hits, _total = _ask(text, locale=locale, at=at)
        before.append(_measure(hits, ratings) or 0.0)
        after.append(_measure(reweigh(hits, weights), ratings) or 0.0)
    return Means(len(judged), sum(before) / len(before), sum(after) / len(after)) if judged else None


def _measure(hits: Sequence[Hit], ratings: dict[str, int]) -> float | None:
    return compute_ndcg([hit.key for hit in hits], ratings) if any(ratings.values()) else None


def _ask(text: str, *, locale: str, at: datetime) -> tuple[list[Hit], int]:
    request = SearchRequest(text, locale or settings.LANGUAGE_CODE, first=_DEPTH)
    results = answer(request, find_guidance(text=text, locale=locale, at=at))
    return results.hits, results.total

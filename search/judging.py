"""Runs judged queries, of a file or of the workbench, against the index that is there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from cms.catalog.models import Offer
from search.engines.base import Engine
from search.merchandising.judging import COLUMNS, list_judgements
from search.merchandising.selectors import find_guidance
from search.querying import search
from search.ranking.evaluation import QueryFigures, evaluate_query
from search.requests import SearchRequest
from search.suggesting.selectors import find_speller

_DEPTH = 200
_BATCH = 500

Judgements = dict[str, dict[str, int]]
"""By query, product id and rating."""


class JudgementError(ValueError):
    """A file of judgements that cannot be read; the message says where and why."""


def read_judgements(path: Path) -> Judgements:
    """Read a CSV file with the columns query, product_id (a SKU) and rating (0 to 3). Raises JudgementError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise JudgementError(f"{path} has no column {', '.join(missing)}. It needs: {', '.join(COLUMNS)}.")
            judgements: Judgements = {}
            for row in reader:
                rating = _read_rating(row["rating"], f"{path}, line {reader.line_num}")
                judgements.setdefault(row["query"], {})[row["product_id"]] = rating
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise JudgementError(f"{path} cannot be read: {error}") from error
    if not judgements:
        raise JudgementError(f"{path} holds no judgements.")
    return judgements


def read_stored_judgements(*, locale: str) -> Judgements:
    """What was judged in the search workbench. Raises JudgementError where nothing was."""
    judgements: Judgements = {}
    for query, sku, rating in list_judgements(locale=locale):
        judgements.setdefault(query, {})[sku] = rating
    if not judgements:
        raise JudgementError(
            f"Nothing was judged in {locale} yet. Judge results in the admin's search workbench, or name a file with"
            " --judgements."
        )
    return judgements


def _read_rating(text: str | None, place: str) -> int:
    if text is None or text.strip() not in {"0", "1", "2", "3"}:
        raise JudgementError(f"{place}: the rating {text!r} is none of 0, 1, 2, 3.")
    return int(text)


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    text: str
    figures: QueryFigures


def judge(engine: Engine, judgements: Judgements, *, locale: str, at: datetime) -> Iterator[JudgedQuery]:
    """Search each query and measure the order of what is found."""
    keys = find_keys({sku for ratings in judgements.values() for sku in ratings})
    speller = find_speller(locale)
    for text, ratings in judgements.items():
        by_key: dict[str, int] = {}
        for sku, rating in ratings.items():
            # A product that the shop does not have still counts: the ideal order would have it.
            key = keys.get(sku, f"sku:{sku}")
            by_key[key] = max(rating, by_key.get(key, 0))
        guidance = replace(find_guidance(text=text, locale=locale, at=at), correct=speller.correct)
        results = search(engine, SearchRequest(text, locale, first=_DEPTH), guidance)
        yield JudgedQuery(text, evaluate_query([hit.key for hit in results.hits], by_key))


def find_keys(skus: Iterable[str]) -> dict[str, str]:
    """The key of the product of each SKU that is known."""
    found: dict[str, str] = {}
    rest = iter(sorted(skus))
    while batch := list(islice(rest, _BATCH)):
        found.update(Offer.objects.filter(sku__in=batch).values_list("sku", "product__key"))
    return found

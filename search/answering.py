"""Which engine answers a search: the one of this installation, or what stands in for it."""

from __future__ import annotations

import logging
from dataclasses import replace

from search.engines import PRODUCTS, find_stand_in, get_engine
from search.engines.base import EngineError, EngineUnavailable
from search.guidance import Guidance
from search.querying import NO_GUIDANCE, search
from search.requests import SearchRequest, SearchResults

logger = logging.getLogger(__name__)


def answer(request: SearchRequest, guidance: Guidance = NO_GUIDANCE, *, corpus: str = PRODUCTS) -> SearchResults:
    """As `search`, from the embedded index and marked as degraded while the cluster is away.

    Raises EngineUnavailable where there is no such index either.
    """
    try:
        return search(get_engine(corpus), request, guidance)
    except EngineUnavailable as error:
        results = _ask_stand_in(corpus, request, guidance)
        if results is None:
            raise
        logger.warning("Search: the embedded index answers: %s", error)
        return replace(results, degraded=True)


def _ask_stand_in(corpus: str, request: SearchRequest, guidance: Guidance) -> SearchResults | None:
    try:
        stand_in = find_stand_in(corpus)
        return search(stand_in, request, guidance) if stand_in is not None else None
    except EngineError:
        logger.exception("Search: the embedded index cannot stand in")
        return None

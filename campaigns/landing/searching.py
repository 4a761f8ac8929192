"""Products a block finds by a search: asked each time the page is read, so that it shows what a shopper would find."""

from __future__ import annotations

import logging
from datetime import datetime

from search.selectors import EngineError, search_products

logger = logging.getLogger(__name__)


def search_keys(text: str, *, first: int, locale: str, at: datetime) -> list[str]:
    """The keys of the first products that `text` finds; none while the engine is away: the rest of the page shows."""
    try:
        return [hit.key for hit in search_products(text=text, locale=locale, first=first, at=at).hits]
    except EngineError as error:
        logger.error("The search engine is away, a block of a page stays empty: %s", error)
        return []

"""What every list that a search makes has in common: what its errors are to a client, and where its page stands."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from search.selectors import CursorError, EngineError, SearchResults
from storefront.errors import Code, StorefrontError

logger = logging.getLogger(__name__)


@contextmanager
def translate_search_errors() -> Iterator[None]:
    """A bad cursor and an engine that is away, as errors of this API. Raises StorefrontError."""
    try:
        yield
    except CursorError:
        raise StorefrontError(
            Code.BAD_CURSOR,
            "`after` is no cursor of this list in this order; start again without it.",
            argument="after",
        ) from None
    except EngineError as error:
        logger.error("The search engine is away: %s", error)
        raise StorefrontError(Code.SEARCH_UNAVAILABLE, "The search engine is away; try again in a moment.") from None


def describe_page(results: SearchResults, *, is_later: bool) -> dict[str, Any]:
    """The page of what was found, not of what is served, so that paging goes on behind what ended meanwhile."""
    hits = results.hits
    return {
        "has_next_page": results.has_next_page,
        "has_previous_page": is_later,
        "start_cursor": hits[0].cursor if hits else None,
        "end_cursor": hits[-1].cursor if hits else None,
    }

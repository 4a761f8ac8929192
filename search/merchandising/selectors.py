"""What the search, and who shows its results, may ask of merchandising: no query of the database for each search."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from search.guidance import Guidance
from search.merchandising.matching import Occasion, normalise_query
from search.merchandising.standing import Announcements, Banner
from search.merchandising.targets import merge_directives
from search.merchandising.versions import KEEPER

__all__ = ["Announcements", "Banner", "find_announcements", "find_guidance", "make_occasion"]


def find_guidance(
    *, text: str, locale: str, categories: Sequence[str] = (), channel: str = "", at: datetime
) -> Guidance:
    """What merchandisers want of this list: of a search, or of the page of the one category in `categories`."""
    return KEEPER.find().guide(make_occasion(text, locale, categories, channel, at), merge_directives)


def find_announcements(
    *, text: str, locale: str, categories: Sequence[str] = (), channel: str = "", at: datetime
) -> Announcements:
    """Redirect and banners of this list."""
    return KEEPER.find().announce(make_occasion(text, locale, categories, channel, at))


def make_occasion(text: str, locale: str, categories: Sequence[str], channel: str, at: datetime) -> Occasion:
    """A list as rules see it; one of several categories is the page of none."""
    category = categories[0] if len(categories) == 1 else ""
    return Occasion(normalise_query(text), category, locale, channel, at)

"""The version of what guides the search: it grows with every change, and each process looks at it once a second.

A search itself asks the database nothing.
"""

from __future__ import annotations

from cms.versions import Keeper
from search.merchandising.models import (
    GuidanceVersion,
    Guided,
    QueryRule,
    SearchBanner,
    SearchRedirect,
    SynonymGroup,
)
from search.merchandising.reading import read_standing, read_unprepared
from search.merchandising.standing import Standing
from search.weighing.models import RankingWeights

# What rules name may have come or gone without any rule being changed: a SKU, a tag, a picture's sizes.
READ_SECONDS = 60.0

GUIDING: tuple[type[Guided], ...] = (SynonymGroup, QueryRule, SearchRedirect, SearchBanner)


def make_keeper() -> Keeper[Standing]:
    """What a process knows of what guides the search."""
    return Keeper(
        lambda: GuidanceVersion,
        lambda number: read_standing() if number else read_unprepared(),
        read_seconds=READ_SECONDS,
    )


KEEPER = make_keeper()


def connect() -> None:
    """Have every change grow the version, in its own transaction."""
    KEEPER.connect([*GUIDING, RankingWeights])

"""What landing pages are about, for those who look after a part of the shop alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from campaigns.landing.models import LandingPage
from cms.catalog.reach import naming
from cms.catalog.reach.naming import EVERYTHING, Naming
from cms.catalog.selections.rules import LIST, SEARCH, read_selection


def register() -> None:
    """Have areas of responsibility hold for landing pages."""
    naming.register(LandingPage, list_namings)


def list_namings(pages: Sequence[LandingPage]) -> list[list[Naming]]:
    """What the products of their blocks are, as each stands and in its newest draft. Without any, it is anybody's."""
    prefetch_related_objects(pages, "latest_revision")
    drafts = [[page.latest_revision.as_object()] if page.latest_revision is not None else [] for page in pages]
    return [
        [one for version in (page, *draft) for one in list_block_namings(version.body.get_prep_value())]
        for page, draft in zip(pages, drafts, strict=True)
    ]


def list_block_namings(blocks: Any) -> Iterator[Naming]:
    """What every selection of products anywhere in raw blocks names."""
    if isinstance(blocks, Mapping):
        for name, value in blocks.items():
            if name == "selection" and isinstance(value, Mapping):
                yield from _read_selection(value)
            else:
                yield from list_block_namings(value)
    elif isinstance(blocks, (list, tuple)):
        for each in blocks:
            yield from list_block_namings(each)


def _read_selection(raw: Mapping[str, Any]) -> Iterator[Naming]:
    selection = read_selection(raw)
    if selection.source == LIST:
        if selection.words:
            yield Naming(words=frozenset(map(str, selection.words)))
    elif selection.source == SEARCH or selection.rule is None:
        yield EVERYTHING
    else:
        yield Naming(categories=frozenset(selection.rule.categories), brands=frozenset(selection.rule.brands))

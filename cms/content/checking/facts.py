"""Everything the checks of one page want to know, read together: a fixed number of queries, and one a rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cms.catalog.selections.rules import Rule
from cms.catalog.selections.states import WordStates, find_states
from cms.content.rendering.reading import Raw, Sources, collect_values, find_selections, read_sources
from cms.delivery.addresses import read_address
from cms.delivery.links import collect_link_targets
from cms.delivery.models import DeliveryDocument


@dataclass
class Facts:
    """What is true of everything the blocks name, at `at`."""

    at: datetime
    locale: str
    sources: Sources
    words: WordStates = field(default_factory=WordStates)
    """Of every SKU and key, in which state the product is."""
    paths: frozenset[str] = frozenset()
    """Those of the shop's paths that links name under which something is served."""
    pages: Mapping[int, bool] = field(default_factory=dict)
    """Whether the pages that rich text links to are live."""

    def count_products(self, rule: Rule) -> int:
        return len(self.sources.rules.get(rule, ()))


def read_facts(raw: Raw, *, locale: str, at: datetime) -> Facts:
    """What the checks of `raw` need."""
    sources = read_sources([raw], [locale], at=at)
    words = {word for selection in find_selections(raw) for word in selection.words}
    words |= set(collect_values(raw, "product", str))
    return Facts(
        at=at,
        locale=locale,
        sources=sources,
        words=find_states(words, at=at),
        paths=_read_paths(set(collect_values(raw, "address", str)), at=at),
        pages=_read_links(raw),
    )


def _read_paths(addresses: set[str], *, at: datetime) -> frozenset[str]:
    paths = {read_address(address)[1] for address in addresses if address.startswith("/")}
    if not paths:
        return frozenset()
    return frozenset(DeliveryDocument.objects.filter(path__in=paths).live(at=at).values_list("path", flat=True))


def _read_links(raw: Any) -> dict[int, bool]:
    from wagtail.models import Page

    targets = {target for text in _collect_texts(raw) for target in collect_link_targets(text)}
    ids = {int(target.removeprefix("page:")) for target in targets if target.startswith("page:")}
    live = set(Page.objects.live().filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return {pk: pk in live for pk in ids}


def _collect_texts(raw: Any) -> list[str]:
    if isinstance(raw, str):
        return [raw]
    values = raw.values() if isinstance(raw, Mapping) else raw if isinstance(raw, (list, tuple)) else ()
    return [text for value in values for text in _collect_texts(value)]

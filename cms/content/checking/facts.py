"""Everything the checks of one page want to know, read together: a fixed number of queries, and one a rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cms.catalog.models import Offer
from cms.catalog.selections.rules import Rule
from cms.catalog.selectors import find_offers
from cms.content.rendering.reading import Raw, Sources, collect_values, find_selections, read_sources
from cms.delivery.addresses import read_address
from cms.delivery.links import collect_link_targets
from cms.delivery.models import DeliveryDocument

UNKNOWN, UNPUBLISHED, OFF_SHELF, SOLD_OUT, GOOD = "unknown", "unpublished", "off_shelf", "sold_out", "good"


@dataclass
class Facts:
    """What is true of everything the blocks name, at `at`."""

    at: datetime
    locale: str
    sources: Sources
    words: Mapping[str, str] = field(default_factory=dict)
    """By SKU or key, in which state the product is."""
    skus: frozenset[str] = frozenset()
    """Those of the words that are SKUs."""
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
    states, skus = _read_states(words, sources, at=at)
    return Facts(
        at=at,
        locale=locale,
        sources=sources,
        words=states,
        skus=skus,
        paths=_read_paths(set(collect_values(raw, "address", str)), at=at),
        pages=_read_links(raw),
    )


def _read_states(words: set[str], sources: Sources, *, at: datetime) -> tuple[dict[str, str], frozenset[str]]:
    keys = {word: sources.words.get(word, word) for word in words}
    offers = {offer.sku: offer for offer in Offer.objects.filter(sku__in=words)}
    on_shelf = find_offers(set(keys.values()), at=at)
    live = set(
        DeliveryDocument.objects.filter(kind="product", key__in=set(keys.values()))
        .live(at=at)
        .values_list("key", flat=True)
    )
    known = set(offers) | set(sources.words) | live
    states = {}
    for word, key in keys.items():
        if word not in known:
            states[word] = UNKNOWN
        elif key not in live:
            states[word] = UNPUBLISHED
        else:
            states[word] = _judge(offers.get(word), on_shelf.get(key, []), at=at)
    return states, frozenset(offers)


def _judge(named: Offer | None, on_shelf: list[Offer], *, at: datetime) -> str:
    """Of a SKU, whether this very offer can be had; of a product, whether any of its offers can."""
    shown = on_shelf if named is None else [offer for offer in on_shelf if offer.pk == named.pk]
    if not shown:
        return OFF_SHELF
    return GOOD if any(offer.is_available(at=at) for offer in shown) else SOLD_OUT


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

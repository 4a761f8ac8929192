"""In which state products are that a list names: whether shoppers can see them, and buy them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cms.catalog.models import Offer
from cms.catalog.selections.resolving import resolve_words
from cms.catalog.selectors import find_offers
from cms.delivery.models import DeliveryDocument

UNKNOWN, UNPUBLISHED, OFF_SHELF, SOLD_OUT, GOOD = "unknown", "unpublished", "off_shelf", "sold_out", "good"


@dataclass(frozen=True, slots=True)
class WordStates:
    """Of each word, a SKU or a key: its state, and the product it names, if it names one."""

    states: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    skus: frozenset[str] = frozenset()
    """Those of the words that are SKUs."""


def find_states(words: Iterable[str], *, at: datetime) -> WordStates:
    """What is true of `words` at `at`, in five queries."""
    wanted = set(words)
    if not wanted:
        return WordStates()
    keys = resolve_words(wanted)
    offers = {offer.sku: offer for offer in Offer.objects.filter(sku__in=wanted)}
    on_shelf = find_offers(set(keys.values()), at=at)
    documents = DeliveryDocument.objects.filter(kind="product", key__in=set(keys.values()))
    live = set(documents.live(at=at).values_list("key", flat=True))
    states = dict.fromkeys(wanted, UNKNOWN)
    for word, key in keys.items():
        states[word] = _judge(offers.get(word), on_shelf.get(key, []), at=at) if key in live else UNPUBLISHED
    return WordStates(states, keys, frozenset(offers))


def _judge(named: Offer | None, on_shelf: list[Offer], *, at: datetime) -> str:
    """Of a SKU, whether this very offer can be had; of a product, whether any of its offers can."""
    shown = on_shelf if named is None else [offer for offer in on_shelf if offer.pk == named.pk]
    if not shown:
        return OFF_SHELF
    return GOOD if any(offer.is_available(at=at) for offer in shown) else SOLD_OUT

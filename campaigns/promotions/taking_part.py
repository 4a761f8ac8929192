"""Which products take part in which promotion that runs or is planned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from campaigns.promotions.shelf import list_targets
from campaigns.promotions.touched_products import find_touched
from campaigns.rules.fields import FieldError
from campaigns.rules.reading_rules import read_rules
from campaigns.rules.values import EVERYTHING, Target
from cms.delivery.models import DeliveryDocument
from cms.money import count_decimals

_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class TakingPart:
    """The products that a promotion names, by key. Published, it runs from its start on."""

    promotion: str
    source_id: int
    is_running: bool
    products: frozenset[str]


def find_taking_part(*, at: datetime) -> list[TakingPart]:
    """Of promotions that run at `at` or are planned, what they name by product, SKU, category, brand or tag.

    What is for the whole shop names no product: being on sale like everything else is no part in a campaign. A few
    queries a promotion, however many products.
    """
    documents = DeliveryDocument.objects.filter(kind="promotion", release="").open(at=at).order_by("key", "live_from")
    found = []
    for document in documents:
        body = document.data()
        ends = _read(body.get("endsAt"))
        if ends is not None and ends <= at:
            continue
        starts = _read(body.get("startsAt")) or document.live_from
        is_running = max(starts, document.live_from) <= at
        products = frozenset(_list_products(_list_named(body)))
        found.append(TakingPart(document.key, document.source_id, is_running, products))
    return found


def _list_named(body: dict) -> list[Target]:
    try:
        rules = read_rules(list(body["rules"]), "rules", count_decimals(body["currency"]))
    except FieldError:
        return []
    targets = dict.fromkeys(target for rule in rules for target in list_targets(rule))
    return [target for target in targets if target != EVERYTHING and not _is_for_all(target)]


def _is_for_all(target: Target) -> bool:
    named = (target.skus, target.products, target.categories, target.brands, target.tags)
    return all(one is None for one in named)


def _list_products(targets: list[Target]) -> Iterator[str]:
    after = ""
    while targets:
        keys = find_touched(targets, after=after, first=_CHUNK)
        yield from keys
        if len(keys) < _CHUNK:
            return
        after = keys[-1]


def _read(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

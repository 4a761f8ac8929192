"""Brings the prices of the search index up to what promotions make of them: when one is published, withdrawn or
changed, and at each instant at which it begins or ceases to hold by itself.

A consumer of the outbox with entries of two kinds: `KEY` says that a promotion is different, `KEY|DONE|TOTAL|AFTER`
goes on with it behind the product AFTER. So one that touches the whole shop comes in batches, between which others get
their turn, and how far it is can be read from the entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.utils import timezone

from campaigns.promotions.models import Promotion, PromotionGroup
from campaigns.promotions.moments import find_next_moment
from campaigns.promotions.touched_products import count_touched, find_touched
from campaigns.rules.fields import FieldError
from campaigns.rules.reading_rules import read_rules
from campaigns.rules.values import Layer, Rule
from cms.delivery import outbox, services
from cms.delivery.models import DeliveryDocument, OutboxEntry
from cms.delivery.models.outbox import OutboxStatus
from cms.money import count_decimals
from search.boundaries import CONSUMER as INDEX
from search.pricing import register_pricing

CONSUMER = "promotion-prices"
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the index is with a promotion."""

    key: str
    done: int
    total: int

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0


def register() -> None:
    """Have the index know these prices, and follow promotions."""
    from campaigns.promotions.index_prices import price_offers

    register_pricing(price_offers)
    outbox.register_consumer(outbox.Consumer(CONSUMER, apply, batch_size=20))
    services.watch("promotion", announce)
    for signal in (post_save, post_delete):
        signal.connect(_hear_of_group, sender=PromotionGroup, dispatch_uid=f"promotion-prices-{id(signal)}")


def announce(keys: Iterable[str]) -> None:
    """Have the index look again at what the promotions `keys` touch, in the transaction of their change."""
    outbox.enqueue(CONSUMER, keys, available_at=timezone.now())


def apply(targets: list[str], at: datetime) -> dict[str, str]:
    """Have the index look at the products that these promotions touch, and come again when they will be different."""
    for target in targets:
        key, *rest = target.split("|", 3)
        versions = _find_versions(key)
        meant = [rule.action.target for version in versions for rule in _read_rules(version)]
        if not rest:
            _plan_next(key, versions, at=at)
        if not meant:
            continue
        done, total, after = (int(rest[0]), int(rest[1]), rest[2]) if rest else (0, 0, "")
        products = find_touched(meant, after=after, first=BATCH)
        outbox.enqueue(INDEX, [f"product:{product}" for product in products], available_at=at)
        if len(products) == BATCH:
            total = total or count_touched(meant)
            outbox.enqueue(CONSUMER, [f"{key}|{done + BATCH}|{total}|{products[-1]}"], available_at=at)
    return {}


def list_progress(*, at: datetime) -> list[Progress]:
    """The promotions whose products are still being brought into the index, batch by batch."""
    entries = OutboxEntry.objects.filter(consumer=CONSUMER, key__contains="|", available_at__lte=at)
    waiting = entries.exclude(status=OutboxStatus.DEAD).values_list("key", flat=True)
    parts = [target.split("|", 3) for target in waiting]
    return [Progress(key, int(done), int(total)) for key, done, total, _after in parts]


def _find_versions(key: str) -> list[DeliveryDocument]:
    """Every version of the promotion there is, ended and planned ones too.

    What was in force a moment ago has to be taken out of the index as well.
    """
    return list(DeliveryDocument.objects.filter(kind="promotion", key=key, release="").order_by("live_from"))


def _read_rules(version: DeliveryDocument) -> list[Rule]:
    """Those of its rules that make a product's own price."""
    body = version.data()
    try:
        rules = read_rules(list(body["rules"]), "rules", count_decimals(body["currency"]))
    except FieldError:
        return []
    return [rule for rule in rules if rule.layer is Layer.ITEM and rule.coupon is None]


def _plan_next(key: str, versions: Sequence[DeliveryDocument], *, at: datetime) -> None:
    """Come again at the next instant at which a rule or a version begins or ends; once, however often it is planned."""
    zone = ZoneInfo(settings.TIME_ZONE)
    moments: set[datetime | None] = set()
    for version in versions:
        if version.live_until is None or version.live_until > at:
            moments |= {find_next_moment(rule, after=at, zone=zone) for rule in _read_rules(version)}
            moments |= {version.live_from, version.live_until}
    following = min((moment for moment in moments if moment is not None and moment > at), default=None)
    if following is None:
        return
    if not OutboxEntry.objects.filter(consumer=CONSUMER, key=key, available_at=following).exists():
        outbox.enqueue(CONSUMER, [key], available_at=following)


def _hear_of_group(instance: PromotionGroup, **_kwargs: object) -> None:
    """Another mode of a group of prices changes them all."""
    if instance.layer == Layer.ITEM:
        announce(Promotion.objects.filter(group=instance.pk, live=True).values_list("key", flat=True))

"""What other parts may ask of shoppers' behaviour. Every answer is one or two queries, whatever is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Sum
from django.utils import timezone

from search.behaviour.learning.decay import fade, scale_popularity
from search.behaviour.models import BehaviourSettings, Event, ProductDay, ProductPopularity, QueryAppeal, QueryDay

_DAY = 86_400


def find_popularity(keys: Iterable[str], *, at: datetime) -> dict[str, float]:
    """How popular each of these products is at `at`: 1 for the most popular of the shop; those without any are missing.

    Three queries. Popularity fades with the half-life of the settings also while nothing happens.
    """
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    half_life = BehaviourSettings.load().half_life_days
    highest = ProductPopularity.objects.aggregate(highest=Max("score"))["highest"] or 0.0
    rows = ProductPopularity.objects.filter(product_key__in=wanted).values_list("product_key", "score", "scored_at")
    found = {}
    for key, score, scored_at in rows:
        faded = score * fade((at - scored_at).total_seconds() / _DAY, half_life)
        if popularity := scale_popularity(faded, highest):
            found[key] = popularity
    return found


@dataclass(frozen=True, slots=True)
class FrequentQuery:
    """A phrase that shoppers search for, with how often, and how many products it found the last time."""

    phrase: str
    searches: int
    found: int


def list_frequent_queries(locale: str, *, at: datetime, days: int = 30, limit: int = 1000) -> list[FrequentQuery]:
    """What shoppers search for most in `locale`, the most frequent first: only what found something. One query."""
    since = timezone.localdate(at) - timedelta(days=days)
    rows = (
        QueryDay.objects.filter(locale=locale, day__gt=since)
        .values("phrase")
        .annotate(times=Sum("searches"), least=Sum("empty"), most=Max("found"))
        .filter(times__gt=0, most__gt=0)
        .order_by("-times", "phrase")[:limit]
    )
    return [FrequentQuery(row["phrase"], row["times"], row["most"]) for row in rows if row["least"] < row["times"]]


@dataclass(frozen=True, slots=True)
class Bought:
    """So many pieces of a product or SKU that somebody bought; `client` is a keyed hash."""

    client: str
    at: datetime
    key: str
    is_sku: bool
    quantity: int


def list_purchases(*, since: datetime, until: datetime) -> Iterator[Bought]:
    """What was bought during [since, until), client by client in order of time. One query, read as it is used."""
    rows = Event.objects.filter(action_name="purchase", occurred_at__gte=since, occurred_at__lt=until)
    columns = ("client", "occurred_at", "object_id", "object_id_field", "quantity")
    for client, at, key, field, quantity in (
        rows.order_by("client", "occurred_at", "pk").values_list(*columns).iterator()
    ):
        yield Bought(client, at, key, field == "sku", quantity)


def find_daily_purchases(keys: Iterable[str], *, since: date) -> dict[str, dict[date, int]]:
    """By product key and day from `since` on, how often it was bought by shoppers who may be followed. One query."""
    found: dict[str, dict[date, int]] = {}
    rows = ProductDay.objects.filter(product_key__in=list(keys), day__gte=since, purchases__gt=0)
    for key, day, purchases in rows.values_list("product_key", "day", "purchases"):
        found.setdefault(key, {})[day] = purchases
    return found


def find_appeals(phrase: str, *, locale: str) -> dict[str, float]:
    """By product key how likely who searches for `phrase` and sees the product clicks it, wherever it stands."""
    rows = QueryAppeal.objects.filter(locale=locale, phrase=phrase).values_list("product_key", "appeal")
    return dict(rows)

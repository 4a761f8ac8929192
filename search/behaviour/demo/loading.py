"""Loads the demo's visits, and what members bought and reviewed: counted and learnt from at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction

from cms.catalog.models import Offer
from cms.community.models import Purchase, Review
from cms.delivery.selectors import list_documents
from search.behaviour.demo.visits import DAYS, Act, Asked, Thing, Visit, make_visits
from search.behaviour.ingesting import digest_event, hash_client
from search.behaviour.learning.phrases import clean_phrase
from search.behaviour.models import Event, SearchRecord
from search.behaviour.scheduling import plan_counting
from search.behaviour.scoring import learn_clicks
from search.behaviour.working import count_all

_APPLICATION = "demo"
_SPACE = UUID("5f0f3a86-3d0e-4f2e-9d0c-2b8f6a1c7e55")


def load_behaviour(*, at: datetime) -> int:
    """Add what visitors did, unless that has been done; returns how many events and searches there are."""
    if Event.objects.filter(application=_APPLICATION).exists():
        return 0
    visits = list(make_visits(_list_things(at)))
    searches = [_make_search(one, at) for visit in visits for one in visit.searches]
    events = [*_list_events(visits, at), *_list_members_events(at)]
    with transaction.atomic():
        SearchRecord.objects.bulk_create(searches, ignore_conflicts=True)
        Event.objects.bulk_create(events, ignore_conflicts=True)
        # Should this be cut off behind here, the worker counts.
        plan_counting(at=at)
    added = count_all(at=at)
    learn_clicks(at=at)
    return added


def _list_things(at: datetime) -> list[Thing]:
    sold: dict[str, int] = {}
    for key, count in Offer.objects.values_list("product__key", "sold_30_days"):
        sold[key] = sold.get(key, 0) + count
    names: dict[str, dict[str, list[str]]] = {}
    shelves: dict[str, str] = {}
    for locale, _name in settings.WAGTAIL_CONTENT_LANGUAGES:
        for document in list_documents("product", locale=locale, at=at):
            crumbs = document.data["breadcrumbs"]
            brand = document.data["brand"]
            found = [crumb["name"] for crumb in crumbs] + ([brand["name"]] if brand else [])
            names.setdefault(document.key, {})[locale] = [name.lower() for name in found]
            shelves[document.key] = crumbs[0]["key"] if crumbs else ""
    return [Thing(key, names[key], shelves[key], sold.get(key, 0)) for key in sorted(names)]


def _name(asked: int) -> UUID:
    return uuid5(_SPACE, f"search-{asked}")


def _make_search(asked: Asked, at: datetime) -> SearchRecord:
    return SearchRecord(
        query_id=_name(asked.number),
        text=asked.text,
        phrase=clean_phrase(asked.text),
        locale=asked.locale,
        found=len(asked.hits),
        took_ms=asked.took_ms,
        hits=list(asked.hits),
        searched_at=at - timedelta(hours=asked.hours),
    )


def _list_events(visits: Iterable[Visit], at: datetime) -> Iterable[Event]:
    for visit in visits:
        client = hash_client(f"demo-{visit.client}")
        for number, act in enumerate(visit.acts):
            yield _make_event(client, str(number), act, at, locale=visit.locale)


def _make_event(client: str, name: str, act: Act, at: datetime, *, locale: str = "", member: Any = None) -> Event:
    return Event(
        digest=digest_event(client, f"demo-{name}"),
        application=_APPLICATION,
        action_name=act.action,
        message_type="CONVERSION" if act.action in {"purchase", "add_to_cart"} else "INFO",
        query_id=_name(act.search) if act.search is not None else None,
        client=client,
        member=member,
        object_id=act.product,
        object_id_field="product" if act.product else "",
        ordinal=act.ordinal,
        locale=locale,
        occurred_at=at - timedelta(hours=act.hours),
        received_at=at - timedelta(hours=act.hours),
    )


def _list_members_events(at: datetime) -> Iterable[Event]:
    """What the demo's members bought and reviewed: their clients have no other name than the purchase's own."""
    since = at - timedelta(days=DAYS * 3)
    for bought in Purchase.objects.filter(bought_at__gt=since, bought_at__lte=at).order_by("pk"):
        act = Act("purchase", (at - bought.bought_at).total_seconds() / 3600, bought.product_key)
        yield _make_event(hash_client(f"demo-{bought.buyer}"), f"bought-{bought.line}", act, at)
    for review in Review.objects.filter(created_at__gt=since, created_at__lte=at).order_by("pk"):
        act = Act("review", (at - review.created_at).total_seconds() / 3600, review.product_key)
        yield _make_event(hash_client(f"demo-member-{review.member_id}"), f"review-{review.key}", act, at)

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import patch

import pytest

from cms.delivery.models import OutboxEntry
from search.behaviour import counting, working
from search.behaviour.models import (
    BehaviourSettings,
    Event,
    Learning,
    PlacementCount,
    ProductDay,
    ProductPair,
    ProductPopularity,
    QueryAppeal,
    QueryDay,
    SearchRecord,
)
from search.behaviour.scoring import learn_clicks, score_all_popularity
from search.behaviour.selectors import find_appeals, find_popularity
from tests.integration.behaviour.events import NOW, make_event, search, take

pytestmark = pytest.mark.django_db
TODAY = date(2041, 11, 11)


def read_days(**fields):
    return list(ProductDay.objects.filter(**fields).order_by("day").values_list("day", "views", "purchases"))


def test_days_of_products_are_counted_exactly_once():
    take(*(make_event(client_id=f"client-{number:04}") for number in range(5)), make_event("purchase"))
    assert working.count_all(at=NOW) == 6
    assert working.count_all(at=NOW) == 0
    assert read_days() == [(TODAY, 5, 1)]
    assert ProductDay.objects.get().weight == 15


def test_it_comes_to_the_same_in_small_parts():
    take(*(make_event(product=f"tea-{number % 3}", client_id=f"client-{number % 2:04}") for number in range(12)))
    while counting.count_events(at=NOW, limit=2)[0]:
        pass
    pairs = set(ProductPair.objects.values_list("kind", "product_key", "other_key", "count"))
    assert pairs == {("viewed", f"tea-{a}", f"tea-{b}", 2) for a in range(3) for b in range(3) if a != b}
    assert sorted(ProductDay.objects.values_list("product_key", "views", "weight")) == [
        (f"tea-{number}", 4, 2.0) for number in range(3)
    ]


def test_late_events_belong_to_their_own_day():
    take(make_event())
    working.count_all(at=NOW)
    take(make_event(timestamp=(NOW - timedelta(days=2)).isoformat()))
    working.count_all(at=NOW)
    assert read_days() == [(date(2041, 11, 9), 1, 0), (TODAY, 1, 0)]


def test_a_day_is_that_of_the_shop():
    take(make_event(timestamp="2041-11-10T16:30:00Z"))
    working.count_all(at=NOW)
    assert read_days() == [(TODAY, 1, 0)]


def test_what_is_cut_off_is_counted_the_next_time():
    take(make_event())
    with patch.object(counting, "_write", side_effect=RuntimeError), pytest.raises(RuntimeError):
        working.count_all(at=NOW)
    assert not ProductDay.objects.exists()
    working.count_all(at=NOW)
    assert read_days() == [(TODAY, 1, 0)]


def test_searches_are_counted_with_what_they_found():
    search("Tea", took_ms=10)
    search("tea ", hits=("tea-1",), took_ms=300)
    search("unicorn", hits=())
    search("tea", is_narrowed=True)
    search("13812345678")
    search("tea", user_agent="curl/8")
    working.count_all(at=NOW)
    rows = QueryDay.objects.order_by("phrase").values_list(
        "phrase", "searches", "narrowed", "empty", "found", "took_ms", "slowest_ms"
    )
    assert list(rows) == [("tea", 2, 1, 0, 1, 310, 300), ("unicorn", 1, 0, 1, 0, 12, 12)]


def test_clicks_belong_to_their_search_and_place():
    query_id = search()
    take(
        make_event("search", "", query_id=query_id),
        make_event("click", "tea-2", query_id=query_id, ordinal=2),
        make_event("search", "", query_id=query_id, client_id="client-0002"),
    )
    working.count_all(at=NOW)
    assert list(QueryDay.objects.values_list("searches", "followed", "clicked")) == [(1, 2, 1)]
    places = PlacementCount.objects.order_by("place").values_list("product_key", "place", "shown", "clicked")
    assert list(places) == [("tea-1", 1, 2, 0), ("tea-2", 2, 2, 1)]


def test_an_event_waits_for_its_search_but_not_for_ever():
    query_id = "0b7f7f4e-6a55-4d0e-9c5b-3a4d1f6f2d10"
    take(make_event("click", query_id=query_id))
    assert working.count_all(at=NOW) == 0
    SearchRecord.objects.create(
        query_id=query_id, text="tea", phrase="tea", locale="en", found=1, took_ms=1, hits=["tea-1"], searched_at=NOW
    )
    assert working.count_all(at=NOW) == 2
    take(make_event("click", query_id="1b7f7f4e-6a55-4d0e-9c5b-3a4d1f6f2d10"))
    assert working.count_all(at=NOW + timedelta(minutes=3)) == 1


def test_popularity_follows_and_the_index_looks_again():
    take(make_event("purchase", "tea-1"), make_event("view", "tea-2"))
    OutboxEntry.objects.all().delete()
    working.work(["count"], NOW)
    assert find_popularity(["tea-1", "tea-2"], at=NOW).keys() == {"tea-1", "tea-2"}
    scores = dict(ProductPopularity.objects.values_list("product_key", "score"))
    assert scores == {"tea-1": 10.0, "tea-2": 1.0}
    indexed = OutboxEntry.objects.filter(consumer="index").values_list("key", flat=True)
    assert sorted(indexed) == ["product:tea-1", "product:tea-2"]


def test_a_new_half_life_holds_for_all():
    ProductDay.objects.create(day=TODAY - timedelta(days=7), product_key="tea-1", weight=8)
    settings = BehaviourSettings.load()
    settings.half_life_days = 7
    settings.save()
    score_all_popularity(at=NOW)
    assert ProductPopularity.objects.get().score == 4


def test_what_is_learnt_of_clicks_replaces_what_was():
    QueryAppeal.objects.create(locale="en", phrase="old", product_key="x", appeal=0.5, shown=9)
    for place, key, clicked in ((1, "tea-1", 10), (2, "tea-2", 60), (3, "tea-3", 0)):
        PlacementCount.objects.create(
            locale="en", phrase="tea", product_key=key, place=place, shown=100, clicked=clicked, seen_on=TODAY
        )
    assert learn_clicks(at=NOW) == 3
    appeals = find_appeals("tea", locale="en")
    assert appeals["tea-2"] > appeals["tea-1"] > appeals["tea-3"]
    assert find_appeals("old", locale="en") == {}
    learning = Learning.objects.get()
    assert learning.examination[0] == 1
    assert learning.learnt_at == NOW


def test_what_is_too_old_goes_and_what_was_never_counted_stays():
    old = NOW - timedelta(days=200)
    take(make_event(), make_event(), make_event(), at=old)
    search(at=old)
    first, second, _third = Event.objects.order_by("pk")
    Event.objects.filter(pk=first.pk).update(is_counted=True)
    Event.objects.filter(pk=second.pk).update(is_counted=True, occurred_at=NOW)
    ProductDay.objects.create(day=date(2038, 1, 1), product_key="tea-1")
    QueryDay.objects.create(day=TODAY, locale="en", phrase="tea")
    assert working.clean(at=NOW) == 2
    assert Event.objects.count() == 2
    assert SearchRecord.objects.count() == QueryDay.objects.count() == 1
    assert not ProductDay.objects.exists()


def test_jobs_come_again_by_themselves():
    working.work(["learn", "clean", "unknown"], NOW)
    assert sorted(OutboxEntry.objects.values_list("key", flat=True)) == ["clean", "learn"]

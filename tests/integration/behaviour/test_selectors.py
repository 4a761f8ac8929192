from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from search.behaviour.models import ProductPopularity, QueryAppeal, QueryDay
from search.behaviour.selectors import FrequentQuery, find_appeals, find_popularity, list_frequent_queries

pytestmark = pytest.mark.django_db

NOW = datetime(2041, 11, 11, 8, 0, tzinfo=UTC)
TODAY = date(2041, 11, 11)


def test_popularity_is_relative_to_the_most_popular_and_fades():
    for key, score in (("tea", 99.0), ("mug", 9.0), ("gone", 0.0)):
        ProductPopularity.objects.create(product_key=key, score=score, scored_at=NOW)
    found = find_popularity(["tea", "mug", "gone", "unknown", "tea"], at=NOW)
    assert found == {"tea": 1.0, "mug": pytest.approx(0.5)}
    later = find_popularity(["mug"], at=NOW + timedelta(days=14))
    assert 0 < later["mug"] < found["mug"]


def test_popularity_reads_the_same_number_of_rows_for_any_number_of_keys(django_assert_num_queries):
    find_popularity(["tea"], at=NOW)
    for number in range(50):
        ProductPopularity.objects.create(product_key=f"tea-{number}", score=number, scored_at=NOW)
    with django_assert_num_queries(3):
        assert len(find_popularity([f"tea-{number}" for number in range(50)], at=NOW)) == 49
    with django_assert_num_queries(0):
        assert find_popularity([], at=NOW) == {}


def test_frequent_queries_are_those_that_found_something():
    for phrase, searches, empty, found, day in (
        ("tea", 5, 0, 12, TODAY),
        ("tea", 2, 0, 9, TODAY - timedelta(days=3)),
        ("mug", 6, 1, 3, TODAY),
        ("nothing", 90, 90, 0, TODAY),
        ("old", 90, 0, 4, TODAY - timedelta(days=31)),
    ):
        QueryDay.objects.create(locale="en", phrase=phrase, day=day, searches=searches, empty=empty, found=found)
    QueryDay.objects.create(locale="zh-hans", phrase="茶", day=TODAY, searches=50, found=1)
    assert list_frequent_queries("en", at=NOW) == [FrequentQuery("tea", 7, 12), FrequentQuery("mug", 6, 3)]
    assert list_frequent_queries("en", at=NOW, limit=1) == [FrequentQuery("tea", 7, 12)]


def test_appeals_are_of_one_phrase_in_one_language():
    QueryAppeal.objects.create(locale="en", phrase="tea", product_key="tea-1", appeal=0.4, shown=10)
    QueryAppeal.objects.create(locale="zh-hans", phrase="tea", product_key="tea-2", appeal=0.4, shown=10)
    assert find_appeals("tea", locale="en") == {"tea-1": 0.4}

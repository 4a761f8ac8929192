"""Exact sliding windows in whatever cache there is, also when several processes count at once."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory, override_settings

from cms.callers import read_address
from storefront import rates
from storefront.rates import Rate

LOCAL = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "rates"}}
DATABASE = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "test_rates_cache"}}
SLOW = Rate(5, per=timedelta(seconds=30))


@pytest.fixture(params=["memory", "database"])
def shared_cache(request: pytest.FixtureRequest, transactional_db: None) -> Any:
    with override_settings(CACHES=LOCAL if request.param == "memory" else DATABASE):
        if request.param == "database":
            call_command("createcachetable", "test_rates_cache", verbosity=0)
        caches["default"].clear()
        yield request.param
        caches["default"].clear()
    if request.param == "database":
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE test_rates_cache")


def test_as_many_as_allowed_and_then_none(shared_cache):
    assert [rates.take("lin", SLOW) for _attempt in range(5)] == [0] * 5
    wait = rates.take("lin", SLOW)
    assert 29 <= wait <= 30
    assert rates.take("chen", SLOW) == 0


def test_a_large_window_is_exact_as_well(settings):
    settings.CACHES = LOCAL
    caches["default"].clear()
    large = Rate(50, per=timedelta(seconds=60))
    assert [rates.take("lin", large, now=1000.0 + attempt) for attempt in range(50)] == [0] * 50
    assert rates.take("lin", large, now=1050.0) == 10


def test_a_window_that_is_hardly_used_is_hardly_read(settings):
    settings.CACHES = LOCAL
    caches["default"].clear()
    with patch.object(caches["default"], "get_many", wraps=caches["default"].get_many) as read:
        assert rates.take("lin", Rate(300, per=timedelta(seconds=60))) == 0
    assert [len(call.args[0]) for call in read.call_args_list] == [8]


def test_the_window_slides(settings):
    settings.CACHES = LOCAL
    caches["default"].clear()
    # What is remembered says when it was taken, so the wait is the oldest one's.
    assert rates.take("lin", Rate(2, per=timedelta(seconds=60)), now=1000.0) == 0
    assert rates.take("lin", Rate(2, per=timedelta(seconds=60)), now=1040.0) == 0
    assert rates.take("lin", Rate(2, per=timedelta(seconds=60)), now=1050.0) == 10


def test_a_place_is_free_again_when_the_window_has_passed(settings):
    import time

    settings.CACHES = LOCAL
    caches["default"].clear()
    short = Rate(1, per=timedelta(seconds=1))
    assert rates.take("lin", short) == 0
    assert rates.take("lin", short) == 1
    time.sleep(1.1)
    assert rates.take("lin", short) == 0


def test_no_two_take_the_same_place(shared_cache):
    taken: list[int] = []
    start = threading.Barrier(8)

    def act() -> None:
        start.wait()
        taken.append(rates.take("lin", SLOW))
        connection.close()

    threads = [threading.Thread(target=act) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(bool(wait) for wait in taken) == [False] * 5 + [True] * 3


def test_a_cache_that_is_away_holds_nobody_up(settings, caplog):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1"}
    }
    assert [rates.take("lin", Rate(1, per=timedelta(seconds=60))) for _attempt in range(3)] == [0, 0, 0]
    assert "the cache is away" in caplog.text


def test_keys_say_nothing_of_who_acted(settings):
    settings.CACHES = LOCAL
    caches["default"].clear()
    rates.take("CreatePost:https://login.example lin@example.com", SLOW)
    (key,) = caches["default"]._cache
    assert "lin" not in key
    assert "CreatePost" not in key


@pytest.mark.parametrize(
    ("trusted", "forwarded", "address"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (2, "6.6.6.6, 198.51.100.7, 203.0.113.9", "198.51.100.7"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_an_address_is_what_trusted_proxies_have_seen(settings, trusted, forwarded, address):
    settings.VITRINE_TRUSTED_PROXIES = trusted
    assert read_address(RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})) == address


@pytest.mark.parametrize(
    ("one", "group"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_a_network_of_ipv6_counts_as_one(one, group):
    assert rates._group_address(one) == group

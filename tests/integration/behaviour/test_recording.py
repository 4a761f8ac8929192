"""Searches are stored by a thread, a moment after they were answered; while the database is away they wait."""

from __future__ import annotations

import time
from typing import Any
from unittest.mock import patch

import pytest
from django.db import OperationalError

from search.behaviour import recording
from search.behaviour.models import SearchRecord
from tests.integration.behaviour.events import NOW


def note(text: str = "tea", **fields: Any) -> None:
    values = {"locale": "en", "found": 1, "took_ms": 3.6, "hits": ["tea-1"], "is_narrowed": False}
    recording.record_search(text=text, at=NOW, **{**values, "is_degraded": False, "user_agent": "", **fields})


@pytest.mark.django_db(transaction=True)
def test_a_thread_stores_what_was_searched_for(settings):
    settings.BEHAVIOUR_STORES_SEARCHES = True
    note()
    deadline = time.monotonic() + 15
    while not SearchRecord.objects.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    record = SearchRecord.objects.get()
    assert (record.phrase, record.took_ms, record.hits) == ("tea", 4, ["tea-1"])


@pytest.mark.django_db
def test_what_cannot_be_stored_waits():
    note("first")
    note("second")
    with (
        patch.object(SearchRecord.objects, "bulk_create", side_effect=OperationalError("away")),
        pytest.raises(OperationalError),
    ):
        recording.store_searches()
    note("third")
    assert recording.store_searches() == 3
    assert list(SearchRecord.objects.order_by("pk").values_list("text", flat=True)) == ["first", "second", "third"]


@pytest.mark.django_db
def test_what_names_somebody_and_machines_are_not_noted(django_assert_num_queries):
    with django_assert_num_queries(0):
        note("lin@example.com")
        note(user_agent="Googlebot/2.1")
        note("...")
    assert recording.store_searches() == 0


@pytest.mark.django_db
def test_long_texts_and_many_hits_are_cut():
    note("a" * 500, hits=[f"tea-{number}" for number in range(100)])
    recording.store_searches()
    record = SearchRecord.objects.get()
    assert (len(record.text), len(record.phrase), len(record.hits)) == (200, 100, 20)

"""Lists of documents by label, newest first, a page a query."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.delivery import documents, selectors
from cms.delivery.documents import Version
from cms.delivery.kinds import Rendered
from cms.delivery.models import DocumentLabel

pytestmark = pytest.mark.django_db

START = datetime(2026, 5, 1, tzinfo=UTC)
NOW = START + timedelta(days=100)


def store(key: str, *, day: int, locale: str = "zh-hans", labels: Collection[str] = ()) -> None:
    listed_at = START + timedelta(days=day)
    rendered = Rendered(
        key, locale, key, {"key": key, "locale": locale, "day": day}, labels=frozenset(labels), listed_at=listed_at
    )
    documents.store_live("article", [Version(rendered, 1, None, START, None)], drop_planned=False, at=START)


def list_keys(*labels: str, locale: str = "zh-hans") -> list[tuple[str, str]]:
    page = selectors.list_page("article", locale=locale, at=NOW, first=10, labels=labels)
    return [(one.key, one.locale) for one in page.documents]


def test_newest_first_then_by_key() -> None:
    for key, day in (("b", 1), ("a", 1), ("c", 5)):
        store(key, day=day)
    assert [key for key, _locale in list_keys()] == ["c", "a", "b"]


def test_all_labels_have_to_fit() -> None:
    store("a", day=1, labels={"topic:tea", "kind:news"})
    store("b", day=2, labels={"topic:tea"})
    assert [key for key, _ in list_keys("topic:tea")] == ["b", "a"]
    assert [key for key, _ in list_keys("topic:tea", "kind:news")] == ["a"]
    assert list_keys("topic:coffee") == []
    assert selectors.count_list("article", locale="zh-hans", at=NOW, labels=["topic:tea"]) == 2


def test_labels_follow_the_document() -> None:
    store("a", day=1, labels={"topic:tea", "kind:news"})
    store("a", day=2, labels={"topic:coffee", "kind:news"})
    assert sorted(DocumentLabel.objects.values_list("label", flat=True)) == ["kind:news", "topic:coffee"]


def test_each_in_the_locale_asked_for_or_one_that_stands_in() -> None:
    store("both", day=1)
    store("both", day=1, locale="en")
    store("chinese", day=2)
    store("english", day=3, locale="en")
    assert list_keys(locale="en") == [("english", "en"), ("chinese", "zh-hans"), ("both", "en")]
    assert list_keys(locale="zh-hans") == [("english", "en"), ("chinese", "zh-hans"), ("both", "zh-hans")]


def test_pages_follow_each_other_without_gap_or_repeat() -> None:
    for number in range(25):
        store(f"a{number:02}", day=number // 4)
    seen: list[str] = []
    after = None
    while True:
        with CaptureQueriesContext(connection) as queries:
            page = selectors.list_page("article", locale="en", at=NOW, first=7, after=after)
        assert len(queries) == 1
        seen += [one.key for one in page.documents]
        if not page.has_next:
            break
        last = page.documents[-1]
        assert last.listed_at is not None
        after = (last.listed_at, last.key)
    assert len(seen) == 25
    assert seen == sorted(seen, key=lambda key: (-(int(key[1:]) // 4), key))

"""Articles as a storefront reads them."""

from __future__ import annotations

from typing import Any

import pytest

from storefront.client import read_operation
from tests import factories, pages

pytestmark = pytest.mark.django_db


def cards(*keys: str, id: str = "cards") -> dict[str, Any]:
    """A block of product cards as a StreamField stores it."""
    items = [{"type": "item", "value": key, "id": f"{id}-{place}"} for place, key in enumerate(keys)]
    return {"type": "products", "id": id, "value": {"heading": "同款", "note": "", "products": items}}


def test_an_article_with_all_there_is(storefront):
    factories.make_published("mug")
    author = pages.make_author("lin", name="林", role="编辑", credentials="国家一级评茶师\n从业十年")
    topic = pages.make_topic("tea")
    before = pages.make_article("before")
    article = pages.make_article(
        "guide", kind="how_to", authors=[author], topics=[topic], body=[cards("mug", "gone")], lead="导语"
    )
    pages.make_series("course", articles=[before, article])
    data = storefront.ask(read_operation("article_page"), {"path": article.delivered_path})["route"]["content"]
    assert data["path"] == "/articles/guide"
    assert data["author"]["credentials"] == ["国家一级评茶师", "从业十年"]
    assert [one["path"] for one in data["topics"]] == ["/topics/tea"]
    assert data["body"][0]["products"][0]["title"] == "Mug"
    assert len(data["body"][0]["products"]) == 1
    assert data["series"]["position"] == 2
    assert data["series"]["previous"]["path"] == "/articles/before"
    assert data["series"]["next"] is None


def test_frame_of_a_new_shop(storefront):
    data = storefront.ask(read_operation("frame"))
    assert data["site"]["name"] == "Vitrine"
    assert data["main"] is None

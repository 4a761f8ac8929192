"""What the demo's articles and pages say can be shown: both languages, the right lengths, nothing named that is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from cms.catalog.demo.reading import read_parents, read_products, read_table
from cms.content.demo import reading
from cms.content.demo.markup import list_references

ARTICLES = reading.read_articles()
TOPICS = reading.read_table("topics.toml")["topic"]
SHORTS = tuple(reading.LOCALES.values())
PRODUCTS = {product.key for product in read_products()}
SCENES = {scene["key"] for scene in read_table("scenes.toml")["scene"]}
LANDINGS = {"anniversary", "tea-fair", "camping-weekend"}
KNOWN = {
    "product": PRODUCTS,
    "scene": SCENES,
    "category": set(read_parents()),
    "article": {article["key"] for article in ARTICLES},
    "topic": {topic["key"] for topic in TOPICS},
    "landing": LANDINGS,
    "page": {"articles", "topics"},
}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def is_published(article: dict[str, Any]) -> bool:
    return article.get("state", "published") == "published"


def list_texts(text: Any) -> Iterator[str]:
    """Every string below `text`."""
    if isinstance(text, str):
        yield text
    elif isinstance(text, dict):
        for value in text.values():
            yield from list_texts(value)
    elif isinstance(text, list):
        for value in text:
            yield from list_texts(value)


def test_there_are_three_of_each_kind_and_three_to_come() -> None:
    published = Counter(article["kind"] for article in ARTICLES if is_published(article))
    assert published == {"news": 3, "review": 3, "how-to": 3, "lifestyle": 3}
    waiting = sorted(article["state"] for article in ARTICLES if not is_published(article))
    assert waiting == ["draft", "scheduled", "submitted"]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["key"])
def test_an_article_is_whole_in_both_languages(article: dict[str, Any]) -> None:
    for short in SHORTS:
        text = article[short]
        assert 4 <= len(text["title"]) <= 100
        assert 10 <= len(text["summary"]) <= 300
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text["slug"])
        assert len(text["seo_title"]) <= 70
        assert len(text["seo_description"]) <= 200
        assert all(len(line) <= 200 for line in [*text.get("pros", ()), *text.get("cons", ())])
        assert all(len(step["title"]) <= 120 for step in text.get("steps", ()))
        assert bool(CHINESE.search(text["title"] + text["body"])) is (short == "zh")
    assert len(article["zh"].get("steps", ())) == len(article["en"].get("steps", ()))
    assert len(article["zh"].get("pros", ())) == len(article["en"].get("pros", ()))


@pytest.mark.parametrize("article", [one for one in ARTICLES if is_published(one)], ids=lambda one: one["key"])
def test_a_published_article_is_worth_reading(article: dict[str, Any]) -> None:
    for short in SHORTS:
        text = article[short]
        said = " ".join([text["body"], text.get("after", ""), *(step["text"] for step in text.get("steps", ()))])
        length = len(CHINESE.findall(said)) if short == "zh" else len(re.findall(r"[A-Za-z’']+", said))
        assert length >= (600 if short == "zh" else 450), (article["key"], short, length)
        assert ("product" in dict(list_references(said))) and "@products" in said
    if article["kind"] == "review":
        assert len(article["scores"]) >= 4
        assert all(0 <= score["value"] <= 10 for score in article["scores"])
        assert article["zh"]["pros"]
        assert article["zh"]["cons"]
        assert article["zh"]["verdict"]
    if article["kind"] == "how-to":
        assert len(article["zh"]["steps"]) >= 5
        assert article["minutes"] > 0


def test_nothing_is_named_that_is_not_there() -> None:
    named = [("scene", article["scene"]) for article in ARTICLES]
    named += [("product", article["reviewed"]) for article in ARTICLES if "reviewed" in article]
    named += [("topic", key) for article in ARTICLES for key in article.get("topics", ())]
    named += [("product", key) for article in ARTICLES for key in article["products"]]
    named += [("article", key) for topic in TOPICS for key in topic["articles"]]
    named += [("product", key) for topic in TOPICS for key in topic["products"]]
    sources = [*ARTICLES, *TOPICS, reading.read_table("pages.toml")]
    named += [found for source in sources for text in list_texts(source) for found in list_references(text)]
    assert [(kind, key) for kind, key in named if key not in KNOWN[kind]] == []


def test_addresses_are_told_apart() -> None:
    for short in SHORTS:
        slugs = [article[short]["slug"] for article in ARTICLES]
        assert len(slugs) == len(set(slugs))


def test_authors_and_series_are_known_and_whole() -> None:
    authors = {author["key"]: author for author in reading.read_table("authors.toml")["author"]}
    assert len(authors) == 4
    assert {article["author"] for article in ARTICLES} <= set(authors)
    for author in authors.values():
        assert author["scene"] in SCENES
        assert all(author[short]["credentials"] and author[short]["bio"] for short in SHORTS)
    series = reading.read_table("series.toml")["series"]
    assert [len(one["articles"]) for one in series] == [3, 3]
    assert {key for one in series for key in one["articles"]} <= KNOWN["article"]
    assert {article["series"] for article in ARTICLES if "series" in article} == {one["key"] for one in series}


def test_menus_and_homes_lead_somewhere() -> None:
    def walk(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for item in items:
            yield item
            yield from walk(item.get("below", []))

    entries = [entry for menu in reading.read_table("menus.toml")["menu"] for entry in walk(menu["items"])]
    blocks = reading.read_table("pages.toml")["home"]["block"]
    linked = [*entries, *(slide for block in blocks for slide in block.get("slides", ()))]
    linked += [{"category": key} for block in blocks for key in block.get("categories", ())]
    linked += [{"product": key} for block in blocks for key in block.get("products", ())]
    linked += [{"page": block["more"]} for block in blocks if "more" in block]
    for entry in linked:
        for kind, keys in KNOWN.items():
            assert kind not in entry or entry[kind] in keys, entry
    for entry in entries:
        assert set(entry) & {*KNOWN, "address", "below"}, entry


def test_the_shop_says_who_it_is_in_both_languages() -> None:
    site = reading.read_table("site.toml")
    for short in SHORTS:
        assert len(site[short]["description"]) <= 500
        assert len(site[short]["slogan"]) <= 200
        assert len(site[short]["tone"]) <= 2000

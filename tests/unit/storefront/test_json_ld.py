"""What search engines are told, as schema.org names it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from storefront import json_ld
from tests.payloads import ADDRESSES, MARKUP

ARTICLE: dict[str, Any] = {
    "title": "春茶指南",
    "lead": "导语",
    "locale": "zh-hans",
    "articleKind": "news",
    "publishedAt": "2026-03-01T00:00:00+00:00",
    "updatedAt": "2026-03-02T00:00:00+00:00",
    "citations": [],
    "steps": [],
    "review": None,
    "howTo": None,
    "body": [],
}
PRODUCT: dict[str, Any] = {
    "key": "tea",
    "title": "龙井",
    "summary": "",
    "brand": {"key": "mori", "name": "Mori"},
    "category": None,
}


def describe(**changes: Any) -> dict[str, Any]:
    return json_ld.describe_article(
        {**ARTICLE, **changes},
        url="https://shop.cn/a",
        image=None,
        authors=[{"name": "林", "url": "https://shop.cn/l", "role": "编辑"}],
        publisher={"@type": "Organization", "name": "茶铺"},
        product={"@type": "Product", "name": "龙井"},
    )


def offer(sku: str, amount: str, currency: str = "CNY", *, is_available: bool = True) -> dict[str, Any]:
    return {"sku": sku, "amount": amount, "currency": currency, "isAvailable": is_available}


def describe_product(*offers: dict[str, Any]) -> dict[str, Any]:
    return json_ld.describe_product(PRODUCT, url="https://shop.cn/p", images=["https://shop.cn/i.jpg"], offers=offers)


def test_news() -> None:
    assert describe() == {
        "@type": "NewsArticle",
        "headline": "春茶指南",
        "name": "春茶指南",
        "description": "导语",
        "datePublished": "2026-03-01T00:00:00+00:00",
        "dateModified": "2026-03-02T00:00:00+00:00",
        "inLanguage": "zh-hans",
        "url": "https://shop.cn/a",
        "mainEntityOfPage": "https://shop.cn/a",
        "author": [{"@type": "Person", "name": "林", "url": "https://shop.cn/l", "jobTitle": "编辑"}],
        "publisher": {"@type": "Organization", "name": "茶铺"},
    }


def test_a_review_rates_its_product() -> None:
    review = {
        "scores": [{"label": "香", "score": 8.0, "maximum": 10}, {"label": "味", "score": 4.0, "maximum": 5}],
        "pros": ["香"],
        "cons": [],
        "verdict": "值得",
    }
    data = describe(articleKind="review", review=review)
    assert data["@type"] == "Review"
    assert data["itemReviewed"] == {"@type": "Product", "name": "龙井"}
    assert data["reviewRating"] == {"@type": "Rating", "ratingValue": 8.0, "bestRating": 10, "worstRating": 0}
    assert data["positiveNotes"]["itemListElement"] == [{"@type": "ListItem", "position": 1, "name": "香"}]
    assert "negativeNotes" not in data


def test_a_review_without_its_product_is_an_article() -> None:
    data = json_ld.describe_article(
        {**ARTICLE, "articleKind": "review", "review": {"scores": [], "pros": [], "cons": [], "verdict": ""}},
        url="https://shop.cn/a",
        image=None,
        authors=[],
        publisher=None,
        product=None,
    )
    assert data["@type"] == "Article"
    assert "author" not in data


def test_a_how_to_has_its_steps() -> None:
    steps = [
        {"title": "烧水", "html": "<p>烧到&nbsp;<b>80</b> 度</p>", "image": {"url": "https://shop.cn/s.jpg"}},
        {"title": "冲泡", "html": "", "image": None},
    ]
    how_to = {"minutesNeeded": 5, "tools": ["壶"], "materials": []}
    data = describe(articleKind="how_to", steps=steps, howTo=how_to)
    assert (data["@type"], data["totalTime"]) == ("HowTo", "PT5M")
    assert data["step"] == [
        {"@type": "HowToStep", "position": 1, "name": "烧水", "text": "烧到 80 度", "image": "https://shop.cn/s.jpg"},
        {"@type": "HowToStep", "position": 2, "name": "冲泡", "text": "冲泡"},
    ]
    assert data["tool"] == [{"@type": "HowToTool", "name": "壶"}]
    assert "supply" not in data


def test_questions_of_all_blocks() -> None:
    blocks = [
        {"type": "text", "html": "x"},
        {"type": "questions", "items": [{"question": "苦吗？", "html": "<p>不苦</p>"}]},
    ]
    assert json_ld.describe_questions(blocks) == {
        "@type": "FAQPage",
        "mainEntity": [{"@type": "Question", "name": "苦吗？", "acceptedAnswer": {"@type": "Answer", "text": "不苦"}}],
    }
    assert json_ld.describe_questions(blocks[:1]) is None


def test_a_product_with_one_offer() -> None:
    data = describe_product(offer("A1", "59.90", is_available=False))
    assert data["sku"] == "A1"
    assert data["brand"] == {"@type": "Brand", "name": "Mori"}
    assert data["offers"] == {
        "@type": "Offer",
        "sku": "A1",
        "url": "https://shop.cn/p",
        "price": "59.90",
        "priceCurrency": "CNY",
        "availability": "https://schema.org/OutOfStock",
    }


def test_a_product_with_several_offers() -> None:
    offers = describe_product(offer("A1", "100.00"), offer("A2", "59.90"), offer("A3", "9.00", "USD"))["offers"]
    assert offers["@type"] == "AggregateOffer"
    assert (offers["lowPrice"], offers["highPrice"], offers["priceCurrency"]) == ("59.90", "100.00", "CNY")
    assert (offers["offerCount"], len(offers["offers"])) == (3, 3)


def test_breadcrumbs() -> None:
    data = json_ld.describe_breadcrumbs([("茶", "https://shop.cn/c"), ("龙井", "https://shop.cn/p")])
    assert [(one["position"], one["name"], one["item"]) for one in data["itemListElement"]] == [
        (1, "茶", "https://shop.cn/c"),
        (2, "龙井", "https://shop.cn/p"),
    ]


def test_the_site() -> None:
    site = {"name": "茶铺", "slogan": "好茶", "phone": "", "email": "", "logo": None, "places": [{"url": "https://w"}]}
    assert json_ld.describe_organization(site, url="https://shop.cn/") == {
        "@type": "Organization",
        "@id": "https://shop.cn/#organization",
        "name": "茶铺",
        "url": "https://shop.cn/",
        "sameAs": ["https://w"],
    }
    website = json_ld.describe_website(site, url="https://shop.cn/", search="https://shop.cn/s?q={text}", locale="en")
    assert website["potentialAction"]["target"]["urlTemplate"] == "https://shop.cn/s?q={search_term_string}"


@pytest.mark.parametrize(
    "payload", [*MARKUP, *ADDRESSES, "</script><script>alert(1)</script>", "<!--", "]]>", "\u2028"]
)
def test_nothing_ends_the_script_it_stands_in(payload: str) -> None:
    text = json_ld.write_json_ld({"name": payload})
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text) == {"@context": "https://schema.org", "name": payload}

"""PURE. Structured data as schema.org names it, out of documents: dictionaries in, dictionaries out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from re import sub
from typing import Any

_CONTEXT = "https://schema.org"
_AVAILABILITY = {True: f"{_CONTEXT}/InStock", False: f"{_CONTEXT}/OutOfStock"}

Data = dict[str, Any]


def write_json_ld(data: Mapping[str, Any]) -> str:
    """`data` as text that no HTML parser finds an end or a comment in, wherever in a page it stands."""
    text = json.dumps({"@context": _CONTEXT, **data}, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def describe_breadcrumbs(trail: Iterable[tuple[str, str]]) -> Data:
    """(name, address) from the top to the page itself."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(trail, start=1)
        ],
    }


def describe_questions(blocks: Iterable[Mapping[str, Any]]) -> Data | None:
    """All questions among delivered blocks; None where there are none."""
    items = [item for block in blocks if block["type"] == "questions" for item in block["items"]]
    if not items:
        return None
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": item["question"],
                "acceptedAnswer": {"@type": "Answer", "text": read_text(item["html"])},
            }
            for item in items
        ],
    }


def describe_organization(site: Mapping[str, Any], *, url: str) -> Data:
    """Who the shop is."""
    logo = site.get("logo")
    places = [place["url"] for place in site.get("places", ())]
    return _drop_empty(
        {
            "@type": "Organization",
            "@id": f"{url}#organization",
            "name": site["name"],
            "url": url,
            "logo": logo["url"] if logo else None,
            "telephone": site.get("phone"),
            "email": site.get("email"),
            "sameAs": places,
        }
    )


def describe_website(site: Mapping[str, Any], *, url: str, search: str, locale: str) -> Data:
    """The shop's website; `search` is the address of its search with "{text}" where what is typed goes."""
    return _drop_empty(
        {
            "@type": "WebSite",
            "@id": f"{url}#website",
            "name": site["name"],
            "alternateName": site.get("slogan"),
            "url": url,
            "inLanguage": locale,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": search.replace("{text}", "{search_term_string}")},
                "query-input": "required name=search_term_string",
            },
        }
    )


def describe_article(
    article: Mapping[str, Any],
    *,
    url: str,
    image: str | None,
    authors: Sequence[Mapping[str, str]],
    publisher: Mapping[str, Any] | None,
    product: Data | None,
) -> Data:
    """An article as what its kind is; `authors` have name, url and role, `product` is what a review is about."""
    data = {
        **_name_kind(article, product),
        "headline": article["title"][:110],
        "name": article["title"],
        "description": article["lead"],
        "image": image,
        "datePublished": article["publishedAt"],
        "dateModified": article["updatedAt"],
        "inLanguage": article["locale"],
        "url": url,
        "mainEntityOfPage": url,
        "author": [
            _drop_empty({"@type": "Person", "name": one["name"], "url": one["url"], "jobTitle": one["role"]})
            for one in authors
        ],
        "publisher": publisher,
        "citation": [_describe_citation(one) for one in article["citations"]],
    }
    return _drop_empty(data)


def describe_post(
    post: Mapping[str, Any], *, url: str, author: str | None, images: Sequence[str], likes: int, replies: int
) -> Data:
    """A member's post; `author` is the display name, None for somebody who is not a member any more."""
    counts = {"LikeAction": likes, "CommentAction": replies}
    return _drop_empty(
        {
            "@type": "DiscussionForumPosting",
            "headline": post["title"],
            "text": read_text(post["html"]),
            "datePublished": post["createdAt"],
            "dateModified": post["editedAt"],
            "inLanguage": post["locale"],
            "url": url,
            "mainEntityOfPage": url,
            "author": {"@type": "Person", "name": author} if author else None,
            "image": list(images),
            "interactionStatistic": [
                {
                    "@type": "InteractionCounter",
                    "interactionType": f"{_CONTEXT}/{kind}",
                    "userInteractionCount": count,
                }
                for kind, count in counts.items()
            ],
        }
    )


def _describe_citation(said: Mapping[str, str]) -> Data:
    return _drop_empty(
        {"@type": "CreativeWork", "name": said["title"], "publisher": said["publisher"], "url": said["url"]}
    )


def _name_kind(article: Mapping[str, Any], product: Data | None) -> Data:
    match article["articleKind"]:
        case "review" if product is not None:
            return {"@type": "Review", "itemReviewed": product, **_describe_review(article["review"])}
        case "how_to" if article["steps"]:
            return {"@type": "HowTo", **_describe_how_to(article)}
        case "news":
            return {"@type": "NewsArticle"}
    return {"@type": "Article"}


def _describe_review(review: Mapping[str, Any]) -> Data:
    return {
        "reviewBody": review["verdict"],
        "reviewRating": _rate(review["scores"]),
        "positiveNotes": _list_notes(review["pros"]),
        "negativeNotes": _list_notes(review["cons"]),
    }


def _rate(scores: Sequence[Mapping[str, Any]]) -> Data | None:
    """All scores as one out of ten."""
    if not scores:
        return None
    share = sum(one["score"] / one["maximum"] for one in scores) / len(scores)
    return {"@type": "Rating", "ratingValue": round(share * 10, 1), "bestRating": 10, "worstRating": 0}


def _list_notes(lines: Sequence[str]) -> Data | None:
    if not lines:
        return None
    items = [{"@type": "ListItem", "position": place, "name": line} for place, line in enumerate(lines, start=1)]
    return {"@type": "ItemList", "itemListElement": items}


def _describe_how_to(article: Mapping[str, Any]) -> Data:
    how_to = article["howTo"]
    minutes = how_to["minutesNeeded"]
    return {
        "totalTime": f"PT{minutes}M" if minutes else None,
        "tool": [{"@type": "HowToTool", "name": one} for one in how_to["tools"]],
        "supply": [{"@type": "HowToSupply", "name": one} for one in how_to["materials"]],
        "step": [
            _drop_empty(
                {
                    "@type": "HowToStep",
                    "position": position,
                    "name": step["title"],
                    "text": read_text(step["html"]) or step["title"],
                    "image": step["image"]["url"] if step["image"] else None,
                }
            )
            for position, step in enumerate(article["steps"], start=1)
        ],
    }


def describe_product(
    product: Mapping[str, Any],
    *,
    url: str,
    images: Sequence[str],
    offers: Sequence[Mapping[str, Any]],
) -> Data:
    """A product with what it costs: `offers` have sku, amount, currency and isAvailable."""
    brand = product["brand"]
    return _drop_empty(
        {
            "@type": "Product",
            "name": product["title"],
            "description": product["summary"],
            "url": url,
            "image": list(images),
            "brand": {"@type": "Brand", "name": brand["name"]} if brand else None,
            "category": product["category"]["name"] if product["category"] else None,
            "sku": offers[0]["sku"] if len(offers) == 1 else None,
            "productID": product["key"],
            "offers": _describe_offers(offers, url),
        }
    )


def _describe_offers(offers: Sequence[Mapping[str, Any]], url: str) -> Data | None:
    described = [
        {
            "@type": "Offer",
            "sku": one["sku"],
            "url": url,
            "price": one["amount"],
            "priceCurrency": one["currency"],
            "availability": _AVAILABILITY[one["isAvailable"]],
        }
        for one in offers
    ]
    if len(described) <= 1:
        return described[0] if described else None
    # Amounts of several currencies cannot be compared: those of the first stand for all.
    currency = offers[0]["currency"]
    amounts = sorted((one["amount"] for one in offers if one["currency"] == currency), key=float)
    return {
        "@type": "AggregateOffer",
        "lowPrice": amounts[0],
        "highPrice": amounts[-1],
        "priceCurrency": currency,
        "offerCount": len(described),
        "offers": described,
    }


def read_text(html: str) -> str:
    """The words of HTML, without its marks."""
    return sub(r"\s+", " ", unescape(sub(r"<[^>]*>", " ", html))).strip()


def _drop_empty(data: Mapping[str, Any]) -> Data:
    """Nothing is said about what is not known."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}

"""Who finds what, by kind of document and by type of the schema: one table for routes, ids, favourites and searches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from storefront.sources.articles import find_articles
from storefront.sources.boards import find_boards
from storefront.sources.brands import find_brands
from storefront.sources.categories import find_categories
from storefront.sources.landings import find_homes, find_landing_indexes, find_landings
from storefront.sources.pages import find_pages
from storefront.sources.posts import find_posts
from storefront.sources.products import find_offers_by_sku, find_products
from storefront.sources.questions import find_answers, find_questions
from storefront.sources.replies import find_replies
from storefront.sources.reviews import find_follow_ups, find_reviews

Find = Callable[..., dict[str, Any]]
"""Takes keys, `locale` and `context`; gives what is found by key."""

# What has a page of its own: kind of document, type, and who finds it.
_ROUTABLE: tuple[tuple[str, str, Find], ...] = (
    ("product", "Product", find_products),
    ("brand", "Brand", find_brands),
    ("category", "Category", find_categories),
    ("article", "Article", find_articles),
    ("article_index", "ArticleIndex", partial(find_pages, "article_index")),
    ("author", "Author", partial(find_pages, "author")),
    ("series", "Series", partial(find_pages, "series")),
    ("topic", "Topic", partial(find_pages, "topic")),
    ("topic_index", "TopicIndex", partial(find_pages, "topic_index")),
    ("home", "Home", find_homes),
    ("landing", "LandingPage", find_landings),
    ("landing_index", "LandingIndex", find_landing_indexes),
    ("board", "Board", find_boards),
    ("post", "Post", find_posts),
)

BY_KIND: Mapping[str, Find] = {kind: find for kind, _type, find in _ROUTABLE}
BY_TYPE: Mapping[str, Find] = {
    **{name: find for _kind, name, find in _ROUTABLE},
    "Offer": find_offers_by_sku,
    "Reply": find_replies,
    "ProductReview": find_reviews,
    "ReviewFollowUp": find_follow_ups,
    "ProductQuestion": find_questions,
    "ProductAnswer": find_answers,
}

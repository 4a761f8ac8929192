"""Fills in the forms of pages as a browser would."""

from __future__ import annotations

from typing import Any

from tests.integration.admin.forms import inline_formset, nested_form_data, streamfield

STREAMS = ("body", "citations", "pros", "cons", "tools", "materials", "steps")
CHILDREN = ("review_scores", "article_authors", "article_topics", "related_articles", "comments")


def describe_article(**changes: Any) -> dict[str, Any]:
    """An article as the add and edit screens post it."""
    values: dict[str, Any] = {
        "title": "春茶指南",
        "slug": "",
        "kind": "news",
        "lead": "",
        "picture": "",
        "shown_at": "",
        "reviewed_product": "",
        "verdict": "",
        "minutes_needed": "",
        "seo_title": "",
        "search_description": "",
        "share_picture": "",
        "is_indexed": "on",
        "go_live_at": "",
        "expire_at": "",
        **{name: streamfield([]) for name in STREAMS},
        **{name: inline_formset([]) for name in CHILDREN},
    }
    return nested_form_data({**values, **changes})

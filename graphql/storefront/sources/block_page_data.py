"""What search engines are told of a page that is built of blocks."""

from __future__ import annotations

from typing import Any

from storefront import json_ld
from storefront.sources.pages import PageSource
from storefront.sources.trails import list_trail


def describe_block_page(page: PageSource) -> list[dict[str, Any]]:
    """Where the page stands, and the questions it answers."""
    has_trail = "breadcrumbs" in page.data
    trail = json_ld.describe_breadcrumbs(list_trail(page.document, page.data["title"])) if has_trail else None
    questions = json_ld.describe_questions(page.data.get("blocks", []))
    return [one for one in (trail, questions) if one is not None]

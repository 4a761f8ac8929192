"""Writes the blocks of home and landing pages from data, in one locale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from cms.catalog.selections.rules import LIST, RULE, SEARCH
from cms.content.demo.reading import choose_text
from cms.content.demo.streams import NO_PICTURE, Raw, Writer, make_list

WriteBlock = Callable[[dict[str, Any]], Any]
_PAGES = ("article", "topic", "landing", "page")


class BlockWriter:
    """The blocks of every page; landing pages add writers of their own to `writers`."""

    def __init__(self, code: str, writer: Writer) -> None:
        self.code = code
        self.writer = writer
        self.writers: dict[str, WriteBlock] = {
            "carousel": self.write_carousel,
            "categories": self.write_categories,
            "products": self.write_products,
            "text": lambda block: self.writer.write_line(block["zh" if self.code == "zh-hans" else "en"]),
            "text_and_picture": self.write_text_and_picture,
            "articles": self.write_articles,
            "questions": self.write_questions,
        }

    def say(self, block: dict[str, Any], name: str) -> str:
        """What a block says in this language under a name: its `zh_heading`."""
        return choose_text(block, name, self.code)

    def write_all(self, blocks: Sequence[dict[str, Any]]) -> list[tuple[str, Any]]:
        """(type, value) of each block."""
        return [(block["type"], self.writers[block["type"]](block)) for block in blocks]

    def write_link(self, block: dict[str, Any]) -> Raw:
        """Where a block leads: to one of the demo's pages, or an anchor of its own page."""
        kind = next((name for name in _PAGES if name in block), None)
        page = self.writer.pages.find(kind, block[kind]) if kind else None
        address = f"#{block['anchor']}" if "anchor" in block else ""
        return {
            "page": page,
            "product": block.get("product"),
            "category": block.get("category"),
            "address": address,
            "label": self.say(block, "label"),
        }

    def write_selection(self, block: dict[str, Any]) -> Raw:
        """Which products: by SKU or key, by a rule, or by a search."""
        rule = block.get("rule", {})
        price_max = rule.get("price_max")
        words = block.get("skus", block.get("products", []))
        source = SEARCH if "search" in block else RULE if rule else LIST
        return {
            "source": source,
            "products": list(words),
            "rule": {
                "categories": make_list(rule.get("categories", [])),
                "brands": make_list(rule.get("brands", [])),
                "tags": rule.get("tags", []),
                "price_min": None,
                "price_max": str(Decimal(price_max)) if price_max is not None else None,
                "stages": rule.get("stages", []),
                "is_available": True,
                "sort": rule.get("sort", "sales"),
            },
            "limit": block.get("limit", 10),
            "text": block.get("search", ""),
        }

    def write_carousel(self, block: dict[str, Any]) -> Raw:
        slides = [
            {
                "picture": self.writer.write_picture(slide["scene"], alt=self.say(slide, "heading")),
                "phone_picture": NO_PICTURE,
                "heading": self.say(slide, "heading"),
                "text": self.say(slide, "text"),
                "link": self.write_link(slide),
            }
            for slide in block["slides"]
        ]
        return {"slides": make_list(slides), "seconds": block.get("seconds", 6)}

    def write_categories(self, block: dict[str, Any]) -> Raw:
        tiles = [{"category": key, "heading": "", "picture": NO_PICTURE} for key in block["categories"]]
        return {"heading": self.say(block, "heading"), "tiles": make_list(tiles)}

    def write_products(self, block: dict[str, Any]) -> Raw:
        return {
            "heading": self.say(block, "heading"),
            "selection": self.write_selection(block),
            "layout": block.get("layout", "grid"),
            "more": self.write_link({}),
        }

    def write_text_and_picture(self, block: dict[str, Any]) -> Raw:
        return {
            "heading": self.say(block, "heading"),
            "text": self.writer.write_line(self.say(block, "text")),
            "picture": self.writer.write_picture(block["scene"], alt=self.say(block, "heading")),
            "side": block.get("side", "left"),
        }

    def write_articles(self, block: dict[str, Any]) -> Raw:
        pages = [pk for key in block.get("articles", ()) if (pk := self.writer.pages.find("article", key))]
        return {
            "heading": self.say(block, "heading"),
            "source": "chosen" if "articles" in block else block.get("source", "newest"),
            "pages": make_list(pages),
            "topic": None,
            "kind": block.get("kind", ""),
            "limit": block.get("limit", 3),
            "more": self.writer.pages.find("page", block["more"]) if "more" in block else None,
        }

    def write_questions(self, block: dict[str, Any]) -> list[Raw]:
        short = "zh" if self.code == "zh-hans" else "en"
        return make_list(
            [
                {"question": question, "answer": self.writer.write_line(answer)}
                for question, answer in (one[short] for one in block["questions"])
            ]
        )

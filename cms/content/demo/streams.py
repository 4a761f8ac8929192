"""Makes raw stream data of the demo's texts and blocks, as an editor's saving would have left it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cms.content.demo.keys import DemoPages
from cms.content.demo.markup import Element, Heading, Picture, Products, Quote, Text, parse, render_inline

_IDS = uuid.UUID("8a7c9f0c-4f0e-5a0a-8f53-6d0c1a3b7e19")

Raw = dict[str, Any]
NO_PICTURE: Raw = {"image": None, "alt_text": "", "decorative": False}
"""What a picture block holds where none is chosen."""


class Writer:
    """Writes streams in one locale: it knows where links lead, and which picture shows a scene."""

    def __init__(self, pages: DemoPages, scenes: Mapping[str, int]) -> None:
        self.pages = pages
        self.scenes = scenes

    def find_link(self, kind: str, key: str) -> str:
        """The opening tag of a link; one to a page that is not there is no link."""
        if kind in ("product", "category", "brand"):
            return f'<a linktype="{kind}" key="{key}">'
        page = self.pages.find(kind, key)
        return f'<a linktype="page" id="{page}">' if page else "<a>"

    def write_html(self, source: str) -> str:
        """Paragraphs and lists as rich text."""
        return "".join(one.html for one in parse(source, find_link=self.find_link) if isinstance(one, Text))

    def write_line(self, source: str) -> str:
        """One paragraph as rich text."""
        return f"<p>{render_inline(source, find_link=self.find_link)}</p>"

    def write_picture(self, scene: str, *, alt: str = "") -> Raw:
        """The raw value of a picture block."""
        return {"image": self.scenes.get(scene), "alt_text": alt, "decorative": False}

    def write_body(self, source: str) -> list[Raw]:
        """A text as the blocks of an article."""
        return make_stream(self._write_element(one) for one in parse(source, find_link=self.find_link))

    def _write_element(self, element: Element) -> tuple[str, Any]:
        match element:
            case Heading(text):
                return "heading", text
            case Text(html):
                return "text", html
            case Picture(scene, alt):
                return "picture", self.write_picture(scene, alt=alt)
            case Quote(text, source):
                return "quote", {"text": text, "source": source}
            case Products(keys):
                return "products", {"heading": "", "products": make_list(keys), "note": ""}


def make_stream(blocks: Iterable[tuple[str, Any]]) -> list[Raw]:
    """(type, value) as a stream keeps them; ids are the same each time."""
    return [
        {"type": type_, "value": value, "id": str(uuid.uuid5(_IDS, f"{place}/{type_}"))}
        for place, (type_, value) in enumerate(blocks)
    ]


def make_list(values: Sequence[Any]) -> list[Raw]:
    """The raw value of a block that is a list."""
    return [
        {"type": "item", "value": value, "id": str(uuid.uuid5(_IDS, f"item/{place}"))}
        for place, value in enumerate(values)
    ]

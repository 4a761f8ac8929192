"""Feeds for tests: rows in, and what the import makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
from django.utils import timezone

from cms.catalog.feeds.changes import Summary
from cms.catalog.feeds.importing import Listener, import_products
from cms.catalog.feeds.mapping import Mapping
from cms.catalog.feeds.mapping_file import load_mapping
from cms.catalog.feeds.offer_importing import import_offers
from cms.catalog.feeds.problems import Problem
from cms.catalog.feeds.readers import open_feed

MAPPING = """
[feed]
name = "test"
locale = "zh-hans"

[product]
key = { columns = ["key", "sku"] }
brand = "brand"
category = "category"

[offer]
sku = "sku"
price = "price"
currency = { column = "currency", default = "CNY" }
stock = "stock"
on_shelf_from = "from"
on_shelf_until = "until"

[content]
title = "title"
slug = { column = "slug", owner = "initial" }
summary = { column = "summary", owner = "editor" }
selling_points = { column = "points", separator = "|", owner = "editor" }
details = { column = "details", markup = "html" }
search_terms = { column = "words", owner = "initial" }

[[specification]]
prefix = "t_"

[[specification]]
prefix = "n_"
type = "number"

[[specification]]
prefix = "c_"
type = "choice"

[[picture]]
column = "pictures"
"""


def make_mapping(folder: Path, text: str = MAPPING) -> Mapping:
    path = folder / "test.toml"
    path.write_text(text, encoding="utf-8")
    return load_mapping(path, locales=("zh-hans", "en"), time_zone="Asia/Shanghai", currency="CNY")


def write_feed(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "feed.jsonl"
    path.write_bytes(b"\n".join(orjson.dumps(row) for row in rows))
    return path


class Shop:
    """Imports rows, and keeps the problems of the last import."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []

    def feed(self, *rows: dict[str, Any], mapping: str = MAPPING, is_dry: bool = False) -> Summary:
        return self._run(import_products, rows, mapping, is_dry)

    def feed_offers(self, *rows: dict[str, Any], mapping: str = MAPPING, is_dry: bool = False) -> Summary:
        return self._run(import_offers, rows, mapping, is_dry)

    def _run(self, action: Any, rows: Any, mapping: str, is_dry: bool) -> Summary:
        self.problems = []
        return action(
            open_feed(write_feed(self.folder, *rows)),
            make_mapping(self.folder, mapping),
            clock=timezone.now,
            is_dry=is_dry,
            listener=Listener(on_bad=lambda line, problems: self.problems.extend(problems)),
        )


def make_row(sku: str = "A", **values: Any) -> dict[str, Any]:
    return {"sku": sku, "title": f"茶 {sku}", "price": "10.00", "category": "茶饮 > 绿茶", **values}


def count(summary: Summary) -> tuple[int, int, int, int]:
    """Created, updated, unchanged, bad."""
    return summary.created, summary.updated, summary.unchanged, summary.bad

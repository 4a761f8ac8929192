"""Turns the demo shop's products into rows of a feed, so that the import's own batches load them."""

from __future__ import annotations

import html
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from cms.catalog.demo.reading import OPENED, DemoProduct, find_questions
from cms.catalog.feeds.mapping import MappedField, Mapping, Source
from cms.catalog.feeds.rows import Row
from cms.catalog.feeds.scanning import Scan
from cms.catalog.feeds.targets import CONTENT
from cms.money import Money

_ALERT_LEVEL = 10
_FACTS = {"sku", "price", "list", "stock", "availability", "lead_days", "presale_days", "ships_days"}
_HEADINGS = {"zh-hans": "用起来", "en": "In use"}
_ASKED = {"zh-hans": "常被问到", "en": "Often asked"}
_IDS = uuid.UUID("0b7a52a4-5d0c-5b8e-9f0e-2f1c6a7d9e31")


def make_mapping(locale: str) -> Mapping:
    """The demo fills contents once; whatever an editor makes of them stays."""
    fields = tuple(MappedField(f"content.{name}", target, Source(), "initial") for name, target in CONTENT.items())
    return Mapping(
        name="demo",
        locale=locale,
        time_zone="Asia/Shanghai",
        default_currency="CNY",
        product=(),
        offer=(),
        options=(),
        content=fields,
        specifications=(),
        pictures=(),
    )


def make_rows(products: Iterable[DemoProduct], locale: str, *, at: datetime) -> list[Row]:
    """A row for each offer; the first of a product brings its content in `locale`."""
    rows: list[Row] = []
    for product in products:
        for position, offer in enumerate(product.offers):
            row = Row(len(rows) + 1, key=product.key, sku=offer["sku"])
            row.offer = make_offer(product, position, at=at)
            if position == 0:
                row.content = make_content(product, locale)
            rows.append(row)
    return rows


def make_scan(rows: Iterable[Row]) -> Scan:
    """What a first pass over these rows would have found."""
    scan = Scan()
    for row in rows:
        scan.lines += 1
        scan.leaders.setdefault(row.key, row.line)
    return scan


def make_offer(product: DemoProduct, position: int, *, at: datetime) -> dict[str, Any]:
    """The facts of one offer; sales are split over a product's offers, the first selling most."""
    raw = product.offers[position]
    share = _split(len(product.offers))[position]
    facts: dict[str, Any] = {
        "gtin": make_gtin(raw["sku"]),
        "options": {name: value for name, value in raw.items() if name not in _FACTS},
        "currency": "CNY",
        "price_minor": Money.parse(raw["price"], "CNY").minor,
        "list_price_minor": Money.parse(raw["list"], "CNY").minor if "list" in raw else None,
        "stock": raw["stock"],
        "alert_level": _ALERT_LEVEL,
        "availability": raw.get("availability", "in_stock"),
        "lead_days": raw.get("lead_days"),
        "sold_30_days": round(product.sold[0] * share),
        "sold_total": round(product.sold[1] * share),
        "sort_order": position,
    }
    if "presale_days" in raw:
        facts["presale_starts_at"] = at - timedelta(days=3)
        facts["presale_ends_at"] = at + timedelta(days=raw["presale_days"])
        facts["ships_at"] = at + timedelta(days=raw["ships_days"])
    return facts


def make_content(product: DemoProduct, locale: str) -> dict[str, Any]:
    """The words of one locale; details are blocks as an editor would have made them."""
    text = product.texts[locale]
    first, *rest = text.details
    blocks: list[dict[str, Any]] = [{"type": "text", "value": _write_paragraphs([first])}]
    if rest:
        blocks += [
            {"type": "heading", "value": _HEADINGS[locale]},
            {"type": "text", "value": _write_paragraphs(rest)},
        ]
    questions = find_questions(product.category, locale)
    if questions:
        blocks += [
            {"type": "heading", "value": _ASKED[locale]},
            {"type": "questions", "value": [_write_question(product.key, *one) for one in questions]},
        ]
    return {
        "title": text.title,
        "slug": product.key,
        "summary": text.summary,
        "selling_points": text.points,
        "details": tuple(blocks),
        "search_terms": text.search_terms,
    }


def make_gtin(sku: str) -> str:
    """A stable code of the range that shops give themselves (20 to 29), so that it is nobody else's."""
    digits = f"20{int.from_bytes(sku.encode(), 'big') % 10**10:010d}"
    weighted = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(digits))
    return f"{digits}{-weighted % 10}"


def move_date(day: str, *, at: datetime) -> datetime:
    """A day of the shop's calendar, moved as far as the shop opens later than it was written."""
    moved = date.fromisoformat(day) + (at.date() - date.fromisoformat(OPENED))
    return min(datetime.combine(moved, time(2), tzinfo=UTC), at)


def _split(count: int) -> list[float]:
    weights = [1 / (position + 1) for position in range(count)]
    return [weight / sum(weights) for weight in weights]


def _write_question(key: str, question: str, answer: str) -> dict[str, Any]:
    value = {"question": question, "answer": _write_paragraphs([answer])}
    return {"type": "item", "value": value, "id": str(uuid.uuid5(_IDS, f"{key}/{question}"))}


def _write_paragraphs(paragraphs: Iterable[str]) -> str:
    return "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)

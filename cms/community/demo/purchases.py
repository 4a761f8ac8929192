"""Tells of the purchases behind the demo's reviews, as the shop's backend would."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from cms.community.demo.knowing import Shop
from cms.community.demo.timeline import Happening
from cms.community.reviews.purchases import Line, note_purchases

_BEFORE = timedelta(days=6)


def load_purchases(happenings: Sequence[Happening], shop: Shop, *, at: datetime) -> None:
    """Note what everybody bought whose review does not say otherwise; what is known already stays."""
    lines = []
    for one in happenings:
        if one.kind != "review" or not one.row.get("bought", True):
            continue
        member = shop.members[one.row["by"]]
        sku = one.row.get("sku", "")
        if sku:
            bought_at = at - timedelta(hours=one.hours) - _BEFORE
            line = Line(member.issuer, member.subject, f"demo/{one.name}", sku, bought_at)
            lines.append((line, one.row["product"]))
    note_purchases(lines, at=at)

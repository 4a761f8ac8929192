"""What only the database can say against a row; checked before anything of the row is taken."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from cms.catalog.feeds.definitions import Definitions
from cms.catalog.feeds.present import Present
from cms.catalog.feeds.problems import Problem, refuse_window
from cms.catalog.feeds.rows import Row
from cms.catalog.models import Offer
from cms.phrases import Phrase

_WINDOWS = (("on_shelf_from", "on_shelf_until"), ("presale_starts_at", "presale_ends_at"))


def check_offer(row: Row, present: Present) -> list[Problem]:
    """A SKU that belongs to another product, and windows that would end before they begin."""
    offer = present.offers.get(row.sku)
    if offer is None:
        return []
    if row.key and offer.product.key != row.key:
        reason = Phrase(
            "the SKU %(sku)r belongs to the product %(key)r; delete its offer there, or correct the key",
            sku=row.sku,
            key=offer.product.key,
        )
        return [Problem(row.line, "product.key", reason)]
    return check_windows(row, offer)


def check_windows(row: Row, offer: Offer) -> list[Problem]:
    """Windows as they would be with what the mapping leaves as it is."""
    problems = []
    for starts, ends in _WINDOWS:
        first = row.offer.get(starts, getattr(offer, starts))
        last = row.offer.get(ends, getattr(offer, ends))
        if first is not None and last is not None and last <= first:
            problems.append(refuse_window(row.line, starts, ends))
    return problems


def clean_specifications(row: Row, definitions: Definitions | None) -> tuple[dict[str, Any], list[Problem]]:
    """The row's specifications by the key and type of their definitions."""
    values: dict[str, Any] = {}
    problems = []
    for feature, (_feature, value) in row.specifications.items():
        definition = definitions.by_feature.get(feature) if definitions is not None else None
        if definition is None:
            values[feature[0]] = value
            continue
        try:
            values[definition.key] = definition.clean_value(value)
        except ValidationError as error:
            problems.append(Problem(row.line, f"specification {definition.key}", " ".join(error.messages)))
    return values, problems

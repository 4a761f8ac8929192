"""PURE. What is known of a product, what a rule asks, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

SHELF, STAGE, ROLE = "shelf", "stage", "role"
ON, OFF = "on", "off"
IN_SEASON, OUT_OF_SEASON = "in", "out"
IN_CAMPAIGN, NOT_IN_CAMPAIGN = "some", "none"
SALES_WINDOW = 30
"""The days of which feeds say how many were sold, and over which products are compared."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code and its numbers, said in words where somebody reads it."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """A product as it is at the moment of a run. `stock` is None where it is not counted.

    `daily` are purchases by day as far as shoppers were followed, `sold` those of the last 30 days as feeds say.
    """

    pk: int
    key: str
    category_path: str = ""
    brand_id: int | None = None
    stage: str = "mature"
    role: str = ""
    score: int | None = None
    is_live: bool = True
    is_on_shelf: bool = True
    can_return: bool = True
    """Whether an offer has left the shelf that could come back."""
    on_shelf_since: datetime | None = None
    off_shelf_since: datetime | None = None
    released_at: datetime | None = None
    stock: int | None = None
    out_since: datetime | None = None
    sold: int = 0
    daily: Mapping[date, int] = field(default_factory=dict)
    price_minor: int = 0
    revenue_minor: int = 0
    is_in_campaign: bool = False
    category_median: float | None = None
    """Units sold in 30 days by the one in the middle of its category; None where there are too few to compare."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """All that are given have to hold; None or "" asks nothing. Seasons are (month, day), both ends included."""

    on_shelf_days: int | None = None
    off_shelf_days: int | None = None
    released_days: int | None = None
    season: str = ""
    season_from: tuple[int, int] | None = None
    season_until: tuple[int, int] | None = None
    stock_min: int | None = None
    stock_max: int | None = None
    out_days: int | None = None
    cover_min: int | None = None
    cover_max: int | None = None
    sales_days: int = SALES_WINDOW
    units_min: int | None = None
    units_max: int | None = None
    unsold_days: int | None = None
    median_min: int | None = None
    median_max: int | None = None
    campaign: str = ""
    category_path: str = ""
    brand_id: int | None = None
    stage: str = ""
    role: str = ""
    score_min: int | None = None
    score_max: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do (`kind` and `value`) with products for which the conditions hold."""

    id: int
    name: str
    kind: str
    value: str
    conditions: Conditions
    applies: bool = False
    most: int = 200


@dataclass(frozen=True, slots=True)
class Wish:
    """What one product should become, why, and which later rules wanted something else."""

    kind: str
    value: str
    rule: Rule | None
    reasons: Sequence[Reason]
    overruled: Sequence[Rule] = ()

"""Loads the demo's coupons: campaigns that some members have taken from, and a batch of codes."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from campaigns.promotions.coupons import making
from campaigns.promotions.coupons.taking import take_coupon
from campaigns.promotions.models import CouponBatch, CouponCampaign, Promotion
from cms.content.demo.times import find_hour
from cms.members.identity.providers import DEVELOPMENT_ISSUER
from cms.members.models import Member

_DATA = Path(__file__).parent / "data" / "coupons.toml"
_CAMPAIGN = ("key", "name", "stock", "per_shopper", "valid_days")
_BATCH = ("name", "count", "prefix", "note")


@cache
def read_coupons() -> dict[str, list[dict[str, Any]]]:
    """The data: campaigns and batches."""
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


def load_coupons(*, at: datetime) -> int:
    """Add the campaigns and batches that are missing; returns how many."""
    promotions = {one.key: one for one in Promotion.objects.filter(coupon_kind="issued")}
    count = 0
    for row in read_coupons()["campaign"]:
        if row["promotion"] in promotions and not CouponCampaign.objects.filter(key=row["key"]).exists():
            _load_campaign(row, promotions[row["promotion"]], at=at)
            count += 1
    for row in read_coupons()["batch"]:
        promotion = promotions.get(row["promotion"])
        if promotion is not None and not CouponBatch.objects.filter(promotion=promotion, name=row["name"]).exists():
            _load_batch(row, promotion, at=at)
            count += 1
    return count


@transaction.atomic
def _load_campaign(row: dict[str, Any], promotion: Promotion, *, at: datetime) -> None:
    campaign = CouponCampaign(
        promotion=promotion,
        is_offered=True,
        starts_at=find_hour(*row["start"], at=at),
        ends_at=find_hour(*row["end"], at=at),
        **{name: row[name] for name in _CAMPAIGN if name in row},
    )
    stream: Any = campaign._meta.get_field("texts")
    campaign.texts = stream.to_python([{"type": "text", "value": text} for text in row["texts"]])
    campaign.save()
    for member in Member.objects.filter(issuer=DEVELOPMENT_ISSUER, subject__in=row.get("takers", ())).order_by("pk"):
        take_coupon(campaign.key, member, at=at)


@transaction.atomic
def _load_batch(row: dict[str, Any], promotion: Promotion, *, at: datetime) -> None:
    until = find_hour(*row["until"], at=at)
    fields = {name: row[name] for name in _BATCH if name in row}
    making.make_batch(CouponBatch.objects.create(promotion=promotion, valid_until=until, **fields))

"""Loads the demo's promotions: each drafted, approved, published, ended or stopped as people and the clock would."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from campaigns.promotions.models import Promotion
from campaigns.promotions.stopping import stop_promotion
from cms.content.demo.times import find_hour

_DATA = Path(__file__).parent / "data" / "promotions.toml"
_TIMES = {"start": "starts_at", "end": "ends_at", "announced": "announced_at"}
_STREAMS = ("action", "conditions", "texts")
_FIELDS = ("name", "template", "coupon_kind", "coupon_code", "limit_total", "limit_per_shopper", "budget")


@cache
def read_promotions() -> list[dict[str, Any]]:
    """The data, the newest first."""
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))["promotion"]


def load_promotions(*, at: datetime) -> int:
    """Add the promotions that are missing; returns how many."""
    present = set(Promotion.objects.values_list("key", flat=True))
    missing = [row for row in reversed(read_promotions()) if row["key"] not in present]
    planner = _find_planner()
    for row in missing:
        _load(row, planner, at=at)
    return len(missing)


@transaction.atomic
def _load(row: dict[str, Any], planner: Any, *, at: datetime) -> None:
    promotion = Promotion(key=row["key"], live=False, **{name: row[name] for name in _FIELDS if name in row})
    for name, when in _find_times(row, at=at).items():
        setattr(promotion, _TIMES[name], when)
    promotion.expire_at = promotion.ends_at
    for name in _STREAMS:
        blocks = [{"type": "text", "value": text} for text in row[name]] if name == "texts" else row.get(name, [])
        raw = blocks if isinstance(blocks, list) else [blocks]
        stream: Any = promotion._meta.get_field(name)
        setattr(promotion, name, stream.to_python(raw))
    promotion.save()
    _STATES[row["state"]](promotion, row, planner, at)


def _find_times(row: dict[str, Any], *, at: datetime) -> dict[str, datetime]:
    """Its window by the shop's clock; tonight is tomorrow night once tonight is over."""

    def find(later: int) -> dict[str, datetime]:
        return {name: find_hour(row[name][0] + later, row[name][1], at=at) for name in _TIMES if name in row}

    times = find(0)
    is_late = row["state"] != "ended" and "end" in times and times["end"] <= at
    return find(1) if is_late else times


def _find_planner() -> Any:
    """Somebody who plans promotions but does not publish them; None in a shop where nobody does."""
    policy = policy_registry.get_by_type(Promotion)
    publishers = policy.users_with_permission("publish")
    return policy.users_with_permission("add").exclude(pk__in=publishers.values("pk")).order_by("pk").first()


def _find_head() -> Any:
    publishers = policy_registry.get_by_type(Promotion).users_with_permission("publish")
    return publishers.order_by("is_superuser", "pk").first()


def _leave_draft(promotion: Promotion, _row: dict[str, Any], planner: Any, _at: datetime) -> None:
    promotion.save_revision(user=planner, log_action=True)


def _publish(promotion: Promotion, _row: dict[str, Any], planner: Any, _at: datetime) -> None:
    promotion.save_revision(user=planner, log_action=True).publish(user=_find_head())


def _submit(promotion: Promotion, row: dict[str, Any], planner: Any, at: datetime) -> None:
    _leave_draft(promotion, row, planner, at)
    workflow = promotion.get_workflow()
    if workflow is not None and planner is not None:
        workflow.start(promotion, planner)


def _end(promotion: Promotion, _row: dict[str, Any], _planner: Any, _at: datetime) -> None:
    """As the clock leaves it: what is over cannot be published any more, and is nobody's draft."""
    promotion.first_published_at = promotion.last_published_at = promotion.starts_at
    promotion.expired = True
    promotion.save_revision(log_action=True, clean=False)
    promotion.save(update_fields=["first_published_at", "last_published_at", "expired"])
    log(instance=promotion, action="wagtail.publish", user=_find_head(), timestamp=promotion.starts_at)


def _stop(promotion: Promotion, row: dict[str, Any], planner: Any, at: datetime) -> None:
    _publish(promotion, row, planner, at)
    stop_promotion(promotion, user=_find_head(), reason=row["reason"])


_STATES: dict[str, Callable[..., None]] = {
    "running": _publish,
    "announced": _publish,
    "planned": _publish,
    "ended": _end,
    "stopped": _stop,
    "waiting": _submit,
    "draft": _leave_draft,
}

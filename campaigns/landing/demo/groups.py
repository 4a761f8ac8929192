"""The chat groups of the demo's campaigns."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images import get_image_model

from campaigns.landing.demo.drawing import draw_code
from campaigns.landing.demo.reading import read_table
from campaigns.landing.models import CodeGroup, GroupCode
from cms.content.demo.keys import make_key


def load_groups(*, at: datetime) -> int:
    """Add the groups that are missing; returns how many."""
    keys = {row["key"]: make_key("group", row["key"]).hex for row in read_table("groups.toml")["group"]}
    present = set(CodeGroup.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    missing = [row for row in read_table("groups.toml")["group"] if keys[row["key"]] not in present]
    for row in missing:
        with transaction.atomic():
            group = CodeGroup(key=keys[row["key"]], name=row["name"])
            group.codes.set([_make_code(code, number, at=at) for number, code in enumerate(row["codes"])])
            group.save()
    return len(missing)


def _make_code(code: dict[str, Any], number: int, *, at: datetime) -> GroupCode:
    file = ContentFile(draw_code(code["zh"]), name=f"demo-code-{make_key('code', code['zh']).hex[:8]}.png")
    return GroupCode(
        name=code["zh"],
        picture=get_image_model().objects.create(title=code["zh"], file=file),
        capacity=code["capacity"],
        joined=code["joined"],
        is_full=code.get("full", False),
        expires_at=at + timedelta(days=code["days"]) if "days" in code else None,
        sort_order=number,
    )


def find_groups() -> dict[str, int]:
    """The demo's groups by their names in the data."""
    keys = {make_key("group", row["key"]).hex: row["key"] for row in read_table("groups.toml")["group"]}
    return {keys[key]: pk for key, pk in CodeGroup.objects.filter(key__in=keys).values_list("key", "pk")}

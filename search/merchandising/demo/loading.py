"""Loads the demo's search rules, where there are none of their name."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from cms.catalog.demo.scene_pictures import find_scenes
from cms.catalog.models import Category
from search.merchandising.models import Guided, QueryRule, SearchBanner, SearchRedirect

_FILE = Path(__file__).with_name("rules.toml")


def load_merchandising(*, at: datetime) -> int:
    """Add the rules, banners and redirects that are missing; returns how many."""
    content = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    scenes = find_scenes()
    categories = dict(Category.objects.values_list("key", "pk"))
    added = sum(_load(QueryRule, each, categories, actions=each["action"]) for each in content["rule"])
    added += sum(
        _load(SearchBanner, each, categories, picture_id=scenes.get(each["scene"])) for each in content["banner"]
    )
    return added + sum(_load(SearchRedirect, each, {}) for each in content["redirect"])


def _load(model: type[Guided], data: dict[str, Any], categories: dict[str, int], **more: Any) -> bool:
    """With a revision, as one saved in the admin has."""
    names = {field.name for field in model._meta.get_fields()}
    values = {name: value for name, value in data.items() if name in names and name not in ("queries", "category")}
    if "category" in data:
        more["category_id"] = categories.get(data["category"])
    if model._default_manager.filter(name=data["name"]).exists():
        return False
    with transaction.atomic():
        row = model(**{**values, **more, "queries": "\n".join(data["queries"])})
        row.save()
        row.save_revision(log_action=True)
    return True

"""Keeps the pictures of the demo shop's scenes: each drawn once, found again by its key."""

from __future__ import annotations

from collections.abc import Callable

from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from cms.catalog.demo.scenes import read_scenes


def find_scenes() -> dict[str, int]:
    """The pictures of scenes that are there, by key."""
    titles = {scene.alt["zh-hans"]: key for key, scene in read_scenes().items()}
    rows = get_image_model().objects.filter(title__in=list(titles)).order_by("-pk").values_list("title", "pk")
    return {titles[title]: pk for title, pk in rows}


def load_scenes(*, on_progress: Callable[[int, int], None]) -> int:
    """Draw the scenes that have no picture; returns how many."""
    present = find_scenes()
    missing = [scene for key, scene in read_scenes().items() if key not in present]
    for number, scene in enumerate(missing, start=1):
        file = ContentFile(scene.draw(), name=f"demo-{scene.key}.jpg")
        get_image_model().objects.create(title=scene.alt["zh-hans"], file=file)
        on_progress(number, len(missing))
    return len(missing)

"""Pictures of more than one product: for articles, pages and authors. Each is put together from the products' own."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image, ImageOps
from wagtail.images import get_image_model

from cms.catalog.demo.reading import read_table
from cms.catalog.models import ProductPicture

WIDTH, HEIGHT = 1600, 1000
_GAP = 12


@cache
def read_scenes() -> dict[str, dict[str, Any]]:
    """Every scene by its key."""
    return {row["key"]: row for row in read_table("scenes.toml")["scene"]}


def find_scenes() -> dict[str, int]:
    """The pictures of scenes that are there, by key."""
    titles = {scene["zh"]: key for key, scene in read_scenes().items()}
    rows = get_image_model().objects.filter(title__in=list(titles)).order_by("-pk").values_list("title", "pk")
    return {titles[title]: pk for title, pk in rows}


def load_scenes(*, on_progress: Callable[[int, int], None]) -> int:
    """Make the pictures of the scenes that have none; returns how many."""
    present = find_scenes()
    missing = [scene for key, scene in read_scenes().items() if key not in present]
    files = _find_files({key for scene in missing for key in scene["products"]})
    for number, scene in enumerate(missing, start=1):
        shown = [files[key] for key in scene["products"] if key in files]
        content = ContentFile(compose(shown, scene["colors"][1]), name=f"demo-{scene['key']}.jpg")
        get_image_model().objects.create(title=scene["zh"], file=content)
        on_progress(number, len(missing))
    return len(missing)


def _find_files(keys: set[str]) -> dict[str, Any]:
    rows = ProductPicture.objects.filter(product__key__in=keys, image__isnull=False).select_related("image", "product")
    return {row.product.key: row.image.file for row in rows.order_by("-sort_order", "-pk")}


def compose(files: Sequence[Any], ground: str) -> bytes:
    """A JPEG of one, two or three pictures side by side, the first the largest."""
    canvas = Image.new("RGB", (WIDTH, HEIGHT), ground)
    for file, box in zip(files, _list_boxes(len(files)), strict=False):
        with file.open("rb") as stored, Image.open(stored) as picture:
            size = (box[2] - box[0], box[3] - box[1])
            canvas.paste(ImageOps.fit(picture.convert("RGB"), size, Image.Resampling.BILINEAR), box[:2])
    output = io.BytesIO()
    canvas.save(output, "JPEG", quality=86)
    return output.getvalue()


def _list_boxes(count: int) -> list[tuple[int, int, int, int]]:
    middle, low = WIDTH * 5 // 8, HEIGHT // 2
    if count == 1:
        return [((WIDTH - HEIGHT) // 2, 0, (WIDTH + HEIGHT) // 2, HEIGHT)]
    if count == 2:
        return [(0, 0, WIDTH // 2 - _GAP // 2, HEIGHT), (WIDTH // 2 + _GAP // 2, 0, WIDTH, HEIGHT)]
    left = middle + _GAP // 2
    return [
        (0, 0, middle - _GAP // 2, HEIGHT),
        (left, 0, WIDTH, low - _GAP // 2),
        (left, low + _GAP // 2, WIDTH, HEIGHT),
    ]

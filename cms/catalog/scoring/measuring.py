"""Looks at picture files, each once: how sharp they are, and whether what they show stands on white."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.db.models import F
from PIL import Image, ImageFilter, ImageStat

from cms.catalog.models import PictureMeasure
from cms.media.checks import UNREADABLE, open_stored
from cms.media.models import MediaImage

logger = logging.getLogger(__name__)

_SIDE = 800
# The Laplacian: it is far from its middle where brightness changes abruptly, as it does at sharp edges.
_EDGES = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)
_WHITE = 242
_WHITE_SHARE = 0.97
_BORDER = 0.03


def measure_missing(image_ids: Iterable[int]) -> int:
    """Measure those of the images whose present file was not measured yet; never inside a transaction."""
    wanted = list(set(image_ids))
    if not wanted:
        return 0
    measured = PictureMeasure.objects.filter(image_id__in=wanted, file_hash=F("image__file_hash"))
    images = MediaImage.objects.filter(pk__in=wanted).exclude(pk__in=measured.values("image_id"))
    measures = [_measure_image(image) for image in images]
    PictureMeasure.objects.bulk_create(
        measures,
        update_conflicts=True,
        unique_fields=["image"],
        update_fields=["file_hash", "sharpness", "is_white"],
    )
    return len(measures)


def _measure_image(image: MediaImage) -> PictureMeasure:
    measure = PictureMeasure(image=image, file_hash=image.file_hash)
    try:
        with image.file.open("rb") as file:
            header: Any = open_stored(file)[0]
            measure.sharpness, measure.is_white = measure_picture(header)
    except (*UNREADABLE, OSError, ValueError) as error:
        # Nothing is said of what cannot be looked at; it is not looked at again until there is another file.
        logger.warning("Picture %s cannot be measured: %s: %s", image.pk, type(error).__name__, error)
    return measure


def measure_picture(picture: Image.Image) -> tuple[float, bool]:
    """(sharpness, whether it is on white). Blurred pictures have a sharpness below 6, sharp ones above 20."""
    picture.draft("RGB", (_SIDE, _SIDE))
    flat = _flatten(picture)
    flat.thumbnail((_SIDE, _SIDE), Image.Resampling.BILINEAR)
    grey = flat.convert("L")
    edges = grey.filter(_EDGES).crop((1, 1, max(2, grey.width - 1), max(2, grey.height - 1)))
    return ImageStat.Stat(edges).var[0], is_on_white(grey)


def _flatten(picture: Image.Image) -> Image.Image:
    """What shows through is seen on white, as in the shop."""
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        transparent = picture.convert("RGBA")
        white = Image.new("RGBA", transparent.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, transparent).convert("RGB")
    return picture.convert("RGB")


def is_on_white(grey: Image.Image) -> bool:
    """Whether nearly all of the border is white."""
    width, height = grey.size
    edge = max(1, round(min(width, height) * _BORDER))
    boxes = [
        (0, 0, width, edge),
        (0, height - edge, width, height),
        (0, 0, edge, height),
        (width - edge, 0, width, height),
    ]
    white = total = 0
    for box in boxes:
        histogram = grey.crop(box).histogram()
        white += sum(histogram[_WHITE:])
        total += sum(histogram)
    return white >= total * _WHITE_SHARE

"""Which renditions a picture has: the widths and formats, and their names."""

from __future__ import annotations

import re
from collections.abc import Collection

WIDTHS = (160, 320, 640, 960, 1280, 1920)
MODERN_FORMATS = ("avif", "webp")
FALLBACK_FORMATS = ("jpeg", "png")
FORMAT_ORDER = {name: rank for rank, name in enumerate((*MODERN_FORMATS, *FALLBACK_FORMATS))}
_SPEC = re.compile(r"width-(?P<width>\d+)\|format-(?P<format>avif|webp|jpeg|png)")

Step = tuple[int, str]


def list_widths(source_width: int) -> list[int]:
    """The widths a picture is made in: the ladder as far as it goes, and the picture's own below its top."""
    widths = [width for width in WIDTHS if width <= source_width]
    return widths if source_width >= WIDTHS[-1] or source_width in widths else [*widths, source_width]


def list_steps(source_width: int, *, has_transparency: bool) -> list[Step]:
    """(width, format) of every rendition; the last format is for clients that know no other."""
    fallback = "png" if has_transparency else "jpeg"
    return [(width, name) for width in list_widths(source_width) for name in (*MODERN_FORMATS, fallback)]


def find_complete(steps: Collection[Step], source_width: int) -> list[Step] | None:
    """The steps a picture of that width needs, transparent or not, if `steps` has them all; None otherwise."""
    for has_transparency in (False, True):
        needed = list_steps(source_width, has_transparency=has_transparency)
        if set(needed) <= set(steps):
            return needed
    return None


def name_spec(step: Step) -> str:
    """Wagtail's name for the rendition, so that its own template tags find what is made here."""
    width, format_name = step
    return f"width-{width}|format-{format_name}"


def read_spec(spec: str) -> Step | None:
    """Width and format of a rendition of ours; None for others, such as the admin's thumbnails."""
    match = _SPEC.fullmatch(spec)
    return (int(match["width"]), match["format"]) if match else None

"""How a picture appears in a document: from rows alone, no file is opened."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from cms.media.ladder import FORMAT_ORDER, Step, read_spec
from cms.media.models import MediaImage, MediaRendition


def describe_image(
    image: MediaImage, *, alt: str = "", fallback: str = "", language: str | None = None
) -> dict[str, Any]:
    """`image` with the renditions that are ready; no query where `renditions` are prefetched.

    The alternative text is `alt`, what an editor wrote for this very place; else nothing if the image only decorates;
    else what the image says of itself in `language` (by default the one in use); else `fallback`, such as the name of
    the product; else the image's title, which is often but a file name.
    An animation, and a picture whose renditions are still being made, have none: `url` is the picture as uploaded.
    """
    return {
        "id": image.pk,
        "url": image.file.url,
        "width": image.width,
        "height": image.height,
        "alt": alt.strip() or _describe(image, fallback, get_language() if language is None else language),
        **({"credit": image.credit} if image.credit else {}),
        "focalPoint": _describe_focal_point(image),
        "blurhash": image.blurhash,
        "renditions": [_describe_rendition(row, step) for step, row in _list_renditions(image)],
    }


def describe_video(media: Any) -> dict[str, Any]:
    """What a document says of a video of our own beside its address; no query where captions are prefetched.

    `poster` is the picture that was uploaded with it, for where the editor chose none.
    """
    rights = getattr(media, "rights", None)
    return {
        "seconds": round(media.duration, 1) if media.duration else None,
        "credit": rights.credit if rights is not None else "",
        "captions": [{"language": one.language, "url": one.file.url} for one in media.captions.all() if one.file],
        "poster": describe_remote(media.thumbnail.url) if media.thumbnail else None,
    }


def _describe(image: MediaImage, fallback: str, language: str | None) -> str:
    if image.is_decorative:
        return ""
    return image.find_alt(language or "") or fallback.strip() or image.title


def describe_remote(url: str, alt: str = "") -> dict[str, Any]:
    """A picture that is still where a feed says it is: nothing is known of it but its address."""
    return {
        "id": None,
        "url": url,
        "width": None,
        "height": None,
        "alt": alt.strip(),
        "focalPoint": None,
        "blurhash": "",
        "renditions": [],
    }


def _describe_focal_point(image: MediaImage) -> dict[str, float] | None:
    """The middle of what matters, as shares of width and height."""
    if image.focal_point_x is None or image.focal_point_y is None or not image.width or not image.height:
        return None
    return {
        "x": round(min(image.focal_point_x / image.width, 1.0), 4),
        "y": round(min(image.focal_point_y / image.height, 1.0), 4),
    }


def _list_renditions(image: MediaImage) -> list[tuple[Step, MediaRendition]]:
    ours = [(step, row) for row in image.renditions.all() if (step := read_spec(row.filter_spec))]
    return sorted(ours, key=lambda pair: (FORMAT_ORDER[pair[0][1]], pair[0][0]))


def _describe_rendition(row: MediaRendition, step: Step) -> dict[str, Any]:
    return {"url": row.file.url, "width": row.width, "height": row.height, "format": step[1]}

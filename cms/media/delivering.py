"""Describes pictures as delivery documents carry them, from what is ready: no file is read, nothing rendered."""

from __future__ import annotations

from typing import Any


def describe_image(image: Any, *, alt: str | None = None) -> dict[str, Any]:
    """One of our images; prefetch `renditions`. `alt` None takes the image's own description or title, "" is decorative."""
    return {
        "id": image.pk,
        "url": image.file.url,
        "width": image.width,
        "height": image.height,
        "alt": image.default_alt_text if alt is None else alt,
        "focalPoint": None,
        "blurhash": image.blurhash,
        "renditions": [],
    }


def describe_remote(url: str, *, alt: str = "") -> dict[str, Any]:
    """A picture at an address that a feed gave, not fetched yet."""
    return {
        "id": None,
        "url": url,
        "width": None,
        "height": None,
        "alt": alt,
        "focalPoint": None,
        "blurhash": "",
        "renditions": [],
    }

"""Uploaded pictures as documents and answers have them: the shape of every picture."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Any

from cms.community.models import Upload
from cms.community.uploads.settling import name_dependency
from cms.community.uploads.signing import make_private_url
from cms.media.delivering import describe_image
from cms.media.models import MediaImage


def list_pictures(used_for: Iterable[str]) -> dict[str, list[Upload]]:
    """By what shows them, the pictures in their order, without their bytes; two queries."""
    found: dict[str, list[Upload]] = {}
    rows = Upload.objects.filter(used_for__in=list(used_for)).defer("content").order_by("position", "pk")
    for upload in rows.select_related("image").prefetch_related("image__renditions"):
        found.setdefault(upload.used_for, []).append(upload)
    return found


def describe_public(uploads: Sequence[Upload], *, fallback: str = "") -> list[dict[str, Any]]:
    """Those that are images for everybody by now."""
    return [
        _describe_image(upload, upload.image, fallback)
        for upload in uploads
        if upload.image is not None and upload.is_public
    ]


def describe_all(uploads: Sequence[Upload], *, fallback: str = "") -> list[dict[str, Any]]:
    """All of them, for their author and for who decides on them: what is no image yet by a signed address."""
    return [
        _describe_private(upload, fallback) if upload.image is None else _describe_image(upload, upload.image, fallback)
        for upload in uploads
    ]


def _describe_image(upload: Upload, image: MediaImage, fallback: str) -> dict[str, Any]:
    # Its title is but the name we gave its file: nothing to read out.
    described = describe_image(image, alt=upload.alt, fallback=fallback)
    return {**described, "alt": upload.alt.strip() or fallback.strip(), "key": upload.key}


def _describe_private(upload: Upload, fallback: str) -> dict[str, Any]:
    return {
        "id": None,
        "key": upload.key,
        "url": make_private_url(upload.key),
        "width": upload.width,
        "height": upload.height,
        "alt": upload.alt or fallback,
        "focalPoint": None,
        "blurhash": upload.blurhash,
        "renditions": [],
    }


def list_dependencies(uploads: Iterable[Upload]) -> set[str]:
    """What a document that shows `uploads` depends on."""
    return {
        f"image:{upload.image_id}" if upload.image_id is not None else name_dependency(upload.key) for upload in uploads
    }


def export_picture(upload: Upload) -> dict[str, Any]:
    """Where it is, for one that everybody sees; else the picture itself."""
    shown = {"url": upload.image.file.url} if upload.image is not None else {}
    content = bytes(upload.content or b"")
    inside = {"type": upload.content_type, "base64": b64encode(content).decode()} if content else {}
    return {"alt": upload.alt, "uploadedAt": upload.created_at.isoformat(), **shown, **inside}

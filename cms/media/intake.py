"""What becomes of a picture on its way in: upright, in sRGB, no larger than needed, and without private notes."""

from __future__ import annotations

import io
from typing import IO, Any

from django.conf import settings
from PIL import Image, ImageCms
from PIL.ImageFile import ImageFile

from cms.media.checks import UNREADABLE, Inspection, open_stored
from cms.media.colours import convert_to_srgb, drop_idle_transparency, flatten_mode
from cms.media.formats import AVIF, JPEG, PNG, WEBP
from cms.media.metadata import strip_metadata
from cms.media.orientation import read_orientation, turn_upright

_STRIP = 3
_NOTES = ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop")


def take_in(file: IO[bytes], inspection: Inspection) -> bytes | None:
    """The bytes to store in place of those in `file`; None where they are right as they are, and for animations.

    Pixels are only touched where they have to be: a picture that merely carries notes keeps its quality.
    """
    if inspection.frames > 1:
        return None
    header, picture_format = open_stored(file)
    try:
        if _has_to_change(header):
            return _write(_read(header), picture_format.name)
        if not _has_notes(header):
            return None
        file.seek(0)
        stripped = strip_metadata(file.read()) if picture_format in (JPEG, PNG) else None
        if stripped is not None or picture_format not in (JPEG, PNG, WEBP, AVIF):
            return stripped
        file.seek(0)
        return _write(_read(open_stored(file)[0]), picture_format.name)
    except UNREADABLE:
        # It was decoded once already; what cannot be decoded larger is refused by whoever makes its renditions.
        return None
    finally:
        file.seek(0)


def _has_to_change(header: ImageFile) -> bool:
    return _find_size(header.size) != header.size or read_orientation(header) != 1 or _has_other_colours(header)


def _find_size(size: tuple[int, int]) -> tuple[int, int]:
    """What `size` is scaled to. Of a long strip, as details of products are, the shorter side counts."""
    edge = settings.MEDIA_MAX_EDGE
    shorter, longer = sorted(size)
    measured = shorter if longer > _STRIP * shorter else longer
    if not edge or measured <= edge:
        return size
    return max(1, round(size[0] * edge / measured)), max(1, round(size[1] * edge / measured))


def _has_other_colours(header: ImageFile) -> bool:
    profile = header.info.get("icc_profile")
    if not profile:
        return False
    try:
        return "srgb" not in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(profile))).lower()
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return False


def _has_notes(header: ImageFile) -> bool:
    return any(header.info.get(name) for name in _NOTES) or bool(getattr(header, "text", None))


def _read(header: ImageFile) -> Image.Image:
    """The picture as shown. A JPEG is decoded at a half or a quarter where that is enough, so memory is bounded."""
    size = _find_size(header.size)
    profile, orientation = header.info.get("icc_profile"), read_orientation(header)
    if size != header.size:
        header.draft(None, size)
    header.load()
    picture: Image.Image = header
    if size != picture.size:
        picture = flatten_mode(picture) if picture.mode != "CMYK" else picture
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    upright = turn_upright(picture if picture.mode == "CMYK" else flatten_mode(picture), orientation)
    return drop_idle_transparency(convert_to_srgb(upright, profile))


def _write(picture: Image.Image, format_name: str) -> bytes:
    picture.info = {}
    quality = settings.MEDIA_QUALITY
    options: dict[str, dict[str, Any]] = {
        "avif": {"quality": quality["avif"], "speed": 8, "max_threads": 1},
        "webp": {"quality": quality["webp"], "method": 3},
        "jpeg": {"quality": quality["jpeg"], "progressive": True, "optimize": True, "subsampling": 0},
        "png": {"compress_level": 6},
        "gif": {},
    }
    output = io.BytesIO()
    if format_name == "jpeg" and picture.mode != "RGB":
        picture = picture.convert("RGB")
    picture.save(output, format_name.upper(), **options[format_name])
    return output.getvalue()

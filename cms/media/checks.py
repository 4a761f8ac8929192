"""What may become a picture here. Uploads, the API, imports and remote pictures all pass through `inspect_picture`."""

from __future__ import annotations

import logging
import struct
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError
from PIL.ImageFile import ImageFile
from wagtail.utils.file import hash_filelike

from cms.media.fingerprints import make_fingerprint, make_look
from cms.media.formats import (
    FORMATS,
    SIGNATURE_LENGTH,
    PictureFormat,
    count_frames,
    detect_format,
    looks_like_svg,
)
from cms.media.orientation import read_shown_size
from cms.media.placeholders import encode_placeholder, shrink

logger = logging.getLogger(__name__)

MAX_SIDE = 16_000
"""Pixels. WebP ends at 16,383, and a strip longer than this is several pictures to every browser anyway."""

UNREADABLE = (
    OSError,
    UnidentifiedImageError,
    SyntaxError,
    ValueError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    OverflowError,
    struct.error,
)
"""What Pillow raises on bytes that are not what they claim to be."""


class PictureRefused(ValidationError):
    """A file that may not become a picture; the message names the reason and the way out."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is known of a picture once it has been checked, so that nobody has to decode it again."""

    format: PictureFormat
    width: int
    height: int
    frames: int
    byte_size: int
    sha1: str
    placeholder: str
    fingerprint: int | None = None
    look: bytes = b""


def inspect_picture(file: IO[bytes], *, name: str) -> Inspection:
    """Check the picture in `file`, to be stored under `name`; cheap refusals first, then one decode.

    Raises PictureRefused. The file is left at its start.
    """
    try:
        byte_size = _check_byte_size(file)
        picture_format = _check_format(file, name)
        header = _open_header(file, picture_format)
        frames = _check_dimensions(header, picture_format)
        width, height = read_shown_size(header)
        sample = _decode(header, name)
        file.seek(0)
        sha1 = hash_filelike(file)
    finally:
        file.seek(0)
    return Inspection(
        picture_format,
        width,
        height,
        frames,
        byte_size,
        sha1,
        encode_placeholder(sample),
        make_fingerprint(sample),
        make_look(sample),
    )


def open_stored(file: IO[bytes]) -> tuple[ImageFile, PictureFormat]:
    """The header of a picture that was taken before, for decoding it again. Raises PictureRefused."""
    picture_format = detect_format(_read_start(file))
    if picture_format is None:
        raise _refuse_content()
    header = _open_header(file, picture_format)
    _check_dimensions(header, picture_format)
    return header, picture_format


def read_dimensions(file: IO[bytes]) -> tuple[int, int] | tuple[None, None]:
    """Width and height as shown, from the header alone; a pair of None where there is no picture in `file`."""
    try:
        header, _format = open_stored(file)
        return read_shown_size(header)
    except PictureRefused:
        return None, None
    finally:
        file.seek(0)


def list_extensions() -> list[str]:
    """The endings of files that may be uploaded: what is set, as far as this server can read it."""
    known = {extension for one in FORMATS for extension in one.extensions}
    return [extension for extension in settings.WAGTAILIMAGES_EXTENSIONS if extension in known]


def _check_byte_size(file: IO[bytes]) -> int:
    size = file.seek(0, 2)
    limit = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if not size:
        raise PictureRefused(_("The file is empty. Choose it again, or export it anew."), code="empty")
    if limit is not None and size > limit:
        raise PictureRefused(
            _("This file has %(size)s; at most %(limit)s are allowed. Export it smaller or as WebP."),
            code="file_too_large",
            params={"size": filesizeformat(size), "limit": filesizeformat(limit)},
        )
    return size


def _check_format(file: IO[bytes], name: str) -> PictureFormat:
    start = _read_start(file)
    extension = PurePath(name).suffix.lower().removeprefix(".")
    found = detect_format(start)
    if extension == "svg" or (found is None and looks_like_svg(start)):
        raise PictureRefused(
            _("SVG drawings are not taken: they may carry scripts. Export the drawing as PNG or WebP."), code="svg"
        )
    if found is None:
        raise _refuse_content()
    allowed = list_extensions()
    if not set(found.extensions) & set(allowed) or extension not in allowed:
        raise PictureRefused(
            _("%(name)s is not a kind of picture this site takes. Use one of: %(formats)s."),
            code="invalid_image_extension",
            params={"name": PurePath(name).name, "formats": ", ".join(allowed)},
        )
    if extension not in found.extensions:
        raise PictureRefused(
            _("The file is named .%(extension)s but holds a %(format)s picture. Rename it to .%(right)s."),
            code="invalid_image_known_format",
            params={"extension": extension, "format": found.label, "right": found.extensions[0]},
        )
    return found


def _open_header(file: IO[bytes], picture_format: PictureFormat) -> ImageFile:
    file.seek(0)
    try:
        return picture_format.open_header(file)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _refuse_pixels(None) from None
    except UNREADABLE as error:
        raise _refuse_content() from error


def _check_dimensions(header: ImageFile, picture_format: PictureFormat) -> int:
    """Refuse by what the header says, before a pixel is decoded; returns the number of frames."""
    width, height = header.size
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if limit is not None and width * height > limit:
        raise _refuse_pixels(header.size)
    if max(width, height) > MAX_SIDE:
        raise PictureRefused(
            _("This picture is %(width)s × %(height)s pixels; no side may be longer than %(limit)s. Cut it up."),
            code="side_too_long",
            params={"width": width, "height": height, "limit": MAX_SIDE},
        )
    try:
        frames = count_frames(header, picture_format)
    except UNREADABLE as error:
        raise _refuse_broken() from error
    if limit is not None and width * height * frames > limit:
        raise PictureRefused(
            _(
                "This animation has %(frames)s frames of %(width)s × %(height)s pixels, more than "
                "%(limit)s megapixels in all. Make it smaller or shorter, or use a video."
            ),
            code="too_many_frames",
            params={"frames": frames, "width": width, "height": height, "limit": limit // 1_000_000},
        )
    return frames


def _decode(header: ImageFile, name: str) -> Image.Image:
    """A thumbnail of the picture. All of the file is read for it, so a truncated one is found out."""
    try:
        return shrink(header)
    except MemoryError:
        raise _refuse_pixels(header.size) from None
    except UNREADABLE as error:
        logger.info("Refused %s: %s", name, error)
        raise _refuse_broken() from error


def _refuse_content() -> PictureRefused:
    return PictureRefused(
        _("This file is not a picture, or not one of a kind that can be read. Use one of: %(formats)s."),
        code="invalid_image",
        params={"formats": ", ".join(list_extensions())},
    )


def _refuse_broken() -> PictureRefused:
    return PictureRefused(
        _("This picture is damaged or was not uploaded whole. Open it, export it again and upload that."),
        code="broken_image",
    )


def _refuse_pixels(size: tuple[int, int] | None) -> PictureRefused:
    limit = (settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS or Image.MAX_IMAGE_PIXELS or 0) // 1_000_000
    if size is None:
        return PictureRefused(
            _("This picture has too many pixels; at most %(limit)s megapixels are allowed. Scale it down."),
            code="file_too_many_pixels",
            params={"limit": limit},
        )
    width, height = size
    return PictureRefused(
        _(
            "This picture is %(width)s × %(height)s pixels, %(count)s megapixels; at most %(limit)s are allowed. "
            "Scale it down."
        ),
        code="file_too_many_pixels",
        params={"width": width, "height": height, "count": round(width * height / 1_000_000, 1), "limit": limit},
    )


def _read_start(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(SIGNATURE_LENGTH)

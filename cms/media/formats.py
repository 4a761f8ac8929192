"""The picture formats this server takes: told by content, opened by their own reader and by no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from PIL.AvifImagePlugin import AvifImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

SIGNATURE_LENGTH = 64


@dataclass(frozen=True, slots=True)
class PictureFormat:
    """One format: its name in renditions and documents, the endings of its files, how its header is read.

    The reader is named rather than found by Pillow's own search: no decoder that is not listed here ever sees a
    byte, and reading a header gives the size of a picture that is too large instead of a warning about it.
    """

    name: str
    label: str
    extensions: tuple[str, ...]
    mime_type: str
    open_header: Callable[[IO[bytes]], ImageFile]


AVIF = PictureFormat("avif", "AVIF", ("avif",), "image/avif", AvifImageFile)
GIF = PictureFormat("gif", "GIF", ("gif",), "image/gif", GifImageFile)
JPEG = PictureFormat("jpeg", "JPEG", ("jpg", "jpeg"), "image/jpeg", JpegImageFile)
PNG = PictureFormat("png", "PNG", ("png",), "image/png", PngImageFile)
WEBP = PictureFormat("webp", "WebP", ("webp",), "image/webp", WebPImageFile)

FORMATS = (AVIF, GIF, JPEG, PNG, WEBP)


def detect_format(start: bytes) -> PictureFormat | None:
    """The format of a file that begins with `start`; None where it is none of ours."""
    if start.startswith(b"\xff\xd8\xff"):
        return JPEG
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if start.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return WEBP
    if start[4:8] == b"ftyp" and b"avi" in start[8:40] and not start[8:12].startswith(b"hei"):
        return AVIF
    return None


def looks_like_svg(start: bytes) -> bool:
    """Whether a file that begins with `start` is a drawing in SVG (or other markup)."""
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return text.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")) or b"<svg" in text


def count_frames(picture: ImageFile, picture_format: PictureFormat) -> int:
    """How many frames are shown one after another; a JPEG that carries further pictures shows one."""
    return 1 if picture_format is JPEG else int(getattr(picture, "n_frames", 1))

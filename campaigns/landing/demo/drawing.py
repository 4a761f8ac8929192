"""Draws what stands in for the QR code of a chat group: it looks like one, and says that it is none."""

from __future__ import annotations

import hashlib
import io

from PIL import Image, ImageDraw, ImageFont

_MODULES = 29
_SIDE = 20
_QUIET = 2
_INK, _PAPER = "#1f2328", "#ffffff"


def draw_code(name: str) -> bytes:
    """A PNG whose pattern depends on `name`."""
    side = (_MODULES + 2 * _QUIET) * _SIDE
    image = Image.new("RGB", (side, side), _PAPER)
    draw = ImageDraw.Draw(image)
    bits = _list_bits(name)
    for index, bit in enumerate(bits):
        row, column = divmod(index, _MODULES)
        if bit and not _is_corner(row, column):
            _fill(draw, column, row, 1, _INK)
    for row, column in ((0, 0), (0, _MODULES - 7), (_MODULES - 7, 0)):
        for inset, colour in ((0, _INK), (1, _PAPER), (2, _INK)):
            _fill(draw, column + inset, row + inset, 7 - 2 * inset, colour)
    _write_demo(draw, side)
    output = io.BytesIO()
    image.save(output, "PNG", optimize=True)
    return output.getvalue()


def _list_bits(name: str) -> list[int]:
    needed = _MODULES * _MODULES
    stream = b"".join(hashlib.sha256(f"{name}/{number}".encode()).digest() for number in range(needed // 256 + 1))
    return [stream[index // 8] >> index % 8 & 1 for index in range(needed)]


def _is_corner(row: int, column: int) -> bool:
    last = _MODULES - 8
    return (row < 8 and (column < 8 or column >= last)) or (row >= last and column < 8)


def _fill(draw: ImageDraw.ImageDraw, column: int, row: int, count: int, colour: str) -> None:
    left, top = (column + _QUIET) * _SIDE, (row + _QUIET) * _SIDE
    draw.rectangle([left, top, left + count * _SIDE - 1, top + count * _SIDE - 1], fill=colour)


def _write_demo(draw: ImageDraw.ImageDraw, side: int) -> None:
    middle, font = side // 2, ImageFont.load_default(size=72)
    draw.rectangle([middle - 140, middle - 60, middle + 140, middle + 60], fill=_PAPER)
    draw.text((middle, middle), "DEMO", fill=_INK, font=font, anchor="mm")

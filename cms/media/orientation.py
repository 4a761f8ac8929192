"""Which way up a picture is shown: cameras store it as it came and note how to turn it."""

from __future__ import annotations

import struct

from PIL import Image

_TAG = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def read_orientation(header: Image.Image) -> int:
    """The note of a picture that is not decoded yet: 1 for as it is, up to 8.

    Not `header.getexif()`: for a PNG that decodes all of it, and forgets whether that went well.
    """
    try:
        found = Image.Image.getexif(header).get(_TAG)
    except (OSError, SyntaxError, ValueError, struct.error):
        return 1
    return found if found in _TURNS else 1


def read_shown_size(header: Image.Image) -> tuple[int, int]:
    """Width and height as shown."""
    width, height = header.size
    return (height, width) if read_orientation(header) >= 5 else (width, height)


def turn_upright(picture: Image.Image, orientation: int) -> Image.Image:
    """`picture` as shown."""
    return picture.transpose(_TURNS[orientation]) if orientation in _TURNS else picture

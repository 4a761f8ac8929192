"""Blur placeholders: some thirty characters a client turns into a soft picture while the real one travels."""

from __future__ import annotations

import blurhash
from PIL import Image
from PIL.ImageFile import ImageFile

from cms.media.colours import flatten_mode
from cms.media.orientation import read_orientation, turn_upright

_SAMPLE = 24


def shrink(picture: ImageFile) -> Image.Image:
    """Decode `picture` once, no larger than need be, down to a few pixels as they are shown."""
    orientation = read_orientation(picture)
    # A JPEG decodes at an eighth of its size in a fraction of the time; other formats ignore this.
    picture.draft("RGB", (_SAMPLE * 4, _SAMPLE * 4))
    picture.load()
    small = flatten_mode(picture)
    small.thumbnail((_SAMPLE, _SAMPLE), reducing_gap=2.0)
    return turn_upright(small, orientation)


def encode_placeholder(sample: Image.Image) -> str:
    """The blurhash of `sample`, transparent parts shown on white."""
    if sample.mode == "RGBA":
        white = Image.new("RGBA", sample.size, "white")
        sample = Image.alpha_composite(white, sample).convert("RGB")
    width, height = sample.size
    pixels = sample.tobytes()
    rows = [
        [pixels[start : start + 3] for start in range(row, row + width * 3, 3)]
        for row in range(0, width * height * 3, width * 3)
    ]
    across, down = (4, 3) if width >= height else (3, 4)
    return blurhash.encode(rows, components_x=across, components_y=down)

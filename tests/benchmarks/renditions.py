"""How long all renditions of one photo take on one core. Run: python -m tests.benchmarks.renditions"""

from __future__ import annotations

import io
import os
import sys
import time

from PIL import Image

from cms.media.encoding import decode, encode_steps
from cms.media.ladder import list_steps
from tests.pictures import make_photo, save

SIZES = ((800, 800), (2000, 2000), (3000, 2000), (6000, 4000))
ROUNDS = 3


def measure(source: bytes) -> tuple[float, float, int, int]:
    """(seconds to decode, seconds to encode, files, bytes) of one picture."""
    started = time.perf_counter()
    picture = decode(io.BytesIO(source))
    assert picture is not None
    decoded = time.perf_counter()
    made = list(encode_steps(picture, list_steps(picture.width, has_transparency=picture.mode == "RGBA")))
    return decoded - started, time.perf_counter() - decoded, len(made), sum(len(one.content) for one in made)


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    # A benchmark is run by hand on its own pictures: Pillow's warning about large ones is not for it.
    Image.MAX_IMAGE_PIXELS = None
    out = sys.stdout.write
    out(f"{'source':>12} {'source kB':>10} {'decode s':>9} {'encode s':>9} {'total s':>8} {'files':>6} {'all kB':>7}\n")
    for width, height in SIZES:
        source = save(make_photo(width, height), "JPEG", quality=90)
        decoding, encoding, files, size = min((measure(source) for _ in range(ROUNDS)), key=lambda one: one[0] + one[1])
        out(
            f"{f'{width}×{height}':>12} {len(source) // 1000:>10} {decoding:>9.3f} {encoding:>9.3f} "
            f"{decoding + encoding:>8.3f} {files:>6} {size // 1000:>7}\n"
        )


if __name__ == "__main__":
    import django
    from django.conf import settings

    settings.configure(WAGTAILIMAGES_MAX_IMAGE_PIXELS=None) if not settings.configured else None
    django.setup()
    main()

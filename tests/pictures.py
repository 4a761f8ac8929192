"""Pictures made on the spot: photographs of a kind, and every sort of file that must be refused."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image


def make_photo(width: int, height: int, *, seed: int = 1) -> Image.Image:
    """A picture with large shapes, edges and grain, about as hard to compress as a photograph."""
    chance = random.Random(seed)
    coarse = _noise(max(2, width // 48), max(2, height // 48), chance).resize((width, height), Image.Resampling.BICUBIC)
    fine = _noise(max(2, width // 8), max(2, height // 8), chance).resize((width, height), Image.Resampling.BICUBIC)
    grain = Image.effect_noise((width, height), 14).convert("RGB")
    return Image.blend(Image.blend(coarse, fine, 0.25), grain, 0.08)


def _noise(width: int, height: int, chance: random.Random) -> Image.Image:
    return Image.frombytes("RGB", (width, height), chance.randbytes(width * height * 3))


def save(picture: Image.Image, format_name: str = "JPEG", **options: Any) -> bytes:
    """`picture` as a file."""
    output = io.BytesIO()
    picture.save(output, format_name, **options)
    return output.getvalue()


def make_jpeg(width: int = 64, height: int = 48, *, colour: str = "teal", **options: Any) -> bytes:
    """A plain JPEG."""
    return save(Image.new("RGB", (width, height), colour), "JPEG", **options)


def make_png_header(width: int, height: int) -> bytes:
    """A PNG that claims a size and holds no pixels: a bomb, or a test that nothing is decoded."""
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            _chunk(b"IDAT", zlib.compress(b"\0" * 1000)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def make_animation(frames: int = 3, size: tuple[int, int] = (40, 30), format_name: str = "GIF") -> bytes:
    """A GIF or WebP of so many different frames."""
    pictures = [Image.new("RGB", size, (index * 40 % 256, 80, 120)) for index in range(frames)]
    return save(pictures[0], format_name, save_all=True, append_images=pictures[1:], duration=80, loop=0)

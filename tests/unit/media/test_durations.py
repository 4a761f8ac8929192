"""How long a video is stands in its header."""

from __future__ import annotations

import io
import struct

from hypothesis import given
from hypothesis import strategies as st

from cms.media.durations import read_duration


def make_box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


def make_mp4(scale: int, units: int, *, version: int = 0) -> bytes:
    times = struct.pack(">QQIQ", 0, 0, scale, units) if version else struct.pack(">IIII", 0, 0, scale, units)
    header = make_box(b"mvhd", bytes([version, 0, 0, 0]) + times + b"\0" * 80)
    return make_box(b"ftyp", b"isom") + make_box(b"mdat", b"x" * 50) + make_box(b"moov", header)


def test_seconds_of_both_versions() -> None:
    assert read_duration(io.BytesIO(make_mp4(1000, 12_340))) == 12.34
    assert read_duration(io.BytesIO(make_mp4(600, 600 * 90, version=1))) == 90.0


def test_what_says_nothing() -> None:
    for content in (b"", b"RIFF....WEBP", make_mp4(0, 5), make_mp4(1000, 0), make_box(b"moov", b"")):
        file = io.BytesIO(content)
        assert read_duration(file) is None
        assert file.tell() == 0


@given(st.binary(max_size=200))
def test_nothing_makes_it_fail(content: bytes) -> None:
    read_duration(io.BytesIO(content))
    read_duration(io.BytesIO(make_box(b"moov", content)))

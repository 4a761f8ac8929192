"""PURE. The colours of a landing page as a stylesheet of its own: pages here may hold no style.

All of it stands in the address, so it can be kept for ever.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_COLOURS = ("primary", "onPrimary", "accent", "onAccent", "background", "text")
_NAME = re.compile(r"(?:[0-9a-f]{6}-){6}\d{1,2}")
_SHEET = """.themed {{
  --accent: #{primary}; --accent-dark: #{primary}; --on-accent: #{onPrimary};
  --sale: #{accent}; --on-sale: #{onAccent}; --paper: #{background}; --ink: #{text}; --soft: #{text};
  --tile: color-mix(in srgb, #{text} 6%, #{background}); --line: color-mix(in srgb, #{text} 16%, #{background});
  --card: color-mix(in srgb, #{text} 3%, #{background}); --accent-pale: color-mix(in srgb, #{text} 8%, #{background});
  --radius: {radius}px; background: #{background}; color: #{text};
}}
"""


def name_theme(theme: Mapping[str, Any]) -> str:
    """The name of the stylesheet for `theme`; colours that are none become black or white."""
    colours = [_read_colour(theme[name], fallback="ffffff" if name in _LIGHT else "1d2321") for name in _COLOURS]
    return "-".join([*colours, str(min(max(int(theme["radius"]), 0), 60))])


def write_theme(name: str) -> str | None:
    """The stylesheet of that name; None for what is no name of one."""
    if not _NAME.fullmatch(name):
        return None
    *colours, radius = name.split("-")
    return _SHEET.format(**dict(zip(_COLOURS, colours, strict=True)), radius=radius)


_LIGHT = frozenset({"onPrimary", "onAccent", "background"})


def _read_colour(text: str, *, fallback: str) -> str:
    colour = text.lower().removeprefix("#")
    if re.fullmatch(r"[0-9a-f]{3}", colour):
        colour = "".join(digit * 2 for digit in colour)
    return colour if re.fullmatch(r"[0-9a-f]{6}", colour) else fallback

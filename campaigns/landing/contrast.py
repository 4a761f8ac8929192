"""PURE. Whether two colours can be told apart, as the Web Content Accessibility Guidelines count it."""

from __future__ import annotations

import re
from dataclasses import dataclass

TEXT, LARGE = 4.5, 3.0
"""The least ratio of text, and of large text and of shapes that say something (level AA)."""

_HEX = re.compile(r"^#[0-9a-fA-F]{6}$")


def is_colour(value: str) -> bool:
    """Whether `value` is a colour as "#1a2b3c"."""
    return bool(_HEX.match(value))


def measure_luminance(colour: str) -> float:
    """The relative luminance of "#rrggbb", 0 (black) to 1 (white)."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def measure_contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours: 1 (none) to 21 (black on white)."""
    darker, lighter = sorted((measure_luminance(one), measure_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def choose_ink(colour: str) -> str:
    """White or near-black, whichever reads better on `colour`."""
    return max(("#ffffff", "#111111"), key=lambda ink: measure_contrast(ink, colour))


@dataclass(frozen=True, slots=True)
class Weak:
    """Two colours of a theme that are too much alike. `needed` is the ratio they should have."""

    front: str
    back: str
    ratio: float
    needed: float
    is_too_dark: bool
    """Which way the front colour has to move: lighter where the back is dark."""


def find_weak_pairs(*, primary: str, accent: str, background: str, text: str) -> list[Weak]:
    """The pairs of a theme that fall short: text has to be read, buttons and prices have to be seen."""
    colours = {"primary": primary, "accent": accent, "text": text, "background": background}
    if not all(is_colour(colour) for colour in colours.values()):
        return []
    pairs = (("text", "background", TEXT), ("primary", "background", LARGE), ("accent", "background", TEXT))
    weak = []
    for front, back, needed in pairs:
        ratio = measure_contrast(colours[front], colours[back])
        if ratio < needed:
            weak.append(Weak(front, back, ratio, needed, measure_luminance(colours[back]) < 0.18))
    return weak

"""Draws the structure as stacked bars: plain SVG from the server, the numbers in the table below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from campaigns.shelving.structure import Group, Part

WIDTH, ROW, BAR = 960, 44, 18
_LEFT = 180


@dataclass(frozen=True, slots=True)
class Piece:
    """A role or stage within a bar; `tone` numbers its colour."""

    x: float
    width: float
    tone: int
    label: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    y: int
    total: int
    pieces: Sequence[Piece]

    @property
    def text_y(self) -> int:
        return self.y + BAR - 4


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    bars: Sequence[Bar]
    keys: Sequence[tuple[int, str]]
    width: int = WIDTH
    bar: int = BAR
    left: int = _LEFT - 10

    @property
    def height(self) -> int:
        return max(1, len(self.bars)) * ROW


def draw_shares(groups: Sequence[Group], title: str, measure: Callable[[Part], int]) -> Chart:
    """A bar a category, each as wide as the others, its roles or stages by their share of `measure`."""
    bars = [_draw(group, place, measure) for place, group in enumerate(groups)]
    keys = [(tone, part.label) for tone, part in enumerate(groups[0].parts)] if groups else []
    return Chart(title, bars, keys)


def _draw(group: Group, place: int, measure: Callable[[Part], int]) -> Bar:
    total, pieces, x = sum(map(measure, group.parts)), [], float(_LEFT)
    for tone, part in enumerate(group.parts):
        share = measure(part) / total if total else 0.0
        width = share * (WIDTH - _LEFT)
        if width:
            pieces.append(Piece(round(x, 1), round(width, 1), tone, part.label, measure(part), round(100 * share)))
        x += width
    return Bar(group.name, place * ROW + (ROW - BAR) // 2, total, pieces)

"""The register of everything that can be drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cms.catalog.demo.drawing.colors import Color, Paint, read_color
from cms.catalog.demo.drawing.pen import Pen

STAND, HANG, LIE = "stand", "hang", "lie"


@dataclass(frozen=True, slots=True)
class Look:
    """How one product of a form looks: its two colours, and what else it has of its own."""

    a: Color
    b: Color
    pose: int = 0
    """0 as one sees it first, 1 from elsewhere, opened or laid out."""
    extras: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, first: Paint, second: Paint, **extras: Any) -> Look:
        return cls(read_color(first), read_color(second), extras=extras)

    def posed(self, pose: int) -> Look:
        return replace(self, pose=pose)

    def get(self, name: str, default: Any = None) -> Any:
        return self.extras.get(name, default)


@dataclass(frozen=True, slots=True)
class Form:
    """Something that can be drawn; `focus` is the middle and the half width of its close-up."""

    name: str
    draw: Callable[[Pen, Look], None]
    rest: str
    focus: tuple[float, float, float]
    size: float
    """Its height in centimetres, roughly: what stands beside what looks right."""
    folds: bool
    """Whether its second pose is folded, as it lies on a table."""


FORMS: dict[str, Form] = {}


def form(
    name: str,
    *,
    rest: str = STAND,
    focus: tuple[float, float, float] = (50, 50, 22),
    size: float = 15,
    folds: bool = False,
) -> Callable[[Callable[[Pen, Look], None]], Callable[[Pen, Look], None]]:
    """Register the function that draws `name`."""

    def register(draw: Callable[[Pen, Look], None]) -> Callable[[Pen, Look], None]:
        FORMS[name] = Form(name, draw, rest, focus, size, folds)
        return draw

    return register

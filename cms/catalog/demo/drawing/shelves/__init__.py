"""The forms of each shelf of the demo shop; importing this registers all of them."""

from cms.catalog.demo.drawing.shelves import (
    audio,
    bags,
    beauty,
    clothing,
    digital,
    home,
    kitchen,
    outdoor,
    paper,
    table,
    tea,
    teaware,
    textiles,
    tops,
    walking,
    writing,
)

__all__ = [
    "audio",
    "bags",
    "beauty",
    "clothing",
    "digital",
    "home",
    "kitchen",
    "outdoor",
    "paper",
    "table",
    "tea",
    "teaware",
    "textiles",
    "tops",
    "walking",
    "writing",
]

"""How a demo product looks, in each of its variants."""

from __future__ import annotations

from cms.catalog.demo.drawing.forms import Look
from cms.catalog.demo.reading import DemoProduct


def find_look(product: DemoProduct, value: str = "") -> Look:
    """In the colours of the variant with that option; without one in those of the first."""
    first = next(iter(product.swatches.values()), product.colors)
    return Look.of(*product.swatches.get(value, first), **product.look)

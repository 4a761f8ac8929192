from __future__ import annotations

import pytest

from cms.catalog.models import Product
from tests import factories


@pytest.fixture
def product(db: None) -> Product:
    """A product that shoppers can see."""
    return factories.make_published("mug", title="马克杯").product

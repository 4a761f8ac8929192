"""The starter norms are in force, and somebody is logged in."""

from __future__ import annotations

from typing import Any

import pytest

from cms.catalog.scoring.facts import forget_usual_prices
from cms.catalog.scoring.starting import ensure_starters
from cms.delivery.models import OutboxEntry
from tests.integration.admin.conftest import admin, admin_client

__all__ = ["admin", "admin_client"]


@pytest.fixture
def norms(db: Any) -> None:
    """What every shop starts with."""
    forget_usual_prices()
    ensure_starters()
    OutboxEntry.objects.all().delete()

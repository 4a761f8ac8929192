"""A small shop to run rules over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from campaigns.shelving.models import ShelfRule, ShelvingSettings
from cms.catalog.models import Product
from search.behaviour.models import ProductDay
from tests import factories
from tests.integration.admin.conftest import admin, admin_client

__all__ = ["admin", "admin_client"]


def make_sold(key: str, *, stock: int | None = 10, sold: int = 0, category: Any = None, **fields: Any) -> Product:
    """A product on the shelf, published."""
    product = factories.make_product(key, category=category, **fields)
    factories.make_offer(product, stock=stock, sold_30_days=sold)
    factories.make_published(product=product)
    return product


def make_rule(action: str = "take_off", **fields: Any) -> ShelfRule:
    rule = ShelfRule(name=fields.pop("name", action), action=action, **fields)
    rule.full_clean()
    rule.save()
    return rule


def sell(key: str, weeks: list[int], *, at: datetime | None = None) -> None:
    """So many purchases in each of the last whole weeks, the oldest first."""
    today = timezone.localdate(at or timezone.now())
    ProductDay.objects.bulk_create(
        ProductDay(product_key=key, day=today - timedelta(days=7 * (len(weeks) - place) - 2), purchases=count)
        for place, count in enumerate(weeks)
    )


@pytest.fixture
def merchandiser(db: None) -> User:
    return User.objects.create_user("chen", "chen@example.com")


@pytest.fixture
def quiet(db: None) -> None:
    """Rules alone: neither stages nor roles are suggested."""
    settings = ShelvingSettings.load()
    settings.suggests_stages = settings.suggests_roles = False
    settings.save()

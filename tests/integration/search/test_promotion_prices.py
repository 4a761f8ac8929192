"""On Elasticsearch, too, lists follow what a promotion makes of the prices; embedded: promotions/test_repricing."""

from __future__ import annotations

import dataclasses
import time
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from campaigns.promotions.repricing import CONSUMER
from cms.delivery import worker
from cms.settings.cluster import Cluster
from search.engines import get_engine
from search.selectors import ProductFilter, Sort, search_products
from tests import factories
from tests.integration.promotions.making import make_promotion, publish

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shop(settings: Any, cluster: Cluster) -> Any:
    """Three products at ten, eleven and twelve yuan in an index of the cluster."""
    settings.VITRINE_ENVIRONMENT = dataclasses.replace(settings.VITRINE_ENVIRONMENT, elasticsearch=cluster)
    call_command("search_rebuild", stdout=StringIO())
    for number, key in enumerate("abc"):
        product = factories.make_product(key)
        factories.make_offer(product, price_minor=1000 + 100 * number)
        factories.make_published(product=product)
    wait_for(["a", "b", "c"], [])
    yield
    get_engine().client.close()  # type: ignore[attr-defined]


def look() -> tuple[list[str], list[str]]:
    """Keys by price, and those that cost six yuan at most."""
    at = timezone.now()
    by_price = search_products(locale="zh-hans", sort=Sort.PRICE_ASC, at=at)
    cheap = search_products(locale="zh-hans", filters=ProductFilter(price_max=600), at=at)
    assert not by_price.degraded
    return [hit.key for hit in by_price.hits], [hit.key for hit in cheap.hits]


def wait_for(by_price: list[str], cheap: list[str]) -> None:
    worker.drain(consumers=["dependants", CONSUMER, "index"])
    deadline = time.monotonic() + 20
    # The cluster shows what was written with its next refresh.
    while look() != (by_price, cheap):
        assert time.monotonic() < deadline, look()
        time.sleep(0.1)


def test_prices_follow_a_promotion_and_its_end(shop: Any) -> None:
    action = {"type": "set_price", "value": {"value": "5.00", "target": {"products": ["c"]}}}
    promotion = publish(make_promotion(action=action))
    wait_for(["c", "a", "b"], ["c"])
    promotion.unpublish()
    wait_for(["a", "b", "c"], [])

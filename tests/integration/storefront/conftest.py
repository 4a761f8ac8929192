"""A client that speaks GraphQL, and a shop that is published and indexed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest
from django.core.cache import cache
from django.test import Client

from cms.catalog.models import Brand, Category
from cms.delivery import worker
from cms.members.identity import development
from tests import factories


class Storefront:
    """What a shop's website does: send operations, read answers."""

    def __init__(self) -> None:
        self.client = Client()

    def send(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> Any:
        """The whole HTTP response."""
        return self.client.post(
            "/graphql/",
            orjson.dumps({"query": query, "variables": variables}),
            content_type="application/json",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )

    def sign_in(self, subject: str = "lin", **claims: Any) -> dict[str, str]:
        """The header of a demo member, to send along: `storefront.ask(query, **storefront.sign_in())`."""
        member = development.find_demo_member(subject) or development.DemoMember(subject, subject.title())
        return {"Authorization": f"Bearer {development.sign_token(member, **claims)}"}

    def ask(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> dict[str, Any]:
        """The data of an answer without errors."""
        content = self.send(query, variables, **headers).json()
        assert "errors" not in content, content["errors"]
        return content["data"]

    def fail(self, query: str, variables: dict[str, Any] | None = None, **headers: str) -> dict[str, Any]:
        """The only error of an answer."""
        content = self.send(query, variables, **headers).json()
        assert len(content["errors"]) == 1, content
        return content["errors"][0]


@pytest.fixture
def storefront(settings: Any) -> Iterator[Storefront]:
    """The built-in identity provider is on, and nothing has been counted yet."""
    settings.VITRINE_IS_DEVELOPMENT = True
    cache.clear()
    yield Storefront()
    cache.clear()


@pytest.fixture
def index(db: None) -> Callable[[], None]:
    """Brings documents that depend on others, and the search index, up to the present."""

    def run() -> None:
        worker.drain(consumers=["dependants", "index"])

    return run


class Shop:
    """A brand, two levels of categories, and products in the lower one."""

    def __init__(self, size: int) -> None:
        self.brand: Brand = factories.make_brand("acme", name="Acme")
        self.top: Category = factories.make_category("kitchen", name="厨房")
        self.category: Category = factories.make_category("mugs", parent=self.top, name="杯子")
        self.products = [self.add(number) for number in range(size)]

    def add(self, number: int) -> Any:
        product = factories.make_product(f"mug-{number:03}", brand=self.brand, category=self.category)
        factories.make_offer(product, price_minor=1000 + number)
        return factories.make_published(product=product, title=f"马克杯 {number:03}")


@pytest.fixture
def make_shop(index: Callable[[], None]) -> Callable[[int], Shop]:
    def make(size: int) -> Shop:
        shop = Shop(size)
        index()
        return shop

    return make

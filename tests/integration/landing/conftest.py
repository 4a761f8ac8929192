from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.images.tests.utils import get_test_image_file

from campaigns.landing.models import CodeGroup, GroupCode
from cms.delivery import worker
from tests.integration.admin.conftest import admin, admin_client
from tests.integration.storefront.conftest import Shop, Storefront, index, make_shop, storefront

__all__ = ["Shop", "Storefront", "admin", "admin_client", "index", "make_shop", "storefront"]


@pytest.fixture
def image(db: None) -> Any:
    """A picture without words of its own."""
    from wagtail.images import get_image_model

    return get_image_model().objects.create(title="cup.png", file=get_test_image_file(size=(320, 200)))


@pytest.fixture
def work(db: None) -> Callable[[], None]:
    """Applies what the outbox holds, as the worker does; search is left out."""

    def run() -> None:
        worker.drain(consumers=["selections", "dependants", "group-codes"])

    return run


@pytest.fixture
def make_group(image: Any) -> Callable[..., CodeGroup]:
    """A group with a code for each of the dictionaries given."""

    def make(*codes: dict[str, Any], name: str = "茶友群") -> CodeGroup:
        group = CodeGroup(name=name)
        group.codes = [
            GroupCode(name=f"群 {number}", picture=image, sort_order=number, **values)
            for number, values in enumerate(codes, start=1)
        ]
        group.save()
        return CodeGroup.objects.get(pk=group.pk)

    return make

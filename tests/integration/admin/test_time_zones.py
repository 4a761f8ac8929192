"""Wherever a moment is planned the time zone it is meant in stands beside it: that of whoever plans."""

from __future__ import annotations

import re
from datetime import UTC
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.catalog.models import ProductContent
from tests import factories
from tests.integration.admin.conftest import admin, admin_client
from tests.integration.admin.forms import describe_content

__all__ = ["admin", "admin_client"]
pytestmark = pytest.mark.django_db
_ZONES = re.compile(r'name="([^"]+)"[^>]*>\s*<span class="moment-zone">([^<]+)<')


def list_zones(client: Any, address: str) -> dict[str, str]:
    """By name of the input what is said beside it."""
    return dict(_ZONES.findall(client.get(address).content.decode()))


def test_publishing_promotions_coupons_and_shelf_windows_name_it(admin_client: Any) -> None:
    content = factories.make_published("tea")
    said = "Time in Asia/Shanghai"
    words = list_zones(admin_client, reverse("wagtailsnippets_catalog_productcontent:edit", args=[content.pk]))
    assert words == {"go_live_at": said, "expire_at": said}
    promotion = list_zones(admin_client, reverse("wagtailsnippets_promotions_promotion:add"))
    assert {"starts_at", "ends_at"} <= promotion.keys()
    coupons = list_zones(admin_client, reverse("coupon_campaigns:add"))
    assert {"starts_at", "ends_at", "valid_until"} <= coupons.keys()
    facts = list_zones(admin_client, reverse("catalogue_product:edit", args=[content.product_id]))
    assert {"released_at", "offers-0-on_shelf_from", "offers-0-on_shelf_until"} <= facts.keys()
    assert {*promotion.values(), *coupons.values(), *facts.values()} == {said}


def test_it_is_the_zone_in_which_what_is_typed_is_read(admin_client: Any, admin: Any) -> None:
    UserProfile.objects.update_or_create(user=admin, defaults={"current_time_zone": "Europe/Paris"})
    content = factories.make_published("tea")
    address = reverse("wagtailsnippets_catalog_productcontent:edit", args=[content.pk])
    assert set(list_zones(admin_client, address).values()) == {"Time in Europe/Paris"}
    year = timezone.now().year + 1
    admin_client.post(address, describe_content(content, go_live_at=f"{year}-01-05 12:00"))
    saved: Any = ProductContent.objects.get().get_latest_revision_as_object()
    assert saved.go_live_at.astimezone(UTC).isoformat() == f"{year}-01-05T11:00:00+00:00"

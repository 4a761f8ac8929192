from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from search.behaviour.models import BehaviourSettings, RecommendationExclusion
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("boss"))
    return client


def test_a_brand_is_excluded_and_listed_with_why(admin):
    brand = factories.make_brand("acme", name="Acme")
    add = reverse("recommendation_exclusions:add")
    assert admin.get(add).status_code == 200
    response = admin.post(add, {"brand": brand.pk, "note": "leaves the shop"})
    assert response.status_code == 302
    assert RecommendationExclusion.objects.get().brand == brand
    page = admin.get(reverse("recommendation_exclusions:index")).content.decode()
    assert "Acme" in page
    assert "leaves the shop" in page


@pytest.mark.parametrize("chosen", [(), ("brand", "category")])
def test_one_thing_a_row(admin, chosen):
    things = {"brand": factories.make_brand().pk, "category": factories.make_category().pk}
    response = admin.post(reverse("recommendation_exclusions:add"), {name: things[name] for name in chosen})
    assert "Choose exactly one" in response.content.decode()
    assert not RecommendationExclusion.objects.exists()


def test_the_settings_have_a_screen_and_refuse_what_would_lose_events(admin):
    url = reverse("wagtailsettings:edit", args=["behaviour", "behavioursettings"])
    admin.get(url)
    edit = reverse("wagtailsettings:edit", args=["behaviour", "behavioursettings", BehaviourSettings.load().pk])
    values = {"half_life_days": 7, "raw_days": 30, "count_days": 365, "slow_ms": 100, "hides_sold_out": "on"}
    assert admin.get(edit).status_code == 200
    response = admin.post(edit, {**values, "raw_days": 7})
    assert response.status_code == 200
    assert BehaviourSettings.load().raw_days == 90
    assert admin.post(edit, values).status_code == 302
    assert BehaviourSettings.load().half_life_days == 7

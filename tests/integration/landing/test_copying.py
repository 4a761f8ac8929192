"""Last year's page is copied for this year: a draft with everything on it, in nobody's calendar, ready to look at."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.landing.models import LandingPage
from cms.delivery.preview_tokens import make_token
from cms.delivery.problems import keep_errors
from cms.moments import write_window
from storefront.client import read_operation
from tests import factories
from tests.integration.landing.blocks import by_rule, chosen, countdown, shelf
from tests.integration.promotions.making import make_promotion, publish

pytestmark = pytest.mark.django_db

LANDING = read_operation("landing_page")
YEAR = timedelta(days=365)


@pytest.fixture
def last_year(make_shop: Any) -> LandingPage:
    """A page that ran a year ago, with two shelves, a countdown and a price that a promotion makes."""
    make_shop(4)
    now = timezone.now()
    start, end = now - YEAR, now - YEAR + timedelta(days=10)
    page = factories.make_landing(
        "last-year",
        title="去年的双十一",
        blocks=[
            countdown(start, end),
            shelf(chosen("mug-002", "mug-000"), anchor="hot"),
            shelf(by_rule(categories=["mugs"], limit=3)),
        ],
        primary_colour="#224466",
        # It was published when its countdown had still to come.
        is_published=False,
    )
    LandingPage.objects.filter(pk=page.pk).update(live=False, expired=True, go_live_at=start, expire_at=end)
    page.refresh_from_db()
    page.save_revision()
    return page


def copy(client: Client, page: LandingPage, **more: str) -> LandingPage:
    values = {
        "new_title": "今年的双十一",
        "new_slug": "this-year",
        "new_parent_page": str(page.get_parent().pk),
        **more,
    }
    response = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), values, follow=True)
    assert response.status_code == 200
    return LandingPage.objects.get(slug="this-year")


def test_a_copy_is_a_draft_with_everything_and_no_dates(admin_client: Client, last_year: LandingPage) -> None:
    made = copy(admin_client, last_year)
    assert (made.title, made.live, made.expired, made.primary_colour) == ("今年的双十一", False, False, "#224466")
    draft = made.get_latest_revision_as_object()
    for one in (made, draft):
        assert (one.go_live_at, one.expire_at, one.expired) == (None, None, False)
    assert not made.approved_schedule
    assert [(block["type"], block["value"]) for block in draft.body.raw_data] == [
        (block["type"], block["value"]) for block in last_year.body.raw_data
    ]
    assert made.delivered_key != last_year.delivered_key
    last_year.refresh_from_db()
    assert (last_year.expired, last_year.expire_at is not None) == (True, True)


def test_who_copies_is_told_that_the_dates_are_gone(admin_client: Client, last_year: LandingPage) -> None:
    values = {"new_title": "x", "new_slug": "x", "new_parent_page": str(last_year.get_parent().pk)}
    address = reverse("wagtailadmin_pages:copy", args=[last_year.pk])
    assert "The copy has no dates yet" in admin_client.post(address, values, follow=True).content.decode()
    # A page without any says nothing of them.
    plain = factories.make_landing("plain", blocks=[("heading", "x")])
    address = reverse("wagtailadmin_pages:copy", args=[plain.pk])
    answer = admin_client.post(address, {**values, "new_slug": "y"}, follow=True)
    assert "The copy has no dates yet" not in answer.content.decode()


def test_the_countdown_of_last_year_is_pointed_out(admin_client: Client, last_year: LandingPage) -> None:
    draft = copy(admin_client, last_year).get_latest_revision_as_object()
    problems = keep_errors(draft.list_problems(at=timezone.now()))
    assert len(problems) == 1
    assert "It is over when the page goes live" in problems[0].text


def test_the_copy_shows_the_same_products_at_the_prices_of_now(
    admin_client: Client, last_year: LandingPage, storefront: Any
) -> None:
    made = copy(admin_client, last_year)
    publish(
        make_promotion(action={"type": "set_price", "value": {"value": "7.00", "target": {"products": ["mug-002"]}}})
    )
    token = make_token(made, at=timezone.now())
    blocks = storefront.ask(LANDING, {"path": "/this-year"}, X_Vitrine_Preview=token)["route"]["content"]["blocks"]
    shelves = [block for block in blocks if block["type"] == "ShelfBlock"]
    assert [(one["path"], one["price"]) for one in shelves[0]["products"]] == [
        ("/products/mug-002", "¥7.00"),
        ("/products/mug-000", "¥10.00"),
    ]
    assert len(shelves[1]["products"]) == 3
    # Nobody without the link sees it.
    assert storefront.ask(LANDING, {"path": "/this-year"})["route"] is None


def test_the_list_has_every_page_with_its_window(admin_client: Client, last_year: LandingPage) -> None:
    factories.make_landing("plain", blocks=[("heading", "x")])
    html = admin_client.get(reverse("landing_pages:index")).content.decode()
    assert "去年的双十一" in html
    found = admin_client.get(reverse("landing_pages:index"), {"ordering": "-go_live_at"})
    assert found.status_code == 200
    assert write_window(last_year.go_live_at, last_year.expire_at) in found.content.decode()
    assert reverse("wagtailadmin_pages:copy", args=[last_year.pk]) in html

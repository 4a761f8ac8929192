"""The admin's home, and the addresses a newcomer tries first."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.catalog.admin.summary import list_figures
from cms.catalog.models import FeedProposal
from tests.factories import make_draft, make_offer, make_product, make_published, publish

pytestmark = pytest.mark.django_db


def test_browsers_find_an_icon(client: Client) -> None:
    assert client.get("/favicon.ico")["Location"].endswith("brand/vitrine.svg")


def test_figures_count_what_their_lists_show(admin_client: Client, django_assert_num_queries) -> None:
    content = make_published("tea", locale="zh-hans")
    make_published(product=content.product, locale="en")
    make_draft(make_product("cup"))
    publish(make_draft(make_product("pot")), go_live_at=timezone.now() + timedelta(hours=1))
    make_offer(make_product("bare"), stock=0, alert_level=1)
    content.product.offers.update(stock=2, alert_level=5)
    FeedProposal.objects.create(content=content, field="title", value="茶", feed="icecat")
    with django_assert_num_queries(5):
        figures = list_figures()
    assert [(figure.count, str(figure.label)) for figure in figures] == [
        (4, "products"),
        (2, "drafts never published"),
        (1, "waiting to go live"),
        (1, "low on stock"),
        (1, "feed proposals"),
    ]
    for figure in figures:
        assert admin_client.get(figure.address).status_code == 200


def test_nothing_to_do_is_not_shown() -> None:
    make_published("tea")
    assert [(figure.count, str(figure.label)) for figure in list_figures()] == [(1, "products")]


def test_home_shows_the_catalogue_to_who_may_edit_it(admin_client: Client) -> None:
    make_published("tea")
    html = admin_client.get(reverse("wagtailadmin_home")).content.decode()
    assert f'<a href="{reverse("wagtailsnippets_catalog_productcontent:list")}">1 products</a>' in html
    assert "brand/vitrine.svg" in html

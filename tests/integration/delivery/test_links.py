"""Links in rich text lead to what is live, and follow it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from cms.delivery import selectors, worker
from cms.delivery.links import collect_link_targets
from tests.factories import make_product, make_published
from tests.integration.delivery.conftest import Recorder

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.integration.delivery.page_urls")]


@pytest.fixture
def home(watcher: Recorder) -> Page:
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=Page(title="Home", slug="shop-home"))
    Site.objects.all().delete()
    Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    return home


def make_linking(kind: str, pk: int) -> None:
    details: list[dict[str, Any]] = [
        {"type": "text", "id": "a", "value": f'<p><a linktype="{kind}" id="{pk}">More</a></p>'}
    ]
    make_published(product=make_product("tea"), details=details)
    worker.drain()


def read_html() -> str:
    worker.drain()
    return selectors.find_documents("product", ["tea"], locale="zh-hans", at=timezone.now())["tea"].data["details"][0][
        "html"
    ]


def test_a_link_follows_its_page(home: Page) -> None:
    guide = home.add_child(instance=Page(title="Guide", slug="guide"))
    part = guide.add_child(instance=Page(title="Part", slug="part"))
    make_linking("page", part.pk)
    assert read_html() == '<p><a href="/guide/part/" rel="noopener">More</a></p>'
    part.move(home, pos="last-child")
    assert read_html() == '<p><a href="/part/" rel="noopener">More</a></p>'


@pytest.mark.django_db(transaction=True)
def test_a_link_follows_the_slug_of_a_page_above(home: Page) -> None:
    guide = home.add_child(instance=Page(title="Guide", slug="guide"))
    part = guide.add_child(instance=Page(title="Part", slug="part"))
    make_linking("page", part.pk)
    guide.slug = "help"
    guide.save()
    assert read_html() == '<p><a href="/help/part/" rel="noopener">More</a></p>'


def test_a_page_that_is_not_live_is_no_link(home: Page) -> None:
    guide = home.add_child(instance=Page(title="Guide", slug="guide"))
    make_linking("page", guide.pk)
    guide.unpublish()
    assert read_html() == '<p><a rel="noopener">More</a></p>'
    guide.save_revision().publish()
    assert read_html() == '<p><a href="/guide/" rel="noopener">More</a></p>'
    guide.delete()
    assert read_html() == '<p><a rel="noopener">More</a></p>'


@pytest.mark.urls("cms.urls")
def test_a_page_without_an_address_is_no_link(home: Page) -> None:
    make_linking("page", home.add_child(instance=Page(title="Guide", slug="guide")).pk)
    assert read_html() == '<p><a rel="noopener">More</a></p>'


@pytest.mark.urls("cms.urls")
def test_a_document_that_is_gone_is_no_link(home: Page) -> None:
    document = get_document_model().objects.create(title="Manual", file=ContentFile(b"x", name="manual.pdf"))
    make_linking("document", document.pk)
    assert f'href="/documents/{document.pk}/manual' in read_html()
    document.delete()
    assert read_html() == '<p><a rel="noopener">More</a></p>'


def test_targets_are_read_whatever_the_order_of_attributes() -> None:
    html = '<a linktype="page" id="3">a</a><a id="7" linktype="document">b</a><a href="https://a.cn" id="9">c</a>'
    assert collect_link_targets(html) == {"page:3", "document:7"}

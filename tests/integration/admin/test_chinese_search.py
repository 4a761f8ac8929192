"""Wherever the admin offers a search, 蓝牙 finds 无线蓝牙耳机: in lists, choosers, and the search of pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection

from campaigns.landing.models import CodeGroup
from cms.catalog.models import BannedPhrase, Brand, Category, SpecificationDefinition
from cms.community.models import Board
from cms.community.uploads.settling import COLLECTION
from cms.content.models import ArticleIndexPage, Author, Series
from cms.handbook.models import HandbookPage
from cms.media.models import MediaImage
from cms.members.models import Member
from search.merchandising.models import QueryRule, SearchRedirect, SynonymGroup
from tests import factories
from tests.integration.promotions.making import make_promotion
from tests.pictures import make_jpeg

pytestmark = pytest.mark.django_db

NAME, OTHER, ASKED = "无线蓝牙耳机", "龙井绿茶", "蓝牙"


def make_pages(name: str, slug: str) -> None:
    home = factories.make_home()
    home.get_parent().add_child(instance=ArticleIndexPage(title=name, slug=slug, locale=home.locale))


def make_product(name: str, slug: str) -> None:
    factories.make_published(slug, title=name)


def make_category(name: str, slug: str) -> Any:
    return Category.add_root(name=name, key=slug)


def make_specification(name: str, slug: str) -> None:
    SpecificationDefinition.objects.create(name=name, key=slug, category=make_category("类", f"of-{slug}"))


def make_located(model: Any, field: str) -> Callable[[str, str], Any]:
    return lambda name, slug: model.objects.create(**{field: name}, slug=slug, locale=factories.make_home().locale)


def make_named(model: Any, field: str = "name", **fields: Any) -> Callable[[str, str], Any]:
    return lambda name, slug: model.objects.create(**{field: name}, **fields)


def make_image(name: str, slug: str) -> None:
    # With members' pictures set apart, as soon as there are any.
    if not Collection.objects.filter(name=COLLECTION).exists():
        Collection.get_first_root_node().add_child(name=COLLECTION)
    file = ContentFile(make_jpeg(), name=f"{slug}.jpg")
    MediaImage.objects.create(title=name, file=file, width=64, height=48)


def make_user(name: str, slug: str) -> None:
    User.objects.create_user(slug, f"{slug}@shop.example", "secret", first_name=name)


LISTS: dict[str, tuple[str, Callable[[str, str], Any]]] = {
    "products": ("wagtailsnippets_catalog_productcontent:list", make_product),
    "facts": ("catalogue_product:index", make_product),
    "choosing a product": ("product_chooser:choose_results", make_product),
    "brands": ("catalogue_brand:index", lambda name, slug: Brand.objects.create(name=name, key=slug)),
    "choosing a brand": ("brand_chooser:choose_results", lambda name, slug: Brand.objects.create(name=name, key=slug)),
    "categories": ("catalogue_category:index", make_category),
    "choosing a category": ("category_chooser:choose_results", make_category),
    "specifications": ("catalogue_specification:index", make_specification),
    "phrases": ("wagtailsnippets_catalog_bannedphrase:list", make_named(BannedPhrase, "text")),
    "authors": ("wagtailsnippets_content_author:list", make_located(Author, "name")),
    "series": ("wagtailsnippets_content_series:list", make_located(Series, "title")),
    "groups with codes": ("wagtailsnippets_landing_codegroup:list", make_named(CodeGroup)),
    "promotions": (
        "wagtailsnippets_promotions_promotion:list",
        lambda name, slug: make_promotion(name=name, action={"type": "amount", "value": {"value": "30"}}),
    ),
    "boards": ("community_board:index", lambda name, slug: Board.objects.create(name=name, slug=slug)),
    "search rules": ("wagtailsnippets_merchandising_queryrule:list", make_named(QueryRule, queries="茶")),
    "synonyms": ("wagtailsnippets_merchandising_synonymgroup:list", make_named(SynonymGroup, "words")),
    "search redirects": (
        "wagtailsnippets_merchandising_searchredirect:list",
        make_named(SearchRedirect, queries="茶", address="/"),
    ),
    "members": (
        "members:index",
        lambda name, slug: Member.objects.create(issuer="https://id.example", subject=slug, name=name),
    ),
    "handbook": (
        "wagtailsnippets_handbook_handbookpage:list",
        lambda name, slug: HandbookPage.objects.create(title=name, locale=factories.make_home().locale),
    ),
    "reading the handbook": (
        "handbook:index",
        lambda name, slug: HandbookPage.objects.create(title=name, locale=factories.make_home("en").locale),
    ),
    "pages": ("wagtailadmin_explore_root", make_pages),
    "images": ("wagtailimages:index", make_image),
    "choosing an image": (
        "wagtailimages_chooser:choose_results",
        make_image,
    ),
    "documents": (
        "wagtaildocs:index",
        lambda name, slug: Document.objects.create(title=name, file=ContentFile(b"x", name=f"{slug}.txt")),
    ),
    "choosing a document": (
        "wagtaildocs_chooser:choose_results",
        lambda name, slug: Document.objects.create(title=name, file=ContentFile(b"x", name=f"{slug}.txt")),
    ),
    "users": ("wagtailusers_users:index", make_user),
}


@pytest.mark.parametrize("place", sorted(LISTS))
def test_an_infix_finds(place: str, admin_client: Client) -> None:
    address, make = LISTS[place]
    make(NAME, "buds")
    make(OTHER, "tea")
    everything = admin_client.get(reverse(address)).content.decode()
    found = admin_client.get(reverse(address), {"q": ASKED}).content.decode()
    assert OTHER in everything, "the list shows what there is"
    assert NAME in found
    assert OTHER not in found

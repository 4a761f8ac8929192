"""Each role may open these areas of the admin, is refused the others, and finds in its menu what it may open."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.menu import Menu, admin_menu
from wagtail.users.models import UserProfile

from cms.operations.roles.granting import ensure_roles, find_group
from cms.operations.roles.reading import read_roles
from tests.integration.admin.conftest import log_in
from tests.integration.roles.areas import AREAS, Shop

pytestmark = pytest.mark.django_db

EVERYBODYS = {"help", "notices", "tasks"}
READING = {"handbook", "handbook: page", "handbook: all of it on paper", "handbook: changes", "handbook: feedback"}
HANDBOOK = {"handbook: list", "handbook: write", "handbook: restore", "handbook: readers"}
ANYBODY = {"home", "site history", "notices", "tasks", "task: new", *READING}
LOOKING = {"products", "facts"}
CATALOGUE = {
    *LOOKING,
    "product: write",
    "product: new",
    "product: take down",
    "product: delete",
    "product: facts",
    "brands",
    "brand: new",
    "categories",
    "category: new",
    "specifications",
}
LOOKING_AT_NORMS = {"norms", "phrases", "evidence", "scores"}
NORMS = {*LOOKING_AT_NORMS, "norm: new", "phrase: new", "evidence: new"}
LOOKING_AT_SHELVES = {"shelf proposals", "shelf log", "low stock", "structure"}
READING_SHELVES = {*LOOKING_AT_SHELVES, "shelf rules", "thresholds"}
SHELVES = {*READING_SHELVES, "shelf rule: new", "shelf rule: write", "threshold: new", "shelf and stock"}
BULK = {"duplicates", "bulk work", "bulk: texts", "bulk: facts", "bulk: offers", "bulk: specifications"}
CARE = {"licences", "alternative texts", "duplicate pictures"}
FILES = {*CARE, "images", "image: new", "documents", "document: new", "videos"}
CODES = {"codes", "code: write"}
CAMPAIGNS = {"landing pages", "page: campaign", "page: new campaign", "templates", "template: list", *CODES}
ARTICLES = {"page: article", "page: new article"}
LOOKING_AT_COUPONS = {"coupons", "claims"}
COUPONS = {
    *LOOKING_AT_COUPONS,
    *("coupon batches", "coupon batch: new", "coupon campaigns", "coupon campaign: new"),
}
SEARCH = {"workbench", "search rules", "synonyms", "search redirects", "search banners", "judgements"}
PROMOTIONS = {
    "promotion: kinds",
    "promotions",
    "promotion: new",
    "promotion: write",
    "promotion: copy",
    "promotion: history",
    "promotion: delete",
    "promotion: stop",
    "promotion groups",
}
POSTS = {"moderation", "posts", "replies"}
SEARCHES = {f"searches: {name}" for name in ("most frequent", "rising", "nothing found", "nothing clicked", "slow")}
ONLY_ADMINISTRATORS = {"users", "groups", "sites", "locales", "webhooks"}

EXPECTED: dict[str, set[str]] = {
    "head": set(AREAS) - ONLY_ADMINISTRATORS,
    "merchandising": {
        *CATALOGUE,
        *NORMS,
        *SHELVES,
        *BULK,
        *FILES,
        *SEARCH,
        *("search rule: new", "search rule: write", "search rule: history", "synonym: new"),
        *("moderation", "review dimensions", "approvals"),
        *SEARCHES,
    },
    "members": {
        *LOOKING,
        *POSTS,
        *("images", "image: new", *CARE),
        *("codes", "code: write"),
        *("boards", "board: write"),
        *("members", "member", "consents", "erasures"),
    },
    "campaigns": {
        *LOOKING,
        *FILES,
        *CAMPAIGNS,
        *PROMOTIONS,
        *COUPONS,
        *LOOKING_AT_SHELVES,
        *("workflow reports", "approvals"),
    },
    "editors": {
        *LOOKING,
        *FILES,
        *POSTS,
        *ARTICLES,
        "product: write",
        *LOOKING_AT_NORMS,
        "evidence: new",
        *("bulk work", "bulk: texts", "bulk: articles"),
        *HANDBOOK,
        *("landing pages", "page: campaign", "page: new campaign", "templates"),
        *("authors", "author: write", "series", "menus"),
        *("workflow reports", "approvals"),
    },
    "service": {
        *LOOKING,
        *POSTS,
        *LOOKING_AT_COUPONS,
        "bulk work",
        "bulk: answers",
        "low reviews",
        "reasons",
        "reason: write",
        "members",
        "member",
    },
    "analysts": {
        *LOOKING,
        *LOOKING_AT_NORMS,
        *READING_SHELVES,
        *SEARCH,
        *SEARCHES,
        *("brands", "categories", "specifications", "review dimensions", "boards"),
    },
}

CATALOGUE_MENU = [
    "catalogue-products",
    "catalogue-facts",
    "catalogue-brands",
    "catalogue-categories",
    "catalogue-specifications",
]
LOOKING_MENU = CATALOGUE_MENU[:2]
NORMS_MENU = ["catalogue-norms", "catalogue-phrases", "catalogue-evidence"]
BULK_ITEM = "catalogue-bulk"
SHELF_LISTS = ["shelving-proposals", "shelving-log", "shelving-stock", "shelving-structure"]
SHELF_MENU = [*SHELF_LISTS, "shelving-rules", "shelving-thresholds"]
CAMPAIGN_MENU = ["landing-pages", "landing-gallery", "landing-templates", "landing-codes"]
SEARCH_MENU = [
    "search-workbench",
    "search-rules",
    "search-synonyms",
    "search-redirects",
    "search-banners",
    "search-judgements",
]
COUPONS_MENU = ["promotions-coupons", "promotions-claims"]
PROMOTIONS_MENU = [
    *("promotions-new", "promotions-list", "promotions-groups", "promotions-coupon-campaigns", "promotions-batches"),
    *COUPONS_MENU,
]
CONTENT_MENU = ["authors", "series", "menus"]
REPORTS_MENU = ["workflows", "workflow-tasks", "site-history", "aging-pages", "page-types-usage"]
READING_MENU = ["handbook-read", "handbook-changes"]
HANDBOOK_MENU = [*READING_MENU, "handbook-notes", "handbook-readers", "handbook-pages"]
FILES_MENU: dict[str, list[str]] = {"images": [], "documents": [], "media": []}

MENUS: dict[str, dict[str, list[str]]] = {
    "head": {
        "handbook": HANDBOOK_MENU,
        **FILES_MENU,
        "approvals": [],
        "explorer": [],
        "campaign-pages": CAMPAIGN_MENU,
        "promotions": PROMOTIONS_MENU,
        "catalogue": [*CATALOGUE_MENU, *NORMS_MENU, BULK_ITEM],
        "shelving": SHELF_MENU,
        "content": CONTENT_MENU,
        "members-group": ["members", "consent-texts", "erasures"],
        "moderation": [
            "moderation-queue",
            "community-cases",
            "moderation-words",
            "moderation-reasons",
            "review-dimensions",
        ],
        "community": ["community-posts", "community-replies", "community-boards"],
        "shopper-search": [*SEARCH_MENU, "search-weights"],
        "reports": [
            "searches",
            "duplicates",
            "product-information",
            "media-care",
            "audit-log",
            "locked-pages",
            *REPORTS_MENU,
        ],
        "settings": [
            "shelf-and-stock",
            "shoppers-behaviour",
            "site",
            "moderation-rules",
            "reviews",
            "signin",
            "redirects",
            "collections",
            "workflows",
            "workflow-tasks",
            "roles-matrix",
            "category-limits",
            "board-limits",
            "recommendation-exclusions",
            "notice-channels",
        ],
    },
    "merchandising": {
        "handbook": READING_MENU,
        **FILES_MENU,
        "approvals": [],
        "catalogue": [*CATALOGUE_MENU, *NORMS_MENU, BULK_ITEM],
        "shelving": SHELF_MENU,
        "moderation": ["moderation-queue", "review-dimensions"],
        "shopper-search": [*SEARCH_MENU, "search-weights"],
        "reports": ["searches", "duplicates", "product-information", "media-care"],
        "settings": ["shelf-and-stock", "recommendation-exclusions"],
    },
    "members": {
        "handbook": READING_MENU,
        "images": [],
        "reports": ["media-care"],
        "campaign-pages": ["landing-codes"],
        "catalogue": LOOKING_MENU,
        "members-group": ["members", "consent-texts", "erasures"],
        "moderation": ["moderation-queue"],
        "community": ["community-posts", "community-replies", "community-boards"],
    },
    "campaigns": {
        "handbook": READING_MENU,
        **FILES_MENU,
        "approvals": [],
        "explorer": [],
        "campaign-pages": CAMPAIGN_MENU,
        "promotions": PROMOTIONS_MENU,
        "catalogue": LOOKING_MENU,
        "shelving": SHELF_LISTS,
        "reports": ["media-care", "locked-pages", *REPORTS_MENU],
    },
    "editors": {
        "handbook": HANDBOOK_MENU,
        **FILES_MENU,
        "approvals": [],
        "explorer": [],
        "campaign-pages": ["landing-gallery", "landing-pages"],
        "catalogue": [*LOOKING_MENU, *NORMS_MENU, BULK_ITEM],
        "content": CONTENT_MENU,
        "moderation": ["moderation-queue"],
        "community": ["community-posts", "community-replies"],
        "reports": ["product-information", "media-care", *REPORTS_MENU],
    },
    "service": {
        "handbook": READING_MENU,
        "promotions": COUPONS_MENU,
        "catalogue": [*LOOKING_MENU, BULK_ITEM],
        "members-group": ["members"],
        "moderation": ["moderation-queue", "community-cases", "moderation-reasons"],
        "community": ["community-posts", "community-replies"],
    },
    "analysts": {
        "handbook": READING_MENU,
        "catalogue": [*CATALOGUE_MENU, *NORMS_MENU],
        "shelving": SHELF_MENU,
        "moderation": ["review-dimensions"],
        "shopper-search": SEARCH_MENU,
        "reports": ["searches", "product-information"],
        "community": ["community-boards"],
    },
}


def make_person(role: str) -> User:
    user = User.objects.create_user(role, f"{role}@example.com", "secret")
    user.groups.add(find_group(role))
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


def list_menu(user: User, menu: Menu) -> dict[str, list[str]]:
    """The entries of the menu, each with what stands under it, but for those that everybody has."""
    request = RequestFactory().get("/admin/")
    request.user = user
    return {
        item.name: [one.name for one in item.menu.menu_items_for_request(request)] if hasattr(item, "menu") else []
        for item in menu.menu_items_for_request(request)
        if item.name not in EVERYBODYS
    }


@pytest.fixture
def shop() -> Shop:
    shop = Shop()
    ensure_roles()
    return shop


def test_every_role_is_expected_to_open_something() -> None:
    assert set(EXPECTED) == set(MENUS) == {role.key for role in read_roles()}
    assert set().union(*EXPECTED.values()) <= set(AREAS)


@pytest.mark.parametrize("role", sorted(EXPECTED))
def test_what_a_role_may_open_and_what_it_is_refused(role: str, shop: Shop) -> None:
    client = log_in(make_person(role))
    answers = {name: client.get(address) for name, address in shop.list_addresses().items()}
    opened = {name for name, answer in answers.items() if answer.status_code == 200}
    assert opened == EXPECTED[role] | ANYBODY
    for name in set(AREAS) - opened:
        refused: Any = answers[name]
        assert refused.status_code in {302, 403, 404}, name
        assert refused.headers.get("Location", "/admin/") in {"/admin/", reverse("wagtailimages:index")}, name


@pytest.mark.parametrize("role", sorted(MENUS))
def test_the_menu_shows_what_a_role_may_open(role: str, shop: Shop) -> None:
    person = make_person(role)
    # What viewsets bring is in the menu once the addresses are known.
    assert log_in(person).get(reverse("wagtailadmin_home")).status_code == 200
    # What stands under an entry is compared whatever its order: that follows from what packages are installed.
    found = {name: sorted(items) for name, items in list_menu(person, admin_menu).items()}
    assert found == {name: sorted(items) for name, items in MENUS[role].items()}


def test_every_entry_of_the_menu_leads_to_a_page_of_that_name(shop: Shop) -> None:
    person = make_person("head")
    client = log_in(person)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    request = RequestFactory().get("/admin/")
    request.user = person
    entries = [
        one
        for item in admin_menu.menu_items_for_request(request)
        for one in (item.menu.menu_items_for_request(request) if hasattr(item, "menu") else [item])
        if item.name != "help" and one.url.startswith("/admin/")
    ]
    assert len(entries) > 40
    for entry in entries:
        answer = client.get(entry.url, follow=True)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8"), entry.name
        title = re.search(r"<h[12][^>]*>(.*?)</h[12]>", answer.content.decode(), re.DOTALL)
        assert title is not None, entry.name
        assert not entry.url.rstrip("/").endswith(("/deleted", "/progress", "/download")), entry.url


def test_a_role_changes_nothing_it_is_refused(shop: Shop) -> None:
    client = log_in(make_person("service"))
    client.post(reverse("wagtailsnippets_catalog_productcontent:delete", args=[shop.content.pk]))
    client.post(reverse("wagtailadmin_pages:delete", args=[shop.article.pk]))
    client.post(reverse("members:erase", args=[shop.member.pk]))
    for row in (shop.content, shop.article, shop.member):
        row.refresh_from_db()
    assert shop.content.live

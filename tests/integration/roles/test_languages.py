"""Whoever works in Chinese reads Chinese on every page of the admin, Wagtail's own words included.

Dates stand there as Chinese writes them, and large numbers with separators.

The walk begins at every area and follows links, one page a view. The shop of the test is Chinese, so whatever English
sentence it meets is the software's.
"""

from __future__ import annotations

import re
import shutil
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as configured
from django.contrib.auth.models import User
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone
from wagtail.models import Page
from wagtail.users.models import UserProfile

from campaigns.promotions.models import CouponBatch, CouponCampaign
from cms.operations.catalogues.compiling import compile_changed
from cms.operations.roles.granting import ensure_roles
from search.behaviour.models import ProductDay, QueryDay
from tests import factories
from tests.integration.roles.areas import Shop

pytestmark = pytest.mark.django_db

LEAST_PAGES = 60
MOST_PAGES = 220
# Wagtail words these when its process starts, in the shop's language; the tests' process starts in English. Its own
# groups and a column of ports it names in English alone.
AT_START = re.compile("Root page|Site name|Content types|promotion group|th: (?:Port|Moderators|Editors)$")
# Names of things and of languages, keys of a keyboard, and what is code.
ALLOWED = re.compile(
    r"""https?://\S+|/[\w/-]+|\b(?:Wagtail|Vitrine|Elasticsearch|GraphQL|Webhook|Markdown|JavaScript|English|Shift|Ctrl|Alt|Enter|
    Esc|Tab|Mod|Option|Command|nDCG|Google|Simple\ translation|Open\ Graph|JSON-LD|API|URL|HTML|CSV|XLSX|SKU|
    GTIN|SEO)\b""",
    re.VERBOSE,
)
SENTENCE = re.compile(r"\b[A-Za-z][a-z]{2,}(?:,? [A-Za-z][a-z']*)+\b")
WORD = re.compile(r"[A-Za-z][a-z]{2,}\*?")
NAMES = "th, dt, legend"
MONTHS = "Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec"
FOREIGN_DATE = re.compile(
    rf"\b\d{{4}}-\d\d-\d\d\b|\b(?:{MONTHS})[a-z]*\.? \d{{1,2}}\b|\b\d{{1,2}} (?:{MONTHS})[a-z]*\b"
)
# A number by itself, and no part of a code, a price, an address or a time.
LARGE_NUMBER = re.compile(r"(?<![\w.,:/#?=&+-])\d{5,}(?![\w:/=&-])")
# How a date is to be typed, or is typed already.
TYPED = re.compile(r"（如 ?[^）]*）|\b2026-11-11 00:00\b")
ATTRIBUTES = ("title", "aria-label", "placeholder", "alt", "data-tippy-content", "data-w-tooltip-content-value")


@pytest.fixture
def chinese(settings: Any, tmp_path: Path) -> Iterator[None]:
    folders = [tmp_path / "own", tmp_path / "packages"]
    for source, folder in zip(configured.CATALOGUES, folders, strict=True):
        shutil.copytree(source / "zh_Hans", folder / "zh_Hans", ignore=shutil.ignore_patterns("*.mo"))
        compile_changed(folder)
    settings.LOCALE_PATHS = folders
    settings.LANGUAGE_CODE = "zh-hans"
    yield


@pytest.fixture
def reader(client: Client) -> Client:
    user = User.objects.create_superuser("lin", email="lin@shop.example")
    user.first_name = "林"
    user.save()
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "zh-hans"})
    client.force_login(user)
    return client


def find_english(page: BeautifulSoup) -> Iterator[str]:
    """Texts of a page, and of what its elements are called, that hold several English words in a row."""
    for element in page.find_all(["script", "style", "code", "pre", "kbd", "textarea", "template"]):
        element.decompose()
    for text in [*page.stripped_strings, *(str(one[name]) for name in ATTRIBUTES for one in page.select(f"[{name}]"))]:
        plain = " ".join(text.split())
        if SENTENCE.search(ALLOWED.sub(" ", text)) or is_unformatted(plain):
            yield plain
    # What a column or a field is called is English in one word already.
    for name in page.select(NAMES):
        plain = " ".join(name.get_text(" ").split())
        if WORD.fullmatch(ALLOWED.sub(" ", plain).strip()):
            yield f"{name.name}: {plain}"


def is_unformatted(text: str) -> bool:
    """Whether it holds a date that is not written as Chinese does, or a large number without separators."""
    return bool(FOREIGN_DATE.search(TYPED.sub(" ", text)) or LARGE_NUMBER.search(text))


def list_links(page: BeautifulSoup) -> Iterator[str]:
    for link in page.select("a[href]"):
        parts = urlsplit(str(link["href"]))
        if parts.path.startswith("/admin/") and not parts.netloc:
            yield parts.path


def name_pages() -> None:
    """What Wagtail's own migrations make has English names, until the first start, or somebody, gives it others."""
    Page.objects.filter(slug="home", depth=2).update(title="首页", draft_title="首页")
    ensure_roles()


def make_large_numbers(shop: Shop) -> None:
    """What a shop counts in its second year."""
    plenty = factories.make_published("plenty", title="大宗茶叶")
    plenty.product.offers.update(stock=54321, sold_30_days=23456)
    today = timezone.localdate()
    QueryDay.objects.create(day=today, locale="zh-hans", phrase="茶", searches=34567, followed=23456, clicked=12345)
    ProductDay.objects.create(day=today, product_key="plenty", views=45678, clicks=34567, purchases=23456)
    CouponBatch.objects.create(promotion=shop.promotion, name="大批", count=76543, made=76543)
    CouponCampaign.objects.create(promotion=shop.promotion, name="领券", stock=65432, taken=54321)


def close(response: Any) -> None:
    """End what is sent bit by bit, as Django's own client does: the connection of the test stays."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)


def name_view(path: str) -> str | None:
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


def test_no_page_of_the_admin_says_an_english_sentence(chinese: None, reader: Client) -> None:
    name_pages()
    shop = Shop()
    make_large_numbers(shop)
    waiting = deque(shop.list_addresses().values())
    seen: set[str | None] = {None, "wagtailadmin_logout"}
    found: dict[str, list[str]] = {}
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.popleft()
        name = name_view(path)
        if name in seen:
            continue
        seen.add(name)
        response = reader.get(path, headers={"accept-language": "zh-hans"})
        if response.status_code != 200 or not response["Content-Type"].startswith("text/html"):
            close(response)
            continue
        page = BeautifulSoup(response.content, "html.parser")
        waiting.extend(list_links(page))
        if english := sorted(text for text in set(find_english(page)) if not AT_START.search(text)):
            found[f"{name} {path}"] = english

    assert len(seen) > LEAST_PAGES
    assert "\n".join(f"{place}: {text}" for place, texts in found.items() for text in texts) == ""

"""Every page of the demo shop opens in both languages, and no link on it leads nowhere."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.delivery.models import DeliveryDocument
from tests.integration.demo.conftest import Loaded

PAGES = ("article", "article_index", "author", "home", "landing", "landing_index", "series", "topic", "topic_index")
OWN = ("community", "me")
"""Where pages lie that show no document, and that members alone fill."""
SOME = 6
"""Of what there are hundreds of, so many stand for all."""


def list_paths(kind: str, locale: str) -> list[str]:
    """Where the live documents of a kind are shown."""
    now = timezone.now()
    rows = DeliveryDocument.objects.filter(kind=kind, locale=locale, live_from__lte=now).exclude(live_until__lte=now)
    return sorted(rows.values_list("path", flat=True))


def find_links(page: str, locale: str) -> set[str]:
    """The addresses within the shop that a page leads to, without what comes behind "?" and "#"."""
    found = (html.unescape(address) for address in re.findall(r'<a\b[^>]*\bhref="([^"]+)"', page))
    return {re.split(r"[?#]", address)[0] for address in found if address.startswith(f"/{locale}/")}


def open_all(paths: Iterable[str], locale: str) -> dict[str, str]:
    client = Client(headers={"accept": "text/html"})
    pages = {}
    for path in paths:
        response = client.get(f"/{locale}{path}" if path != "/" else f"/{locale}/")
        assert response.status_code == 200, (locale, path, response.status_code)
        pages[path] = response.content.decode()
    return pages


@pytest.mark.parametrize("locale", ["zh-hans", "en"])
def test_every_page_opens_and_leads_on(demo: Loaded, db: Any, locale: str) -> None:
    shown = [path for kind in PAGES for path in list_paths(kind, locale)]
    assert len(shown) >= 25
    pages = open_all(shown, locale)
    pages |= open_all(list_paths("product", locale)[:SOME], locale)
    links = set().union(*(find_links(page, locale) for page in pages.values()))
    known = {
        f"/{locale}{path}" for kind in ("product", "category", "brand", *PAGES) for path in list_paths(kind, locale)
    }
    known |= {f"/{locale}/", f"/{locale}/search", f"/{locale}/cart", f"/{locale}/coupons"}
    known |= {
        f"/{locale}{path}/{own}" for path in list_paths("product", locale) for own in ("review", "reviews", "questions")
    }
    assert [
        link for link in sorted(links - known) if not link.startswith(tuple(f"/{locale}/{own}" for own in OWN))
    ] == []


@pytest.mark.parametrize("locale", ["zh-hans", "en"])
def test_a_page_is_in_its_own_language(demo: Loaded, db: Any, locale: str) -> None:
    path = list_paths("article", locale)[0]
    page = open_all([path], locale)[path]
    title = re.search(r"<h1[^>]*>(.*?)</h1>", page, re.DOTALL)
    assert title is not None
    assert bool(re.search(r"[\u4e00-\u9fff]", title[1])) is (locale == "zh-hans")

"""The handbook that comes with the shop is true: its screens exist, and buttons are called what it calls them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import polib
import pytest
import wagtail
import wagtailmedia
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import get_resolver, resolve, reverse
from wagtail.models import Locale

from cms.handbook.models import HandbookPage, StarterPage
from cms.handbook.naming import find_nearest
from cms.handbook.screens import find_address, list_screens, name_match
from cms.handbook.starter.reading import Starter, read_starters
from cms.handbook.starting import ensure_starters
from cms.operations.roles.granting import ensure_roles, find_group
from cms.operations.roles.reading import read_roles
from tests.integration.admin.conftest import log_in
from tests.integration.roles.areas import Shop

pytestmark = pytest.mark.django_db

STARTERS = read_starters()
# What is quoted and no label: words of shoppers, and other pages.
QUOTES = {"the first time", *(text.title.strip("“”") for starter in STARTERS for text in starter.texts.values())}


def write_text(starter: Starter, language: str) -> str:
    text = starter.texts[language]
    return " ".join((text.title, json.dumps(text.body, ensure_ascii=False)))


@cache
def list_labels() -> dict[str, frozenset[str]]:
    """Everything the admin says, in either language."""
    found: dict[str, set[str]] = {"en": set(), "zh-hans": set()}
    for entry in _list_entries():
        words = (entry.msgid, entry.msgid_plural), (entry.msgstr, *entry.msgstr_plural.values())
        for language, texts in zip(("en", "zh-hans"), words, strict=True):
            found[language] |= {text.casefold().strip() for text in texts if text}
    return {language: frozenset(texts) for language, texts in found.items()}


def _list_entries() -> Iterator[Any]:
    for folder in settings.CATALOGUES:
        for path in (folder / "zh_Hans" / "LC_MESSAGES").glob("*.po"):
            yield from polib.pofile(str(path))
    for package in (wagtail, wagtailmedia):
        for path in Path(package.__file__).parent.rglob("zh_Hans/LC_MESSAGES/*.po"):
            yield from polib.pofile(str(path))


def list_names(resolver: Any, space: str = "") -> Iterator[str]:
    """The name of every address there is."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from list_names(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        elif pattern.name:
            yield f"{space}{pattern.name}"


def test_there_are_pages_for_every_duty_and_a_first_day_for_every_role() -> None:
    keys = [starter.key for starter in STARTERS]
    assert len(keys) == len(set(keys))
    assert len([starter for starter in STARTERS if starter.chapter]) >= 45
    assert {f"first-{role.key}" for role in read_roles()} <= set(keys)
    known = {role.key for role in read_roles()}
    assert {role for starter in STARTERS for role in starter.roles} == known
    for starter in STARTERS:
        assert all(text.title and text.body for text in starter.texts.values()), starter.key


def test_every_screen_that_is_named_is_there() -> None:
    known = {screen for screen, _label in list_screens()} | set(list_names(get_resolver()))
    for starter in STARTERS:
        for screen in starter.screens:
            assert any(one.startswith(screen) for one in known), (starter.key, screen)
        for text in starter.texts.values():
            for block in text.body:
                if block["type"] == "screen":
                    assert find_address(block["value"]["screen"]).startswith("/admin/"), starter.key


def test_no_screen_belongs_to_two_pages_at_one_depth() -> None:
    for is_chapter in (True, False):
        screens = [screen for starter in STARTERS if (not starter.chapter) is is_chapter for screen in starter.screens]
        assert len(screens) == len(set(screens))


@pytest.mark.parametrize(("language", "quoted"), [("zh-hans", r"「([^」]+)」"), ("en", r"“([^”]+)”")])
def test_whatever_is_quoted_is_what_the_admin_says(language: str, quoted: str) -> None:
    missing = {
        f"{starter.key}: {label}"
        for starter in STARTERS
        for label in re.findall(quoted, write_text(starter, language))
        if label.casefold() not in list_labels()[language] and label not in QUOTES
    }
    assert missing == set()


def test_both_languages_have_as_many_steps() -> None:
    for starter in STARTERS:
        shapes = [
            [(block["type"], len(block["value"]) if block["type"] == "steps" else 0) for block in text.body]
            for text in starter.texts.values()
        ]
        assert shapes[0] == shapes[1], starter.key


def test_every_area_of_the_admin_leads_to_a_page(db: Any) -> None:
    shop = Shop()
    known = {screen: starter.key for starter in STARTERS for screen in starter.screens}
    lost = []
    for area, address in shop.list_addresses().items():
        if find_nearest(name_match(resolve(address)), known) is None:
            lost.append(area)
    assert lost == []


def make_shop() -> None:
    for code in ("zh-hans", "en"):
        Locale.objects.get_or_create(language_code=code)
    ensure_roles()


def test_pages_are_given_once_and_stay_what_people_make_of_them() -> None:
    make_shop()
    assert ensure_starters(find_group=find_group) == len(STARTERS)
    assert HandbookPage.objects.filter(live=True).count() == 2 * len(STARTERS)
    page = HandbookPage.objects.get(starter_key="products-write", locale__language_code="en")
    assert page.parent.starter_key == "products"
    assert page.parent.locale == page.locale
    assert {group.name for group in page.groups.all()} == {"商品运营", "内容编辑"}
    assert page.edition == 1
    assert page.get_translations().get().title == "写好一件商品"
    page.title = "Ours"
    page.save()
    HandbookPage.objects.filter(starter_key="bulk-edit").delete()
    assert ensure_starters(find_group=find_group) == 0
    page.refresh_from_db()
    assert page.title == "Ours"
    assert not HandbookPage.objects.filter(starter_key="bulk-edit").exists()
    assert StarterPage.objects.count() == len(STARTERS)


def test_every_page_opens_and_every_link_on_it_leads_somewhere() -> None:
    make_shop()
    ensure_starters(find_group=find_group)
    client = log_in(User.objects.create_superuser("walker", email="walker@shop.example"))
    links = set()
    for pk in HandbookPage.objects.values_list("pk", flat=True):
        response = client.get(reverse("handbook:beside", args=[pk]))
        assert response.status_code == 200
        links |= set(re.findall(r'<a href="([^"]+)" data-handbook-to-screen', response.content.decode()))
    assert len(links) > 30
    lost = {link for link in links if client.get(link).status_code not in (200, 302)}
    assert lost == set()

"""A new shop has a home in every locale, and nothing of Wagtail's welcome."""

from __future__ import annotations

import pytest
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.content.models import HomePage
from cms.content.starting import ensure_homes
from cms.delivery import selectors

pytestmark = pytest.mark.django_db


@pytest.fixture
def welcome() -> Page:
    """What Wagtail's own migration leaves behind."""
    Site.objects.all().delete()
    welcome = Page.get_first_root_node().add_child(instance=Page(title="Welcome", slug="welcome"))
    Site.objects.create(hostname="localhost", root_page=welcome, is_default_site=True)
    return welcome


def test_homes_take_the_place_of_the_welcome(welcome: Page) -> None:
    assert ensure_homes() == 2
    assert not Page.objects.filter(pk=welcome.pk).exists()
    homes = {home.locale.language_code: home for home in HomePage.objects.all()}
    assert homes.keys() == {"zh-hans", "en"}
    assert homes["zh-hans"].translation_key == homes["en"].translation_key
    assert Site.objects.get(is_default_site=True).root_page_id == homes["zh-hans"].pk
    assert homes["en"].url == "/en/"
    assert homes["en"].full_url == "http://localhost:8000/en/"
    for locale in ("zh-hans", "en"):
        found = selectors.find_document_at("/", locale=locale, at=timezone.now())
        assert found is not None
        assert (found.kind, found.locale) == ("home", locale)


def test_a_second_time_changes_nothing(welcome: Page) -> None:
    ensure_homes()
    before = list(Page.objects.values_list("pk", "latest_revision_id").order_by("pk"))
    assert ensure_homes() == 0
    assert list(Page.objects.values_list("pk", "latest_revision_id").order_by("pk")) == before


def test_a_locale_that_came_later_gets_a_home(welcome: Page) -> None:
    ensure_homes()
    Locale.objects.create(language_code="fr")
    assert ensure_homes() == 1
    assert HomePage.objects.get(locale__language_code="fr").translation_key == HomePage.objects.first().translation_key


def test_pages_that_somebody_made_stay(welcome: Page) -> None:
    welcome.add_child(instance=Page(title="Ours", slug="ours"))
    ensure_homes()
    assert Page.objects.filter(pk=welcome.pk).exists()
    assert HomePage.objects.filter(pk=Site.objects.get().root_page_id).exists()

"""Pages are held to how the shop speaks, in their own language, and published all the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from cms.content.checking.articles import check_article
from cms.content.checking.homes import check_home
from cms.content.checking.wordings import check_wording
from cms.content.models import ArticlePage, SiteProfile, SiteText
from tests import factories

pytestmark = pytest.mark.django_db


def make_article(title: str, body: str, *, locale: str = "zh-hans") -> Any:
    home = factories.make_home(locale)
    page = ArticlePage(title=title, slug="one", locale=home.locale, lead="导语")
    page.body = [("text", f"<p>{body}</p>")]
    return page


def set_phrases(locale: str = "zh-hans", **phrases: str) -> None:
    home = factories.make_home(locale)
    SiteText.objects.create(site=SiteProfile.load(), locale=home.locale, name="店", **phrases)


def list_messages(page: Any) -> list[tuple[str, str, str]]:
    return [(one.level, one.field, one.text) for one in check_wording(page, ("title", "lead"), wants_all=True)]


def test_what_is_never_said_is_warned_of_where_it_stands() -> None:
    set_phrases(avoided="手慢无 = 库存有限\n亲们")
    page = make_article("手慢无的茶", "亲们，好茶。")
    assert list_messages(page) == [
        ("warning", "title", "The shop does not say “手慢无”; say “库存有限” instead."),
        ("warning", "body", "The shop does not say “亲们”; leave it out, or say it otherwise."),
    ]
    texts = [one.text for one in check_article(page, at=timezone.now())]
    assert "The shop does not say “手慢无”; say “库存有限” instead." in texts


def test_what_is_always_said_is_missed_in_articles_alone() -> None:
    set_phrases(wanted="好好挑，用很久")
    page = make_article("茶", "好茶。")
    assert list_messages(page) == [
        ("warning", "body", "“好好挑，用很久” stands nowhere, and the site's settings want it on every article.")
    ]
    assert list_messages(make_article("茶", "好好挑，用很久。")) == []
    assert check_home(factories.make_home(), at=timezone.now()) == []


def test_phrases_are_those_of_the_page_s_language(django_assert_num_queries: Any) -> None:
    set_phrases(avoided="茶")
    page = make_article("茶", "茶", locale="en")
    with django_assert_num_queries(1):
        assert list_messages(page) == []

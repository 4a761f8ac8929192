"""A draft stands in for what is live while a preview is served: everywhere, and for nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.delivery import selectors
from cms.delivery.drafts import list_shown, render_drafts, show_drafts
from cms.delivery.models import DeliveryDocument
from cms.delivery.preview_tokens import PreviewTokenError, load_drafts, make_token, read_token
from tests.factories import make_draft, make_product, make_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("watcher")]


def read_titles() -> dict[str, str]:
    found = selectors.find_documents("product", ["tea", "cup"], locale="zh-hans", at=timezone.now())
    return {key: document.data["title"] for key, document in found.items()}


def test_a_draft_is_shown_in_place_of_what_is_live() -> None:
    make_published("cup", title="Cup")
    content = make_published("tea", title="Tea")
    content.title, content.slug = "Better tea", "better"
    with show_drafts(render_drafts(content)):
        assert read_titles() == {"cup": "Cup", "tea": "Better tea"}
        now = timezone.now()
        assert selectors.find_document_by_slug("product", "tea", locale="zh-hans", at=now) is None
        found = selectors.find_document_at("/products/better", locale="en", at=now)
        assert found is not None
        assert found.data["title"] == "Better tea"
        assert [one.key for one in selectors.list_documents("product", locale="en", at=now)] == ["cup", "tea"]
        assert selectors.find_all_locales("product", ["tea"], at=now)["tea"].keys() == {"zh-hans"}
    assert read_titles() == {"cup": "Cup", "tea": "Tea"}
    assert list_shown() == ()


def test_a_draft_that_was_never_published_is_shown_and_stored_nowhere() -> None:
    content = make_draft(make_product("tea"), title="Draft")
    with show_drafts(render_drafts(content)):
        assert read_titles() == {"tea": "Draft"}
    assert read_titles() == {}
    assert not DeliveryDocument.objects.exists()


def test_a_token_shows_the_latest_draft() -> None:
    content = make_published("tea", title="Tea")
    now = timezone.now()
    token = make_token(content, at=now)
    content.title = "Better tea"
    content.save_revision()
    drafts = load_drafts(read_token(token, at=now))
    assert [(one.key, one.data["title"]) for one in drafts] == [("tea", "Better tea")]
    content.delete()
    assert load_drafts(read_token(token, at=now)) == []


def test_a_token_for_other_times_shows_no_draft() -> None:
    now = timezone.now()
    assert load_drafts(read_token(make_token(None, at=now), at=now)) == []


def test_a_token_expires_and_cannot_be_forged() -> None:
    now = timezone.now()
    token = make_token(None, at=now, lifetime=timedelta(minutes=5))
    read_token(token, at=now + timedelta(minutes=4))
    with pytest.raises(PreviewTokenError, match="has expired"):
        read_token(token, at=now + timedelta(minutes=5))
    for forged in ("", "x", token[:-1], token + "a", token.replace(token[0], "Z", 1)):
        with pytest.raises(PreviewTokenError, match="not made by this server"):
            read_token(forged, at=now)

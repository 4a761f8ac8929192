"""What the rules go by is kept in the admin: words, reasons, dimensions, settings; and what there is to start with."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cms.community import starting
from cms.community.models import (
    CannedReason,
    ModerationSettings,
    ModerationWord,
    ReviewDimension,
    ReviewDimensionText,
    ReviewSettings,
)
from cms.community.moderation.screening import load_words
from cms.community.moderation.words import find_words
from cms.spelling import squeeze_text
from tests.integration.admin.conftest import log_in, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["moderation_word", "moderation_reason", "review_dimension"])
def test_lists_and_forms_open(admin_client: Client, name: str) -> None:
    starting.ensure_community()
    model = {
        "moderation_word": ModerationWord,
        "moderation_reason": CannedReason,
        "review_dimension": ReviewDimension,
    }[name]
    for view, arguments in (("index", []), ("add", []), ("edit", [model.objects.first().pk])):
        assert admin_client.get(reverse(f"{name}:{view}", args=arguments)).status_code == 200
    stranger = log_in(make_user())
    assert stranger.get(reverse(f"{name}:index")).url == reverse("wagtailadmin_home")


def add_word(client: Client, word: str) -> list[str]:
    data = {"word": word, "severity": "hold", "category": "other", "is_active": "on", "note": ""}
    response = client.post(reverse("moderation_word:add"), data)
    return [] if response.status_code == 302 else response.context["form"].errors.get("word", [])


def test_a_word_is_taken_once_however_it_is_spelt(admin_client: Client) -> None:
    assert add_word(admin_client, "加微信") == []
    assert add_word(admin_client, "加 微-信") == ["“加微信” is on the list and finds the same."]
    assert add_word(admin_client, "…") == ["This has no letter or number in it, so it would find nothing."]
    assert list(ModerationWord.objects.values_list("word", flat=True)) == ["加微信"]


def test_settings_are_kept_by_who_may(admin_client: Client) -> None:
    url = reverse("wagtailsettings:edit", args=["community", "moderationsettings", ModerationSettings.load().pk])
    data = {
        "premoderated_kinds": ["question", "answer"],
        "held_first": 2,
        "burst_count": 5,
        "burst_minutes": 10,
        "repeat_members": 2,
        "repeat_hours": 72,
        "allowed_hosts": "docs.example.com",
        "report_threshold": 3,
        "claim_minutes": 10,
    }
    html = admin_client.get(url).content.decode()
    assert 'value="follow_up"' in html
    assert admin_client.post(url, data).status_code == 302
    rules = ModerationSettings.objects.get()
    assert (rules.premoderated_kinds, rules.held_first, rules.holds_pictures) == (["question", "answer"], 2, False)
    assert log_in(make_user()).post(url, {**data, "held_first": 9}).url == reverse("wagtailadmin_home")
    assert ModerationSettings.objects.get().held_first == 2
    reviews = reverse("wagtailsettings:edit", args=["community", "reviewsettings", ReviewSettings.load().pk])
    assert admin_client.get(reviews).status_code == 200


def test_a_new_installation_starts_with_a_modest_list() -> None:
    assert starting.ensure_community() > 60
    words = list(ModerationWord.objects.values_list("word", flat=True))
    assert len({squeeze_text(word) for word in words}) == len(words)
    assert ModerationWord.objects.filter(severity="reject").count() == 8
    assert {reason.locale for reason in CannedReason.objects.all()} == {"zh-hans", "en"}
    assert ReviewDimensionText.objects.filter(dimension__key="quality", locale__language_code="en").get().name == (
        "Quality"
    )
    (found,) = find_words("body", "便宜，加薇-信聊", load_words())
    assert found.note == "加薇信"
    assert find_words("body", "保温效果很好，客服态度也不错，性价比高", load_words()) == []
    assert find_words("body", "A good mug for the price, I would buy it again.", load_words()) == []


def test_what_a_shop_has_deleted_stays_deleted() -> None:
    starting.ensure_community()
    ModerationWord.objects.all().delete()
    assert starting.ensure_community() == 0
    assert ModerationWord.objects.count() == 0

"""What was deleted has no effect and can be brought back, with its versions."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.operations.roles import granting
from search.merchandising.models import QueryRule, SearchBanner, SearchRedirect, SynonymGroup
from search.merchandising.selectors import find_announcements
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.admin.forms import list_messages
from tests.integration.merchandising.conftest import find_keys, make_rule

pytestmark = pytest.mark.django_db
NOW = timezone.now()
RULES = "wagtailsnippets_merchandising_queryrule"


@pytest.mark.parametrize("model", [QueryRule, SynonymGroup, SearchRedirect, SearchBanner])
def test_each_kind_is_deleted_listed_and_brought_back(admin_client: Any, model: Any):
    values = {"words": "口红\n唇膏"} if model is SynonymGroup else {"name": "双11", "queries": "口红"}
    values |= {SearchRedirect: {"address": "/mugs"}, SearchBanner: {"heading": "双11"}}.get(model, {})
    one = model.objects.create(**values)
    one.save_revision()
    base = f"wagtailsnippets_merchandising_{model._meta.model_name}"
    assert "Nothing was deleted" in admin_client.get(reverse(f"{base}:deleted")).content.decode()
    confirm = admin_client.get(reverse(f"{base}:delete", args=[one.pk])).content.decode()
    assert "it can be brought back" in confirm
    admin_client.post(reverse(f"{base}:delete", args=[one.pk]))
    assert not model.objects.exists()
    assert admin_client.get(reverse(f"{base}:edit", args=[one.pk])).status_code == 404
    admin_client.get(reverse(f"{base}:list"))
    listed = admin_client.get(reverse(f"{base}:list")).content.decode()
    assert str(one) not in listed
    assert reverse(f"{base}:deleted") in listed
    page = admin_client.get(reverse(f"{base}:deleted")).content.decode()
    assert f"Bring back “{one}”" in page
    assert "editor-" in page
    response = admin_client.post(reverse(f"{base}:deleted"), {"pk": one.pk}, follow=True)
    assert list_messages(response) == [f"“{one}” is back, as it was."]
    assert model.objects.get().revisions.count() == 1
    history = admin_client.get(reverse(f"{base}:history", args=[one.pk])).content.decode()
    assert "Brought back" in history


def test_a_deleted_rule_has_no_effect_until_it_is_back(admin_client: Any, shop: Any):
    rule = make_rule(("hide", {"products": ["mug-001"]}))
    redirect = SearchRedirect.objects.create(name="r", queries="马克杯", address="/mugs")
    admin_client.post(reverse(f"{RULES}:delete", args=[rule.pk]))
    redirect.delete()
    assert "mug-001" in find_keys(at=NOW)
    assert find_announcements(text="马克杯", locale="zh-hans", at=NOW).redirect == ""
    admin_client.post(reverse(f"{RULES}:deleted"), {"pk": rule.pk})
    redirect.restore()
    assert "mug-001" not in find_keys(at=NOW)
    assert find_announcements(text="马克杯", locale="zh-hans", at=NOW).redirect == "/mugs"


def test_what_was_switched_off_comes_back_switched_off(shop: Any):
    rule = make_rule(("hide", {"products": ["mug-001"]}), is_active=False)
    QueryRule.objects.all().delete()
    QueryRule.everything.get().restore()
    assert QueryRule.objects.get() == rule
    assert "mug-001" in find_keys(at=NOW)


@pytest.mark.parametrize("pk", ["", "x", "999"])
def test_what_is_not_there_is_not_brought_back(admin_client: Any, pk: str):
    make_rule(("hide", {"products": ["a"]})).delete()
    assert admin_client.post(reverse(f"{RULES}:deleted"), {"pk": pk}).status_code == 404
    assert not QueryRule.objects.exists()


def test_who_may_not_delete_may_not_bring_back(shop: Any):
    granting.ensure_roles()
    rule = make_rule(("hide", {"products": ["mug-001"]}))
    rule.delete()
    for role, is_allowed in (("analysts", False), ("merchandising", True)):
        user = make_user()
        user.groups.add(granting.find_group(role))
        client = log_in(user)
        client.post(reverse(f"{RULES}:deleted"), {"pk": rule.pk})
        assert QueryRule.objects.exists() is is_allowed
    assert ModelLogEntry.objects.filter(action="merchandising.restore").count() == 1

"""Merchandising in the admin: editing with history, the preview before and after, the workbench, judgements."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.operations.roles import granting
from search.merchandising.judging import find_ratings, judge_product
from search.merchandising.models import QueryRule, SearchBanner, SearchJudgement, SearchRedirect, SynonymGroup
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.admin.forms import list_errors, list_messages
from tests.integration.merchandising.conftest import find_keys, make_rule

pytestmark = pytest.mark.django_db
NOW = timezone.now()
RULES = "wagtailsnippets_merchandising_queryrule"


def fill_rule(*actions: tuple[str, dict[str, Any]], **changes: Any) -> dict[str, Any]:
    form = {
        "name": "双11",
        "match": "exact",
        "queries": "马克杯",
        "is_active": "on",
        "actions": streamfield(list(actions)),
    }
    return nested_form_data({**form, **changes})


def hide(*words: str) -> tuple[str, dict[str, Any]]:
    return "hide", {"products": "\n".join(words), "categories-count": "0", "brands-count": "0"}


def pin(*words: str, place: int = 1) -> tuple[str, dict[str, Any]]:
    return "pin", {"products": "\n".join(words), "place": str(place)}


def read_side(response: Any, number: int) -> list[tuple[str, str]]:
    """Title and mark of each hit of one of the two lists."""
    side = BeautifulSoup(response.content, "html.parser").select(".effect__side")[number]
    rows = []
    for hit in side.select(".effect__hit"):
        mark = hit.select_one(".effect__mark [aria-hidden]")
        title = hit.select_one(".effect__text").contents[0].strip()
        rows.append((title, mark.text if mark else ""))
    return rows


@pytest.mark.parametrize("model", [QueryRule, SynonymGroup, SearchRedirect, SearchBanner])
def test_every_list_and_form_opens_and_is_narrowed(admin_client: Any, model: Any):
    names = {"words": "口红\n唇膏"} if model is SynonymGroup else {"name": "n", "queries": "口红"}
    one = model.objects.create(**names, campaign="双11", starts_at=NOW, ends_at=NOW + timedelta(days=1))
    base = f"wagtailsnippets_merchandising_{model._meta.model_name}"
    for state, is_there in (("live", True), ("over", False), ("waits", False), ("off", False)):
        response = admin_client.get(reverse(f"{base}:list"), {"state": state, "campaign": "双", "locale": "en"})
        assert response.status_code == 200
        assert ("口红" in response.content.decode()) is is_there, state
    for name, arguments in (("add", []), ("edit", [one.pk]), ("history", [one.pk]), ("delete", [one.pk])):
        assert admin_client.get(reverse(f"{base}:{name}", args=arguments)).status_code == 200, name
    assert "热水壶" in admin_client.get(reverse(f"{base}:add"), {"query": "热水壶"}).content.decode()


def test_a_rule_is_written_changed_and_brought_back(admin_client: Any, shop: Any):
    admin_client.post(reverse(f"{RULES}:add"), fill_rule(pin("mug-000")))
    rule = QueryRule.objects.get()
    assert find_keys(at=NOW)[0] == "mug-000"
    admin_client.post(reverse(f"{RULES}:edit", args=[rule.pk]), fill_rule(pin("mug-001")))
    assert find_keys(at=NOW)[0] == "mug-001"
    first = rule.revisions.order_by("pk").first()
    history = admin_client.get(reverse(f"{RULES}:history", args=[rule.pk])).content.decode()
    address = reverse(f"{RULES}:revisions_revert", args=[rule.pk, first.pk])
    assert address in history
    form = admin_client.get(address)
    assert "mug-000" in form.content.decode()
    admin_client.post(reverse(f"{RULES}:edit", args=[rule.pk]), {**fill_rule(pin("mug-000")), "revision": first.pk})
    assert find_keys(at=NOW)[0] == "mug-000"
    assert rule.revisions.count() == 3


def test_the_first_change_of_what_came_along_can_be_undone(admin_client: Any):
    group = SynonymGroup.objects.create(words="口红\n唇膏", is_starter=True)
    form = {"words": "口红\n唇釉", "finds": "", "is_active": "on"}
    admin_client.post(reverse("wagtailsnippets_merchandising_synonymgroup:edit", args=[group.pk]), form)
    assert [revision.as_object().words.split() for revision in group.revisions.order_by("pk")] == [
        ["口红", "唇膏"],
        ["口红", "唇釉"],
    ]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"queries": " "}, "otherwise it would never take effect"),
        ({"starts_at": "2026-01-02 00:00", "ends_at": "2026-01-01 00:00"}, "It has to end after it starts"),
        (
            {"actions": streamfield([("hide", {"products": "", "categories-count": "0", "brands-count": "0"})])},
            "Say which products",
        ),
        ({"actions": streamfield([pin("mug-000", place=21)])}, "less than or equal to 20"),
    ],
)
def test_what_makes_no_sense_is_refused(admin_client: Any, changes: dict[str, Any], error: str):
    response = admin_client.post(reverse(f"{RULES}:add"), fill_rule(**changes))
    assert error in response.content.decode()
    assert not QueryRule.objects.exists()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "campaigns"])
def test_a_redirect_leads_to_an_address(admin_client: Any, address: str):
    form = {"name": "n", "match": "exact", "queries": "茶", "address": address, "is_active": "on"}
    response = admin_client.post(reverse("wagtailsnippets_merchandising_searchredirect:add"), form)
    assert "neither a path beginning with / nor a whole address" in list_errors(response)
    assert not SearchRedirect.objects.exists()


@pytest.mark.parametrize("address", ["/search?q=茶", "/en/search?sort=new&q=%E8%8C%B6"])
def test_a_redirect_does_not_lead_to_itself(admin_client: Any, address: str):
    form = {"name": "n", "match": "exact", "queries": "茶", "address": address, "is_active": "on"}
    list_name = "wagtailsnippets_merchandising_searchredirect"
    response = admin_client.post(reverse(f"{list_name}:add"), form)
    assert "leads to a search that leads here again" in list_errors(response)
    admin_client.post(reverse(f"{list_name}:add"), {**form, "address": "/search?q=茶叶"})
    assert SearchRedirect.objects.get().address == "/search?q=茶叶"


def test_two_pins_at_one_place_are_saved_with_a_warning(admin_client: Any, shop: Any):
    make_rule(pin_value("mug-000"), name="older", queries="杯子\n马克杯")
    response = admin_client.post(reverse(f"{RULES}:add"), fill_rule(pin("mug-001")), follow=True)
    assert any("“older” pins another product at place 1" in message for message in list_messages(response))
    assert QueryRule.objects.count() == 2


def pin_value(*words: str, place: int = 1) -> tuple[str, dict[str, Any]]:
    return "pin", {"products": list(words), "place": place}


def test_the_preview_shows_the_form_before_it_is_saved(admin_client: Any, shop: Any):
    rule = make_rule(pin_value("mug-005"))
    address = reverse(f"{RULES}:preview_on_edit", args=[rule.pk])
    form = fill_rule(pin("mug-000"), hide("mug-003"))
    answer = admin_client.post(address, form)
    assert answer.json() == {"is_valid": True, "is_available": True}
    judge_product(query="马克杯", locale="zh-hans", key="mug-000", rating=3, user=None, at=NOW)
    started = time.perf_counter()
    response = admin_client.get(address, {"mode": "zh-hans", "in_preview_panel": "true"})
    assert time.perf_counter() - started < 1.5
    before, after = read_side(response, 0), read_side(response, 1)
    assert [title[-3:] for title, _mark in before] == ["005", "004", "003", "002", "001", "000"]
    assert [(title[-3:], mark) for title, mark in after] == [
        ("000", "↑5"),
        ("005", "↓1"),
        ("004", "↓1"),
        ("002", ""),
        ("001", ""),
    ]
    assert ("马克杯 003", "gone") in before
    text = " ".join(BeautifulSoup(response.content, "html.parser").text.split())
    assert "nDCG@10: 0.356 → 1.000" in text
    assert "pinned at place 1 by “双11”" in text
    assert find_keys(at=NOW)[0] == "mug-005"


def test_the_preview_shows_a_rule_to_come_at_its_time(admin_client: Any, shop: Any):
    address = reverse(f"{RULES}:preview_on_add")
    admin_client.post(address, fill_rule(pin("mug-000"), starts_at=f"{NOW.year + 1}-11-11 00:00"))
    assert read_side(admin_client.get(address, {"mode": "zh-hans"}), 1)[0] == ("马克杯 005", "")
    assert read_side(admin_client.get(address, {"mode": "zh-hans@start"}), 1)[0] == ("马克杯 000", "↑5")


def test_the_preview_of_a_new_banner_and_redirect_says_what_fires(admin_client: Any, shop: Any):
    base = "wagtailsnippets_merchandising_searchbanner"
    form = {"name": "n", "match": "exact", "queries": "马克杯", "heading": "茶会", "place": "1", "is_active": "on"}
    address = reverse(f"{base}:preview_on_add")
    assert admin_client.post(address, form).json()["is_valid"]
    response = admin_client.get(address, {"mode": "zh-hans"})
    sides = BeautifulSoup(response.content, "html.parser").select(".effect__side")
    assert [len(side.select(".effect__banner")) for side in sides] == [0, 1]


def test_the_workbench_shows_pictures_prices_and_reasons(admin_client: Any, shop: Any):
    make_rule(pin_value("mug-001"), ("boost", {"products": ["mug-002"], "strength": 50}), channel="app")
    SearchRedirect.objects.create(name="tea", queries="马克杯", address="/campaigns/tea")
    address = reverse("search_workbench:index")
    assert admin_client.get(address).status_code == 200
    response = admin_client.get(address, {"q": "马克杯", "locale": "zh-hans", "channel": "app"})
    text = " ".join(BeautifulSoup(response.content, "html.parser").text.split())
    assert "pinned at place 1 by “双11”" in text
    assert "boosted by “双11”: +5.0" in text
    assert "“马克杯” is in the title: +" in text
    facts = BeautifulSoup(response.content, "html.parser").select_one(".workbench__facts")
    told = dict(zip((each.text for each in facts("dt")), (each.text for each in facts("dd")), strict=True))
    assert told["How strictly"] == "every word has to be there"
    assert told["Read as"].replace(" · ", "") == "马克杯"
    assert "¥10.01" in text
    assert "/campaigns/tea (tea)" in text
    hits = BeautifulSoup(response.content, "html.parser").select("[data-key]")
    assert [hit["data-key"] for hit in hits[:2]] == ["mug-001", "mug-002"]
    plain = admin_client.get(address, {"q": "马克杯", "locale": "zh-hans"})
    assert b"pinned" not in plain.content


def test_a_link_to_the_workbench_needs_the_words_alone(admin_client: Any, shop: Any):
    response = admin_client.get(reverse("search_workbench:index"), {"q": "马克杯"})
    assert response.context["form"].errors == {}
    assert response.context["form"].cleaned_data["locale"] == "zh-hans"


def test_a_click_judges_and_the_same_again_takes_it_back(admin: Any, admin_client: Any, shop: Any):
    address = reverse("search_workbench:judge")
    given = {"query": "  马克杯 ", "locale": "zh-hans", "key": "mug-001", "rating": 3}
    assert admin_client.post(address, given, content_type="application/json").json() == {"rating": 3}
    judgement = SearchJudgement.objects.get()
    assert (judgement.query, judgement.judged_by) == ("马克杯", admin)
    admin_client.post(address, {**given, "rating": 1}, content_type="application/json")
    assert find_ratings("马克杯", locale="zh-hans") == {"mug-001": 1}
    response = admin_client.post(address, {**given, "rating": ""})
    assert response.status_code == 302
    assert not SearchJudgement.objects.exists()


@pytest.mark.parametrize("change", [{"rating": 4}, {"rating": "x"}, {"key": "none"}, {"query": " "}, {"locale": "xx"}])
def test_a_judgement_that_is_none_is_refused(admin_client: Any, shop: Any, change: dict[str, Any]):
    given = {"query": "马克杯", "locale": "zh-hans", "key": "mug-001", "rating": 3, **change}
    response = admin_client.post(reverse("search_workbench:judge"), given, content_type="application/json")
    assert response.status_code == 400
    assert response.json()["error"]
    assert not SearchJudgement.objects.exists()


def test_judgements_are_listed_and_taken_along(admin_client: Any, shop: Any):
    for key, rating in (("mug-001", 3), ("mug-002", 0)):
        judge_product(query="马克杯, 白", locale="zh-hans", key=key, rating=rating, user=None, at=NOW)
    assert "mug-002" in admin_client.get(reverse("search_judgements:index")).content.decode()
    skus = {key: shop.products[int(key[-1])].product.offers.get().sku for key in ("mug-001", "mug-002")}
    response = admin_client.get(reverse("search_judgements:download"), {"locale": "zh-hans"})
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines == [
        "query,product_id,rating",
        f'"马克杯, 白",{skus["mug-001"]},3',
        f'"马克杯, 白",{skus["mug-002"]},0',
    ]
    empty = admin_client.get(reverse("search_judgements:download"), {"locale": "en"})
    assert b"".join(empty.streaming_content) == b"query,product_id,rating\r\n"


def test_the_roles_may_and_others_may_not(shop: Any):
    granting.ensure_roles()
    judge = {"query": "马克杯", "locale": "zh-hans", "key": "mug-001", "rating": 3}
    for role, is_allowed in (("merchandising", True), ("head", True), ("service", False), ("editors", False)):
        user = make_user()
        user.groups.add(granting.find_group(role))
        client = log_in(user)
        for name in (
            f"{RULES}:list",
            "search_workbench:index",
            "search_judgements:index",
            "search_judgements:download",
        ):
            assert (client.get(reverse(name)).status_code == 200) is is_allowed, (role, name)
        answer = client.post(reverse("search_workbench:judge"), judge, content_type="application/json")
        assert (answer.status_code == 200) is is_allowed
        assert ("Workbench" in client.get(reverse("wagtailadmin_home")).content.decode()) is is_allowed

"""The weights of the search: edited within bounds, tried before saving, undone; products are weighed again."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from cms.catalog.models import Offer
from cms.delivery import outbox, worker
from cms.delivery.models import OutboxEntry
from cms.operations.roles import granting
from search import reweighing
from search.engines import get_engine
from search.merchandising.judging import judge_product
from search.merchandising.selectors import find_guidance
from search.querying import search
from search.ranking.factors import DEFAULT_WEIGHTS, Weights
from search.requests import SearchRequest
from search.weighing.models import RankingWeights, Reweighing
from search.weighing.selectors import find_progress, find_weights
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.admin.forms import list_errors, list_messages
from tests.integration.merchandising.conftest import find_keys, make_rule

pytestmark = pytest.mark.django_db
NOW = timezone.now()
NAME = "wagtailsnippets_weighing_rankingweights"
FORM = {
    "quality": "10",
    "popularity": "30",
    "sold_out": "30",
    "new": "0",
    "decline": "10",
    "interest": "50",
    "queries": "",
}


def find_weights_of_products() -> dict[str, int]:
    hits = search(get_engine(), SearchRequest("马克杯", "zh-hans")).hits
    return {hit.key: hit.weight for hit in hits}


def weigh_again() -> None:
    worker.drain(consumers=["index", "reweighing"])


@pytest.fixture
def sold_out(shop: Any, index: Any) -> str:
    """mug-005, that would stand first, cannot be ordered."""
    Offer.objects.filter(product__key="mug-005").update(stock=0)
    outbox.announce_documents(["product:mug-005"], at=timezone.now())
    index()
    return "mug-005"


def edit(client: Any, **changes: str) -> Any:
    client.get(reverse(f"{NAME}:list"))
    return client.post(reverse(f"{NAME}:edit", args=[1]), {**FORM, **changes}, follow=True)


def test_the_menu_leads_to_the_one_form(admin_client: Any):
    response = admin_client.get(reverse(f"{NAME}:list"))
    assert response.headers["Location"] == reverse(f"{NAME}:edit", args=[1])
    form = admin_client.get(response.headers["Location"]).content.decode()
    assert "Every product has these weights" in form
    assert RankingWeights.objects.get().make_weights() == DEFAULT_WEIGHTS == find_weights()
    assert admin_client.get(reverse(f"{NAME}:add")).status_code == 302
    assert RankingWeights.objects.count() == 1


def test_saving_weighs_every_product_again_and_says_so_meanwhile(admin_client: Any, sold_out: str):
    assert find_weights_of_products()[sold_out] == 7
    assert find_keys(at=NOW)[-1] == sold_out
    response = edit(admin_client, sold_out="0")
    assert any("weighed again in the background" in message for message in list_messages(response))
    assert find_weights_of_products()[sold_out] == 7
    progress = find_progress()
    assert progress is not None
    assert progress.done == 0
    page = admin_client.get(reverse(f"{NAME}:edit", args=[1])).content.decode()
    assert "Old weights are still in force for some products" in page
    reweighing.work(["all"], timezone.now())
    state = admin_client.get(reverse(f"{NAME}:progress")).json()
    assert state == {"done": 0, "total": 6}
    weigh_again()
    reweighing.work(["all"], timezone.now())
    assert find_progress() is None
    assert admin_client.get(reverse(f"{NAME}:progress")).json() == {"done": 0, "total": 0}
    assert find_weights_of_products()[sold_out] == 9
    assert len(set(find_weights_of_products().values())) == 1


def test_products_are_handed_over_some_at_a_time(shop: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reweighing, "_TOGETHER", 4)
    monkeypatch.setattr(reweighing, "_FEW", 0)
    OutboxEntry.objects.all().delete()
    RankingWeights.objects.create(pk=1, popularity=10)
    reweighing.work(["all"], timezone.now())
    assert OutboxEntry.objects.filter(consumer="index").count() == 4
    reweighing.work(["all"], timezone.now())
    assert OutboxEntry.objects.filter(consumer="index").count() == 4
    worker.drain(consumers=["index"])
    reweighing.work(["all"], timezone.now())
    assert OutboxEntry.objects.filter(consumer="index").count() == 2
    assert (find_progress().done, find_progress().total) == (4, 6)
    worker.drain(consumers=["index"])
    reweighing.work(["all"], timezone.now())
    assert find_progress() is None
    assert Reweighing.objects.get().after == "mug-005"


def test_what_changes_no_product_weighs_none(shop: Any):
    one = RankingWeights.objects.create(pk=1)
    one.interest, one.queries = 100, "马克杯"
    one.save()
    assert find_progress() is None
    assert not OutboxEntry.objects.filter(consumer="reweighing").exists()
    assert find_guidance(text="x", locale="en", at=NOW).weights == Weights(interest=1.0)


def test_weights_saved_meanwhile_begin_anew(shop: Any):
    one = RankingWeights.objects.create(pk=1, popularity=10)
    reweighing.work(["all"], timezone.now())
    one.popularity = 20
    one.save()
    row = Reweighing.objects.get()
    assert (row.after, row.handed_over) == ("", 0)


@pytest.mark.parametrize(("name", "value"), [("sold_out", "31"), ("popularity", "51"), ("interest", "101")])
def test_too_much_is_refused_with_a_way_out(admin_client: Any, name: str, value: str):
    response = edit(admin_client, **{name: value})
    assert "To move single products, write a rule" in list_errors(response)
    assert RankingWeights.objects.get().make_weights() == DEFAULT_WEIGHTS
    assert find_progress() is None


def test_a_former_version_is_brought_back(admin_client: Any, shop: Any):
    edit(admin_client, popularity="50")
    edit(admin_client, popularity="0")
    one = RankingWeights.objects.get()
    values = [revision.as_object().popularity for revision in one.revisions.order_by("pk")]
    assert values == [30, 50, 0]
    first = one.revisions.order_by("pk").first()
    history = admin_client.get(reverse(f"{NAME}:history", args=[1])).content.decode()
    address = reverse(f"{NAME}:revisions_revert", args=[1, first.pk])
    assert address in history
    assert admin_client.get(address).status_code == 200
    edit(admin_client, popularity="30", revision=str(first.pk))
    assert find_weights() == DEFAULT_WEIGHTS


def preview(client: Any, **changes: str) -> Any:
    address = reverse(f"{NAME}:preview_on_edit", args=[1])
    client.get(reverse(f"{NAME}:list"))
    assert client.post(address, {**FORM, **changes}).json()["is_valid"] is True
    return client.get(address, {"mode": "zh-hans"})


def read_titles(response: Any) -> list[list[str]]:
    sides = BeautifulSoup(response.content, "html.parser").select(".effect__side")
    return [[one.contents[0].strip() for one in side.select(".effect__text")] for side in sides]


def test_the_preview_shows_both_lists_and_the_judged_figure(admin_client: Any, sold_out: str):
    judge_product(query="马克杯", locale="zh-hans", key=sold_out, rating=3, user=None, at=NOW)
    response = preview(admin_client, sold_out="0")
    before, after = read_titles(response)
    assert before[-1] == "马克杯 005"
    assert after.index("马克杯 005") < 5 or before == after
    assert "nDCG@10 of the one judged search:" in response.content.decode()
    assert find_weights_of_products()[sold_out] == 7


def test_the_preview_shows_the_searches_that_the_form_names(admin_client: Any, shop: Any):
    make_rule(("pin", {"products": ["mug-000"], "place": 1}))
    response = preview(admin_client, queries="马克杯\n杯子", popularity="0")
    assert [link.text for link in BeautifulSoup(response.content, "html.parser").select("nav a")] == ["马克杯", "杯子"]
    before, after = read_titles(response)
    assert before == after
    assert before[0] == "马克杯 000"
    assert "Name searches to try it with" in preview(admin_client).content.decode()


@pytest.mark.parametrize(("role", "status"), [("merchandising", 200), ("head", 200), ("service", 302)])
def test_who_may_change_them(role: str, status: int):
    granting.ensure_roles()
    RankingWeights.objects.create(pk=1)
    user = make_user()
    user.groups.add(granting.find_group(role))
    client = log_in(user)
    assert client.get(reverse(f"{NAME}:edit", args=[1])).status_code == status
    assert client.get(reverse(f"{NAME}:progress")).status_code == status
    edit(client, popularity="0")
    assert RankingWeights.objects.get().popularity == (0 if status == 200 else 30)

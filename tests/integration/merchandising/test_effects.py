"""What is saved takes effect: pins, boosts, burials and hides by every kind of target, in their windows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms import versions as keeping
from cms.catalog.models import LifeCycleStage, Product
from search.merchandising import versions
from search.merchandising.models import GuidanceVersion, QueryRule, SearchRedirect, SynonymGroup
from search.merchandising.selectors import find_announcements, find_guidance
from search.ranking.synonyms import SynonymRule
from search.requests import ProductFilter
from tests import factories
from tests.integration.merchandising.conftest import find_keys, make_rule

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MUGS = [f"mug-{number:03}" for number in range(6)]


def test_a_pin_stands_at_its_place(shop: Any):
    plain = find_keys(at=NOW)
    make_rule(("pin", {"products": ["mug-000", "mug-003"], "place": 2}))
    rest = [key for key in plain if key not in ("mug-000", "mug-003")]
    assert find_keys(at=NOW) == [rest[0], "mug-000", "mug-003", *rest[1:]]
    assert find_keys("杯", at=NOW) == plain


@pytest.mark.parametrize(
    "target",
    [
        {"products": ["mug-002"]},
        {"price_min": "10.02", "price_max": "10.02"},
        {"tags": ["Gift"]},
        {"stages": ["decline"]},
        {"brands": ["other"]},
        {"categories": ["pots"]},
    ],
    ids=lambda target: next(iter(target)),
)
def test_each_kind_of_target_names_its_products(shop: Any, index: Any, target: dict[str, Any]):
    product = Product.objects.get(key="mug-002")
    product.brand = factories.make_brand("other")
    product.category = factories.make_category("pots", parent=shop.top)
    product.stage = LifeCycleStage.DECLINE
    product.tags.add("gift")
    product.save()
    index()
    assert len(find_keys(at=NOW)) == 6
    rule = make_rule(("boost", {**target, "strength": 100}))
    assert find_keys(at=NOW)[0] == "mug-002"
    rule.delete()
    rule = make_rule(("burial", {**target, "strength": 100}))
    assert find_keys(at=NOW)[-1] == "mug-002"
    rule.delete()
    make_rule(("hide", target))
    assert sorted(find_keys(at=NOW)) == [key for key in MUGS if key != "mug-002"]


def test_a_target_without_products_hides_nothing(shop: Any):
    make_rule(("hide", {"products": ["no-such-sku"]}), ("boost", {"tags": ["nowhere"], "strength": 50}))
    assert sorted(find_keys(at=NOW)) == MUGS


def test_a_window_a_language_and_an_audience_are_kept(shop: Any):
    make_rule(
        ("hide", {"products": MUGS[:5]}),
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=1),
        locale="zh-hans",
        channel="app",
    )
    ask = {"channel": "app", "at": NOW}
    assert find_keys(**ask) == ["mug-005"]
    assert len(find_keys(**{**ask, "at": NOW - timedelta(seconds=1)})) == 6
    assert len(find_keys(**{**ask, "at": NOW + timedelta(hours=1)})) == 6
    assert len(find_keys(**{**ask, "channel": "web"})) == 6
    assert len(find_keys(**{**ask, "locale": "en"})) == 6


def test_a_rule_for_a_category_is_for_its_page_alone(shop: Any):
    make_rule(("pin", {"products": ["mug-000"], "place": 1}), queries="", category=shop.category)
    page = ProductFilter(categories=("mugs",))
    assert find_keys("", filters=page, at=NOW)[0] == "mug-000"
    assert find_keys("", at=NOW)[0] == "mug-005"
    assert find_keys("马克杯", filters=page, at=NOW)[0] == "mug-005"


def test_what_is_switched_off_or_deleted_has_no_effect(shop: Any):
    rule = make_rule(("hide", {"products": MUGS}))
    assert find_keys(at=NOW) == []
    rule.is_active = False
    rule.save()
    assert len(find_keys(at=NOW)) == 6
    rule.is_active = True
    rule.save()
    rule.delete()
    assert len(find_keys(at=NOW)) == 6


def test_a_former_version_can_be_brought_back(shop: Any):
    rule = make_rule(("hide", {"products": ["mug-001"]}))
    first = rule.save_revision()
    rule.actions = [{"type": "hide", "value": {"products": ["mug-002"]}}]
    rule.save()
    rule.save_revision()
    assert "mug-002" not in find_keys(at=NOW)
    former = first.as_object()
    former.save()
    assert sorted(find_keys(at=NOW)) == [key for key in MUGS if key != "mug-001"]


def test_synonyms_are_given_to_the_search_in_their_window():
    SynonymGroup.objects.create(words="口红\n唇膏", ends_at=NOW)
    SynonymGroup.objects.create(words="notebook", finds="laptop\nLaptop", locale="en")
    before = find_guidance(text="口红", locale="zh-hans", at=NOW - timedelta(seconds=1))
    assert before.synonyms == (SynonymRule(("口红", "唇膏")),)
    assert find_guidance(text="口红", locale="zh-hans", at=NOW).synonyms == ()
    after = find_guidance(text="x", locale="en", at=NOW)
    assert after.synonyms == (SynonymRule(("notebook",), ("laptop",), "en"),)
    assert find_guidance(text="y", locale="en", at=NOW + timedelta(days=1)).synonyms is after.synonyms


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("双11", "/exact"),
        ("双11 大促", "/starts"),
        ("参加双１１", "/contains"),
        ("双十一", ""),
        ("tea sale", "/tea"),
        ("steam sale", ""),
    ],
)
def test_a_redirect_fires_for_the_strictest_match(text: str, address: str):
    for match in ("contains", "starts", "exact"):
        SearchRedirect.objects.create(name=match, queries="双11", match=match, address=f"/{match}")
    SearchRedirect.objects.create(name="tea", queries="Tea", match="contains", address="/tea")
    assert find_announcements(text=text, locale="zh-hans", at=NOW).redirect == address


def test_a_search_asks_the_database_nothing_and_a_change_few_queries(shop: Any):
    for number in range(20):
        make_rule(("pin", {"products": [f"mug-{number % 6:03}"]}), ("boost", {"tags": ["gift"], "strength": 5}))
        SearchRedirect.objects.create(name="r", queries=f"r{number}", address="/")
    with CaptureQueriesContext(
        connection,
    ) as first:
        find_keys(at=NOW)
    assert len(first) <= 9
    with CaptureQueriesContext(connection) as second:
        find_keys(at=NOW)
    assert len(second) == 0


def test_another_process_reads_a_change_when_it_looks_again(monkeypatch: pytest.MonkeyPatch):
    other = versions.make_keeper()
    clock = [100.0]
    monkeypatch.setattr(keeping, "LOOK_SECONDS", 1.0)
    monkeypatch.setattr(keeping.time, "monotonic", lambda: clock[0])
    assert other.find().rules.all == ()
    rule = make_rule(("hide", {"products": ["a"]}))
    assert other.find().rules.all == ()
    clock[0] += keeping.LOOK_SECONDS
    assert [ruling.pk for ruling in other.find().rules.all] == [rule.pk]
    with CaptureQueriesContext(connection) as queries:
        clock[0] += keeping.LOOK_SECONDS
        other.find()
    assert len(queries) == 1


def test_every_change_grows_the_version():
    assert GuidanceVersion.objects.count() == 0
    rule = make_rule(("hide", {"products": ["a"]}))
    rule.save()
    SynonymGroup.objects.create(words="a\nb").delete()
    assert GuidanceVersion.objects.get().number == 4
    assert QueryRule.objects.count() == 1

"""Rules select what they say, and pages follow when products change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.catalog.admin.saving import announce_products
from cms.catalog.models import Product
from cms.catalog.selections.resolving import count_matches, resolve_rules, resolve_words
from cms.catalog.selections.rules import Rule, read_rule, read_selection
from cms.catalog.selections.states import GOOD, OFF_SHELF, SOLD_OUT, UNKNOWN, UNPUBLISHED, find_states
from cms.delivery import outbox, worker
from cms.delivery.models import OutboxEntry
from cms.delivery.selectors import find_documents
from tests import factories
from tests.integration.landing.blocks import by_rule, chosen, shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(make_shop):
    """Five mugs of Acme at 10.00 to 10.04, and a pot of nobody's in the kitchen itself."""
    shop = make_shop(5)
    pot = factories.make_product("pot", category=shop.top)
    factories.make_offer(pot, price_minor=9900)
    factories.make_published(product=pot, title="锅")
    return shop


def resolve(**conditions):
    rule = read_rule(conditions, conditions.pop("limit", 20))
    return resolve_rules([rule], at=timezone.now())[rule]


def test_a_rule_without_conditions_is_met_by_all(shop):
    assert resolve(sort="newest") == ["pot", "mug-004", "mug-003", "mug-002", "mug-001", "mug-000"]


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"categories": ["mugs"]}, {"mug-000", "mug-001", "mug-002", "mug-003", "mug-004"}),
        ({"categories": ["kitchen"]}, {"mug-000", "mug-001", "mug-002", "mug-003", "mug-004", "pot"}),
        ({"categories": ["gone"]}, set()),
        ({"brands": ["acme"], "price_max": "10.01"}, {"mug-000", "mug-001"}),
        ({"price_min": "10.03", "price_max": "98.99"}, {"mug-003", "mug-004"}),
        ({"price_min": "99"}, {"pot"}),
        ({"stages": ["new"]}, set()),
        ({"tags": ["礼物"]}, set()),
    ],
)
def test_conditions(shop, conditions, expected):
    assert set(resolve(**conditions)) == expected


def test_tags_and_stages(shop):
    product = Product.objects.get(key="mug-002")
    product.tags.add("礼物", "Gift")
    product.stage = "new"
    product.save()
    assert resolve(tags=["gift"]) == ["mug-002"]
    assert resolve(tags=["nothing", "礼物"]) == ["mug-002"]
    assert resolve(stages=["new", "decline"]) == ["mug-002"]


def test_order_and_limit(shop):
    Product.objects.get(key="mug-003").offers.update(sold_30_days=50)
    Product.objects.get(key="pot").offers.update(sold_30_days=9)
    assert resolve(sort="sales", limit=2) == ["mug-003", "pot"]
    assert resolve(sort="price_asc", limit=2) == ["mug-000", "mug-001"]
    assert resolve(sort="price_desc", limit=2) == ["pot", "mug-004"]
    Product.objects.filter(key="mug-001").update(released_at=timezone.now())
    assert resolve(sort="newest", limit=1) == ["mug-001"]
    assert count_matches(Rule(categories=("mugs",), limit=1), at=timezone.now()) == 5


def test_only_what_can_be_ordered(shop):
    Product.objects.get(key="mug-000").offers.update(stock=0)
    Product.objects.get(key="mug-001").offers.update(stock=0, availability="made_to_order")
    Product.objects.get(key="mug-002").offers.update(
        availability="presale", presale_starts_at=timezone.now() + timedelta(days=1)
    )
    Product.objects.get(key="mug-003").offers.update(on_shelf_until=timezone.now())
    assert set(resolve(categories=["mugs"], is_available=True)) == {"mug-001", "mug-004"}
    assert set(resolve(categories=["mugs"])) == {"mug-000", "mug-001", "mug-002", "mug-004"}


def test_a_rule_is_resolved_as_of_a_moment(shop):
    soon = timezone.now() + timedelta(hours=1)
    product = factories.make_product("later", category=shop.category)
    factories.make_offer(product)
    factories.publish(factories.make_draft(product), go_live_at=soon)
    rule = Rule(categories=("mugs",))
    assert "later" not in resolve_rules([rule], at=timezone.now())[rule]
    assert "later" in resolve_rules([rule], at=soon)[rule]


def test_rules_cost_a_query_each_and_one_for_all(shop):
    rules = [Rule(categories=("mugs",), limit=limit) for limit in range(1, 6)]
    with CaptureQueriesContext(connection) as queries:
        resolve_rules([*rules, *rules], at=timezone.now())
    assert len(queries) == 6


def test_words_are_skus_or_keys(shop):
    factories.make_offer(Product.objects.get(key="pot"), "P-2")
    assert resolve_words(["P-2", "mug-001", "nothing"]) == {"P-2": "pot", "mug-001": "mug-001"}


def test_states_of_words(shop):
    pot = Product.objects.get(key="pot")
    factories.make_offer(pot, "P-off", on_shelf_until=timezone.now())
    factories.make_offer(pot, "P-out", stock=0)
    factories.make_draft(factories.make_product("draft"))
    found = find_states(["pot", "P-off", "P-out", "draft", "nothing"], at=timezone.now())
    assert dict(found.states) == {
        "pot": GOOD,
        "P-off": OFF_SHELF,
        "P-out": SOLD_OUT,
        "draft": UNPUBLISHED,
        "nothing": UNKNOWN,
    }
    assert found.skus == {"pot", "P-off", "P-out"}


def test_what_is_damaged_counts_as_not_given():
    selection = read_selection({"source": "rule", "rule": {"price_min": "much", "categories": [None, 3]}, "limit": 900})
    assert selection.rule == Rule(limit=20)
    assert read_selection(None).words == ()
    assert read_selection({"source": "search", "text": "  茶 "}).text == "茶"


# ---- Pages follow ----------------------------------------------------------------------------------------------------


@pytest.fixture
def page(shop, work):
    page = factories.make_landing("follow", blocks=[shelf(by_rule(categories=["mugs"], sort="newest"))])
    work()
    return page


def shown(page):
    documents = find_documents("landing", [page.delivered_key], locale="zh-hans", at=timezone.now())
    return documents[page.delivered_key].data["blocks"][0]["productKeys"]


def test_a_new_product_comes_in(page, shop, work):
    shop.add(9)
    assert "mug-009" not in shown(page)
    work()
    assert shown(page)[0] == "mug-009"


def test_a_product_that_is_unpublished_goes(page, shop, work):
    shop.products[0].unpublish()
    work()
    assert shown(page) == ["mug-004", "mug-003", "mug-002", "mug-001"]


def test_a_product_that_moves_away_goes(page, shop, work):
    product = Product.objects.get(key="mug-002")
    product.category = shop.top
    product.save()
    announce_products(["mug-002"], at=timezone.now())
    work()
    assert "mug-002" not in shown(page)


def test_a_product_that_is_deleted_goes(page, work):
    Product.objects.get(key="mug-001").delete()
    work()
    assert "mug-001" not in shown(page)


def add_tag(key, tag):
    product = Product.objects.get(key=key)
    product.tags.add(tag)
    product.save()


def test_a_new_tag_brings_a_product_in(shop, work):
    add_tag("pot", "礼物")
    page = factories.make_landing("tagged", blocks=[shelf(by_rule(tags=["礼物"], sort="price_asc"))])
    work()
    assert shown(page) == ["pot"]
    add_tag("mug-003", "礼物")
    announce_products(["mug-003"], at=timezone.now())
    work()
    assert shown(page) == ["mug-003", "pot"]


def test_a_sku_that_did_not_exist_is_found_once_it_does(shop, work, monkeypatch):
    from campaigns.landing.checking import pages

    monkeypatch.setattr(pages, "check_blocks", lambda *_arguments: [])
    page = factories.make_landing("early", blocks=[shelf(chosen("pot", "NEW-1"))])
    assert shown(page) == ["pot"]
    factories.make_offer(Product.objects.get(key="mug-004"), "NEW-1")
    announce_products(["mug-004"], at=timezone.now())
    work()
    assert shown(page) == ["pot", "mug-004"]


def test_the_shelf_window_of_an_offer_is_a_moment_to_look_again(page, shop, work):
    opens = timezone.now() + timedelta(hours=3)
    Product.objects.get(key="mug-000").offers.update(on_shelf_from=opens)
    announce_products(["mug-000"], at=timezone.now())
    work()
    assert "mug-000" not in shown(page)
    entry = OutboxEntry.objects.get(consumer="selections", available_at=opens)
    assert entry.key == "product:mug-000"
    # Planned once, however often the product changes.
    announce_products(["mug-000"], at=timezone.now())
    work()
    assert OutboxEntry.objects.filter(consumer="selections", available_at=opens).count() == 1


def test_what_shows_no_selection_is_left_alone(shop, work):
    page = factories.make_landing("plain", blocks=[("heading", "x")])
    work()
    outbox.announce_documents(["product:mug-000"], at=timezone.now())
    worker.drain(consumers=["selections"])
    assert not OutboxEntry.objects.filter(consumer="dependants").exists()
    assert page.pk


def test_a_link_goes_with_its_product_and_comes_back(shop, work):
    more = {"more": {"product": "pot", "label": "看锅"}}
    page = factories.make_landing("links", blocks=[shelf(chosen("mug-000"), **more)])

    def link():
        documents = find_documents("landing", [page.delivered_key], locale="zh-hans", at=timezone.now())
        return documents[page.delivered_key].data["blocks"][0]["more"]

    assert link() == {"address": "/zh-hans/products/pot", "label": "看锅"}
    content = Product.objects.get(key="pot").contents.get()
    content.unpublish()
    work()
    assert link() is None
    factories.publish(type(content).objects.get(pk=content.pk), slug="big-pot")
    work()
    assert link() == {"address": "/zh-hans/products/big-pot", "label": "看锅"}

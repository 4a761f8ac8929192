"""Runs of the rules: what they do, propose, leave alone, and that again they do nothing more."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from campaigns.shelving.deciding import accept, refuse, take_back
from campaigns.shelving.models import ChangeState, ShelfChange, ShelfRule, ShelvingSettings, StockState
from campaigns.shelving.running import run_rules
from campaigns.shelving.scheduling import CONSUMER
from cms.catalog.models import Offer, Product, ProductContent
from cms.catalog.scoring.starting import ensure_starters
from cms.delivery.models import OutboxEntry
from tests import factories
from tests.integration.norms.test_nine_ways import MESSAGE
from tests.integration.promotions.making import make_promotion, publish
from tests.integration.shelving.conftest import make_rule, make_sold, sell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]


def read_changes(**filters: Any) -> list[tuple[str, str, str, str]]:
    rows = ShelfChange.objects.filter(**filters).order_by("product__key", "kind", "pk")
    return [(row.product.key, row.kind, row.value, row.state) for row in rows.select_related("product")]


def is_on_shelf(key: str) -> bool:
    return Offer.objects.filter(product__key=key, on_shelf_until__isnull=True).exists()


def test_by_itself_and_again_nothing_more() -> None:
    make_sold("gone", stock=0)
    make_sold("there")
    make_rule(mode="apply", stock_max=0)
    at = timezone.now()
    run = run_rules(at=at)
    assert (run.seen, run.applied, run.proposed, run.failed, run.left) == (2, 1, 0, 0, 0)
    assert read_changes() == [("gone", "shelf", "off", ChangeState.APPLIED)]
    offer = Offer.objects.get(sku="gone")
    assert (offer.on_shelf_from, offer.on_shelf_until) == (None, at)
    change = ShelfChange.objects.get()
    assert (change.before, change.after) == ({"gone": [None, None]}, {"gone": [None, at.isoformat()]})
    assert [reason["code"] for reason in change.reasons] == ["stock"]
    entry = ModelLogEntry.objects.get(object_id=str(offer.product_id), data__did="shelving.shelf.applied")
    assert (entry.user, entry.data["rule"]) == (None, "take_off")
    assert OutboxEntry.objects.filter(consumer="index", key="product:gone", available_at=at).exists()
    again = run_rules(at=at + timedelta(hours=6))
    assert (again.applied, again.proposed, ShelfChange.objects.count()) == (0, 0, 1)


def test_proposals_wait_are_accepted_and_refused(merchandiser: Any) -> None:
    for key in ("a", "b", "c"):
        make_sold(key, stock=0)
    make_rule(stock_max=0)
    at = timezone.now()
    assert run_rules(at=at).proposed == 3
    assert run_rules(at=at + timedelta(hours=1)).proposed == 0
    assert is_on_shelf("a")
    later = at + timedelta(hours=2)
    accept(ShelfChange.objects.filter(product__key="a"), user=merchandiser, at=later)
    assert refuse(ShelfChange.objects.filter(product__key="b"), user=merchandiser, at=later) == 1
    Offer.objects.filter(sku="c").update(stock=5)
    run_rules(at=later + timedelta(hours=1))
    # What has stock again is not proposed any more; what was refused does not come back, until its time is over.
    assert read_changes() == [("a", "shelf", "off", "applied"), ("b", "shelf", "off", "refused")]
    assert (is_on_shelf("a"), is_on_shelf("b")) == (False, True)
    assert ShelfChange.objects.get(product__key="a").decided_by == merchandiser
    assert run_rules(at=later + timedelta(days=29)).proposed == 0
    assert run_rules(at=later + timedelta(days=31)).proposed == 1


def test_undo_keeps_what_somebody_changed_since(merchandiser: Any) -> None:
    for key in ("a", "b"):
        make_sold(key, stock=0, stage="growth")
    make_rule(mode="apply", stock_max=0)
    make_rule("set_stage", name="decline", to_stage="decline", mode="apply", stock_max=0)
    at = timezone.now()
    assert run_rules(at=at).applied == 4
    Product.objects.filter(key="b").update(stage="mature")
    OutboxEntry.objects.all().delete()
    undone, kept = take_back(ShelfChange.objects.all(), user=merchandiser, at=at + timedelta(minutes=5))
    assert (undone, [change.product.key for change in kept]) == (3, ["b"])
    assert "Somebody has changed it since" in kept[0].note
    assert (is_on_shelf("a"), is_on_shelf("b")) == (True, True)
    assert dict(Product.objects.values_list("key", "stage")) == {"a": "growth", "b": "mature"}
    assert OutboxEntry.objects.filter(consumer="index", key="product:a").exists()
    # What somebody took back is not done again at once.
    assert run_rules(at=at + timedelta(hours=6)).applied == 1
    assert read_changes(state="applied") == [("b", "stage", "decline", "applied")]


def test_two_that_contradict_and_what_takes_part_in_a_promotion() -> None:
    make_sold("hero", stock=0)
    make_sold("other", stock=0)
    make_rule("put_on", name="campaign first", order=1, campaign="some")
    make_rule(name="no stock", order=2, mode="apply", stock_max=0)
    target = {"products": ["hero"]}
    publish(make_promotion(action={"type": "set_price", "value": {"value": "5.00", "target": target}}))
    run = run_rules(at=timezone.now())
    assert (run.applied, run.contradicted) == (1, 1)
    assert read_changes() == [("other", "shelf", "off", "applied")]


def test_the_cap() -> None:
    for number in range(5):
        make_sold(f"p{number}", stock=0)
    make_rule(mode="apply", stock_max=0, most=2)
    at = timezone.now()
    counts = [run_rules(at=at + timedelta(hours=hour)) for hour in range(3)]
    assert [(run.applied, run.left) for run in counts] == [(2, 3), (2, 1), (1, 0)]


def test_what_left_comes_back_unless_norms_refuse_it(merchandiser: Any) -> None:
    at = timezone.now()
    for key in ("good", "bad"):
        make_sold(key, stock=5)
        Offer.objects.filter(sku=key).update(on_shelf_until=at - timedelta(days=3))
    ProductContent.objects.filter(product__key="bad").update(title="包治百病的茶")
    ensure_starters()
    make_rule("put_on", mode="apply", stock_min=1, off_shelf_days=2)
    run = run_rules(at=at)
    assert (run.applied, run.failed) == (1, 1)
    assert (is_on_shelf("good"), is_on_shelf("bad")) == (True, False)
    failed = ShelfChange.objects.get(state="failed")
    assert failed.product.key == "bad"
    assert MESSAGE.partition(": ")[2] in failed.note
    assert run_rules(at=at + timedelta(hours=6)).failed == 0


def test_stages_and_roles_are_suggested(merchandiser: Any) -> None:
    settings = ShelvingSettings.load()
    settings.suggests_stages = settings.suggests_roles = True
    settings.save()
    tea = factories.make_category("tea")
    for number, sold in enumerate((400, 30, 20, 10)):
        make_sold(f"tea-{number}", sold=sold, category=tea)
    sell("tea-0", [20, 22, 25, 28, 31, 35, 39, 44])
    run_rules(at=timezone.now())
    assert read_changes() == [("tea-0", "role", "traffic", "proposed"), ("tea-0", "stage", "growth", "proposed")]
    accept(ShelfChange.objects.all(), user=merchandiser, at=timezone.now())
    product = Product.objects.get(key="tea-0")
    assert (product.stage, product.role) == ("growth", "traffic")
    assert run_rules(at=timezone.now()).proposed == 0


def test_since_when_it_is_out_of_stock() -> None:
    make_sold("gone", stock=0)
    make_rule(mode="apply", out_days=5)
    at = timezone.now()
    assert run_rules(at=at).applied == 0
    assert StockState.objects.get().out_since == at
    assert run_rules(at=at + timedelta(days=4)).applied == 0
    assert run_rules(at=at + timedelta(days=5)).applied == 1
    # Off the shelf it still is out of stock.
    run_rules(at=at + timedelta(days=6))
    assert StockState.objects.get().out_since == at
    Offer.objects.update(stock=3)
    run_rules(at=at + timedelta(days=7))
    assert not StockState.objects.exists()


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({}, "__all__"),
        ({"stock_min": 5, "stock_max": 4}, "stock_max"),
        ({"season": "in"}, "season"),
        ({"season": "in", "season_from": "13-01", "season_until": "02-01"}, "season_from"),
        ({"action": "set_stage", "stock_max": 0}, "to_stage"),
    ],
)
def test_rules_that_make_no_sense_are_refused(fields: dict[str, Any], place: str) -> None:
    with pytest.raises(ValidationError) as error:
        ShelfRule(**{"name": "x", "action": "take_off", **fields}).full_clean()
    assert place in error.value.error_dict


def test_the_command_and_the_schedule() -> None:
    make_sold("gone", stock=0)
    make_rule(name="no stock", mode="apply", stock_max=0)
    planned = OutboxEntry.objects.filter(consumer=CONSUMER).order_by("key").values_list("key", flat=True)
    assert list(planned) == ["run", "stock"]
    out = StringIO()
    call_command("shelf_rules", "--dry-run", stdout=out)
    assert out.getvalue().splitlines() == ["      1  no stock", "Nothing was changed: 1 changes would be."]
    assert (ShelfChange.objects.count(), is_on_shelf("gone")) == (0, True)
    out = StringIO()
    call_command("shelf_rules", stdout=out)
    assert out.getvalue() == "1 products: 1 changed, 0 proposed, 0 not possible, 0 left for the next run.\n"
    assert list(planned.all()) == ["run", "stock"]


def count_queries(at: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        run_rules(at=at)
    return len(queries)


def test_as_many_queries_whatever_the_number_of_products() -> None:
    make_rule(mode="apply", stock_max=0)
    make_rule("set_stage", to_stage="decline", stock_max=0)
    at = timezone.now()
    make_sold("a", stock=0)
    run_rules(at=at)
    for number in range(3):
        make_sold(f"a{number}", stock=0)
    few = count_queries(at + timedelta(hours=1))
    for number in range(30):
        make_sold(f"b{number}", stock=0)
    assert count_queries(at + timedelta(hours=2)) == few

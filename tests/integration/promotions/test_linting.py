"""What is found before anybody approves it: each finding names the rule, the product and the worst cart."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.promotions.drafting import compose_promotions
from campaigns.promotions.linting import find_problems
from campaigns.promotions.models import Promotion
from cms.delivery.problems import ERROR, WARNING, Problem, PublishRefused
from search.behaviour.models import Event
from tests import factories
from tests.integration.promotions.making import make_promotion, publish

pytestmark = pytest.mark.django_db

EVERY_TEA: dict[str, Any] = {"categories": ["tea"]}


def amount(value: str, **target: Any) -> dict[str, Any]:
    return {"type": "amount", "value": {"value": value, "allocation": "across", "target": target}}


@pytest.fixture(autouse=True)
def tea() -> None:
    category = factories.make_category("tea", name="茶饮")
    for number, (price, floor) in enumerate(((10000, None), (6000, 5000)), start=1):
        product = factories.make_product(f"tea-{number}", category=category)
        factories.make_offer(product, f"T-{number}", price_minor=price, floor_price_minor=floor)
        factories.make_published(product=product, title=f"茶 {number}")


def lint(promotion: Promotion, at: datetime | None = None) -> list[Problem]:
    rules = compose_promotions([promotion])[0]
    return find_problems(promotion, rules, at=at or timezone.now())


def test_one_that_stands_alone_has_no_findings() -> None:
    assert lint(make_promotion(action=amount("5", **EVERY_TEA))) == []


def test_a_product_that_two_give_away_together_refuses_publication() -> None:
    publish(make_promotion(name="会员日", action=amount("60", **EVERY_TEA), layer="coupon"))
    second = make_promotion(name="满减", action=amount("40", products=["T-1"]))

    found = lint(second)
    with pytest.raises(PublishRefused):
        publish(second)

    second.refresh_from_db()
    assert (second.live, [one.level for one in found]) == (False, [ERROR, WARNING])
    assert found[0].place == "会员日"
    assert "茶 1 (T-1)" in found[0].text
    assert "T-1 ×1, ¥100.00 → ¥0.00" in found[0].text
    assert "茶 1 (T-1)" in found[1].text


def test_a_product_that_one_alone_gives_away_is_said_but_may_be_meant() -> None:
    promotion = make_promotion(name="免单", action=amount("100", products=["T-1"]))

    found = lint(promotion)

    assert [(one.level, one.place) for one in found] == [(WARNING, "免单")]
    assert publish(promotion).live


def test_a_floor_that_holds_names_product_cart_and_what_is_lost() -> None:
    found = lint(make_promotion(name="立减", action=amount("30", products=["T-2"])))

    assert [(one.level, one.place) for one in found] == [(WARNING, "立减")]
    assert "¥50.00" in found[0].text
    assert "T-2 ×1, ¥60.00 → ¥50.00" in found[0].text
    assert "¥20.00" in found[0].text


def test_two_of_one_group_are_told_how_they_go_together() -> None:
    publish(make_promotion(name="旧的", action=amount("5", **EVERY_TEA)))

    found = lint(make_promotion(action=amount("6", products=["T-1"])))

    assert [(one.level, one.place, one.field) for one in found] == [(WARNING, "旧的", "group")]
    assert "only the one that takes off most counts" in found[0].text


def test_what_begins_later_within_its_window_is_met_too() -> None:
    at = timezone.now()
    publish(
        make_promotion(name="下周", action=amount("5", **EVERY_TEA), layer="coupon", starts_at=at + timedelta(days=7))
    )
    long, short = (
        make_promotion(action=amount("6", products=["T-1"]), ends_at=at + timedelta(days=days)) for days in (10, 5)
    )

    assert [one.place for one in lint(long)] == ["下周"]
    assert lint(short) == []


@pytest.mark.parametrize(
    ("conditions", "field"),
    [
        ([{"type": "weekdays", "value": ["6"]}], "conditions"),
        ([{"type": "first_order", "value": "yes"}, {"type": "order_count", "value": {"at_least": 2}}], "conditions"),
    ],
)
def test_what_could_never_apply_refuses_publication(conditions: Any, field: str) -> None:
    # From a Monday to a Wednesday.
    starts_at = datetime.fromisoformat("2027-03-01T00:00:00+08:00")
    promotion = make_promotion(
        action=amount("5"), conditions=conditions, starts_at=starts_at, ends_at=starts_at + timedelta(days=2)
    )

    assert [(one.level, one.field) for one in lint(promotion)] == [(ERROR, field)]
    with pytest.raises(PublishRefused):
        publish(promotion)
    assert not Promotion.objects.get(pk=promotion.pk).live


def test_products_that_are_not_sold_are_named() -> None:
    nothing, half = (
        lint(make_promotion(action=amount("5", products=["gone"]))),
        lint(make_promotion(action=amount("5", products=["T-1", "gone"]))),
    )

    assert [(one.level, one.field) for one in (*nothing, *half)] == [(WARNING, "action")] * 2
    assert "No product of the shop is meant now" in nothing[0].text
    assert "gone" in half[0].text


def test_a_threshold_on_nothing_is_said() -> None:
    conditions = [{"type": "amount", "value": {"at_least": "10", "target": {"products": ["gone"]}}}]

    assert [one.field for one in lint(make_promotion(action=amount("5"), conditions=conditions))] == ["conditions"]


def test_coupons_without_any_code_are_said() -> None:
    found = lint(make_promotion(action=amount("5", **EVERY_TEA), coupon_kind="issued"))

    assert [(one.level, one.field) for one in found] == [(WARNING, "coupon_kind")]


def test_a_budget_that_sales_would_use_up_is_said() -> None:
    at = timezone.now()
    for number in range(10):
        Event.objects.create(
            digest=f"00000000-0000-0000-0000-{number:012}",
            application="web",
            action_name="purchase",
            client=f"c{number}",
            object_id="tea-1",
            object_id_field="product",
            occurred_at=at - timedelta(days=10),
            received_at=at,
        )
    week = {"action": amount("5", **EVERY_TEA), "ends_at": at + timedelta(days=7)}

    # Ten orders in ten days: 5 off a day.
    short, enough = lint(make_promotion(budget=20, **week)), lint(make_promotion(budget=100, **week))

    assert [(one.level, one.field) for one in short] == [(WARNING, "budget")]
    assert "¥5.00 off a day" in short[0].text
    assert "4 days" in short[0].text
    assert enough == []

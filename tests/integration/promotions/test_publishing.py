"""A published promotion is in force; what is withdrawn is not any more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.promotions.models import PromotionGroup
from campaigns.promotions.versions import Keeper, find_standing
from campaigns.rules.values import Mode
from cms.delivery.problems import PublishRefused
from tests.integration.promotions.making import make_promotion, publish

pytestmark = pytest.mark.django_db

AMOUNT = {"type": "amount", "value": {"value": "30.00", "allocation": "across", "select": "cheapest"}}


def list_ids(at: datetime | None = None) -> list[str]:
    return [rule.id for rule in find_standing(at=at or timezone.now()).find_book("CNY").rules]


def test_a_draft_is_not_in_force_and_a_published_one_is() -> None:
    promotion = make_promotion(action=AMOUNT)
    before = list_ids()

    publish(promotion)

    assert (before, list_ids()) == ([], [promotion.key])


def test_a_withdrawn_one_is_out_at_once() -> None:
    promotion = publish(make_promotion(action=AMOUNT))

    promotion.unpublish()

    assert list_ids() == []


def test_a_later_version_takes_over_at_its_time() -> None:
    at = timezone.now()
    promotion = publish(make_promotion(action=AMOUNT))
    promotion.action = [("points", {"multiplier": 2})]
    promotion.go_live_at = at + timedelta(hours=1)
    publish(promotion)

    def find_kind(when: datetime) -> str:
        return find_standing(at=when).find_book("CNY").rules[0].action.kind

    assert find_kind(at + timedelta(minutes=59)) == "amount"
    assert find_kind(at + timedelta(minutes=61)) == "points"


def test_a_group_says_how_its_promotions_go_together() -> None:
    group = PromotionGroup.objects.create(layer="order", name="stacked", mode="stack")
    publish(make_promotion(action=AMOUNT, group=group))

    standing = find_standing(at=timezone.now())
    group.mode = "first"
    group.save()

    assert standing.groups == {"order/stacked": Mode.STACK}
    assert find_standing(at=timezone.now()).groups == {"order/stacked": Mode.FIRST}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"action": {"type": "gift", "value": {"sku": "G"}}, "layer": "item"}, "action"),
        ({"ends_at": datetime(2020, 1, 1, tzinfo=UTC)}, "ends_at"),
    ],
)
def test_what_could_never_work_is_refused_and_changes_nothing(changes: dict[str, Any], field: str) -> None:
    promotion = make_promotion(**{"action": AMOUNT, **changes})

    with pytest.raises(PublishRefused) as refused:
        publish(promotion)

    promotion.refresh_from_db()
    assert [problem.field for problem in refused.value.problems] == [field]
    assert (promotion.live, list_ids()) == (False, [])


def test_two_promotions_cannot_have_one_code_at_one_time() -> None:
    publish(make_promotion(action=AMOUNT, coupon_kind="public", coupon_code="SAVE30"))
    second = make_promotion(action=AMOUNT, coupon_kind="public", coupon_code="SAVE30")

    with pytest.raises(PublishRefused) as refused:
        publish(second)

    assert [problem.field for problem in refused.value.problems] == ["coupon_code"]
    assert len(list_ids()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_large_shop_goes_on_with_what_it_knows_while_a_new_version_is_compiled_aside() -> None:
    keeper = Keeper(background_from=1)
    first = publish(make_promotion(action=AMOUNT))
    before = keeper.find(timezone.now())
    second = publish(make_promotion(action=AMOUNT))
    keeper.forget()

    meanwhile = keeper.find(timezone.now())
    assert keeper.preparing is not None
    keeper.preparing.join(timeout=30)

    assert meanwhile is before
    assert set(keeper.find(timezone.now()).promotions) == {first.key, second.key}
    assert set(keeper.find_current(timezone.now()).promotions) == {first.key, second.key}

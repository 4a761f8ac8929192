"""Many orders at once against one coupon and one budget: never one use or one cent over, and nobody waits for ever."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from django.utils import timezone

from campaigns.promotions.claims.claiming import Wanted, claim
from campaigns.promotions.claims.refusing import ClaimRefused
from campaigns.promotions.claims.settling import confirm, release
from campaigns.promotions.coupons.taking import take_coupon
from campaigns.promotions.models import Claim, Coupon, CouponCampaign, Promotion, RuleUsage
from campaigns.rules.values import Coupon as Code
from cms.refusals import Refused
from tests.integration.promotions.carts import AMOUNT, make_cart
from tests.integration.promotions.making import make_promotion, publish
from tests.servers import runs_on_postgresql
from tests.shoppers import make_member

USES = 100


def run_at_once(count: int, act: Callable[[int], object]) -> Counter[str]:
    """What became of each: the name of what it returned or raised."""
    ready = threading.Barrier(count, timeout=60)
    outcomes: list[str] = []

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            ready.wait()
            outcomes.append(str(act(number)))
        except ClaimRefused as refused:
            outcomes.append(refused.refusals[0].code)
        except Exception as error:
            outcomes.append(f"{type(error).__name__}: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=180)
    assert not any(thread.is_alive() for thread in threads)
    return Counter(outcomes)


def make_two(*, uses: int, budget: int) -> tuple[Promotion, Promotion]:
    """A coupon of `uses` uses that takes 30 off, and a discount of 10 whose budget ends before."""
    coupon = publish(make_promotion(action=AMOUNT, coupon_kind="public", coupon_code="SAVE30", limit_total=uses))
    ten = {"type": "amount", "value": {**AMOUNT["value"], "value": "10.00"}}
    second = publish(make_promotion(name="立减", action=ten, layer="coupon", budget=budget))
    return coupon, second


def order(number: int, at: datetime) -> str:
    """A client as they are: the first price they saw, then those they are told, until there is nothing to gain."""
    cart = make_cart(at=at, coupons=[Code("SAVE30")])
    total = 6000
    for attempt in range(8):
        try:
            made = claim(Wanted(f"{number}/{attempt}", cart, total), at=at)
        except ClaimRefused as refused:
            if refused.quote is None or refused.refusals[0].code != "QUOTE_CHANGED":
                raise
            total = int(refused.quote["total"].replace(".", ""))
            continue
        return str(made.total_minor)
    return "gave up"


@pytest.mark.django_db(transaction=True)
def test_never_one_use_and_never_one_cent_over() -> None:
    clients = 200 if runs_on_postgresql() else 20
    uses = USES if runs_on_postgresql() else 10
    # Enough for a third of the uses, and half a discount more.
    budget = uses // 3 * 10 + 5
    coupon, second = make_two(uses=uses, budget=budget)
    at = timezone.now()

    outcomes = run_at_once(clients, lambda number: order(number, at))

    assert sum(outcomes.values()) == clients
    assert set(outcomes) <= {"6000", "7000", "9000", "10000"}
    usage = {row.rule: (row.used, row.budget_used_minor) for row in RuleUsage.objects.all()}
    assert usage[coupon.key] == (uses, uses * 3000)
    assert usage[second.key] == (uses // 3, uses // 3 * 1000)
    assert outcomes["6000"] + outcomes["7000"] == uses
    assert outcomes["6000"] + outcomes["9000"] == uses // 3
    assert sum(Claim.objects.values_list("discount_minor", flat=True)) == uses * 3000 + uses // 3 * 1000


@pytest.mark.django_db(transaction=True)
def test_one_key_told_by_many_at_once_is_one_claim() -> None:
    clients = 50 if runs_on_postgresql() else 8
    coupon, _second = make_two(uses=USES, budget=5)
    at = timezone.now()
    wanted = Wanted("the-order", make_cart(at=at, coupons=[Code("SAVE30")]), 7000)

    outcomes = run_at_once(clients, lambda _number: claim(wanted, at=at).pk)

    assert list(outcomes.values()) == [clients]
    assert RuleUsage.objects.get(rule=coupon.key).used == 1


@pytest.mark.django_db(transaction=True)
def test_confirming_and_releasing_at_once_is_one_of_both() -> None:
    coupon, _second = make_two(uses=USES, budget=5)
    at = timezone.now()
    wanted = Wanted("the-order", make_cart(at=at, coupons=[Code("SAVE30")]), 7000)
    claim(wanted, at=at)

    def settle(number: int) -> str:
        return (confirm("the-order", at=at) if number % 2 else release("the-order", at=at)).state

    outcomes = run_at_once(10, settle)

    state = Claim.objects.get().state
    assert set(outcomes) == ({"confirmed", "CONFIRMED"} if state == "confirmed" else {"released", "NOT_HELD"})
    assert RuleUsage.objects.get(rule=coupon.key).used == (1 if state == "confirmed" else 0)


@pytest.mark.django_db(transaction=True)
def test_as_many_coupons_are_taken_as_there_are_and_one_by_each() -> None:
    clients, stock = (100, 40) if runs_on_postgresql() else (20, 8)
    promotion = publish(make_promotion(action=AMOUNT, coupon_kind="issued"))
    campaign = CouponCampaign.objects.create(promotion=promotion, name="autumn", is_offered=True, stock=stock)
    # Every member asks twice at once, as impatient people do.
    members = [make_member() for _number in range(clients // 2)]
    at = timezone.now()

    def take(number: int) -> str:
        try:
            return take_coupon(campaign.key, members[number // 2], at=at).state
        except Refused as refused:
            return refused.refusals[0].code

    outcomes = run_at_once(clients, take)

    campaign.refresh_from_db()
    coupons = Coupon.objects.filter(campaign=campaign)
    assert set(outcomes) == {"claimed", "SOLD_OUT"}
    assert (campaign.taken, coupons.count(), coupons.values("shopper").distinct().count()) == (stock, stock, stock)

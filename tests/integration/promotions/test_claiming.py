"""Quote, claim, confirm or release: once however often it is told, and all of it or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.promotions.claims.claiming import claim
from campaigns.promotions.claims.refusing import ClaimRefused
from campaigns.promotions.claims.replaying import replay
from campaigns.promotions.claims.settling import confirm, expire_claims, refund, release
from campaigns.promotions.models import Claim, ClaimPart, Promotion, PromotionVersion, RuleUsage, ShopperUsage
from campaigns.promotions.usage import find_usage
from campaigns.promotions.versions import KEEPER
from campaigns.rules.values import Shopper, Usage
from cms.delivery import worker
from cms.delivery.models import OutboxEntry
from tests.integration.promotions.carts import AMOUNT, AT, later, make_cart, quote, want
from tests.integration.promotions.making import make_promotion, publish

pytestmark = pytest.mark.django_db


def make_limited(**fields: Any) -> Promotion:
    promotion = publish(make_promotion(action=AMOUNT, **fields))
    # Publishing happens today; the carts of these tests do not.
    from cms.delivery.models import DeliveryDocument

    DeliveryDocument.objects.filter(kind="promotion").update(live_from=later(days=-1))
    PromotionVersion.objects.update(number=100)
    KEEPER.forget()
    return promotion


def show(promotion: Promotion) -> tuple[int, int]:
    usage = find_usage([promotion.key], "")[0].get(promotion.key, Usage())
    return usage.total, usage.budget


def refuse(code: str, act: Any, *args: Any, **kwargs: Any) -> ClaimRefused:
    with pytest.raises(ClaimRefused) as refused:
        act(*args, **kwargs)
    assert [one.code for one in refused.value.refusals] == [code]
    return refused.value


def test_a_claim_takes_from_every_limit_and_confirming_keeps_it() -> None:
    promotion = make_limited(limit_total=5, limit_per_shopper=1, budget=100)

    made = claim(want("k1", make_cart(shopper="s1"), order_reference="O-1"), at=AT)
    confirmed = confirm("k1", order_reference="O-1", at=AT)

    assert (made.total_minor, made.discount_minor, made.state) == (7000, 3000, "held")
    assert (confirmed.state, confirmed.confirmed_at) == ("confirmed", AT)
    assert list(made.parts.values_list("rule", "promotion_key", "amount_minor")) == [
        (promotion.key, promotion.key, 3000)
    ]
    assert find_usage([promotion.key], "s1") == ({promotion.key: Usage(1, 3000)}, {promotion.key: 1})


def test_the_same_key_answers_the_same_and_takes_nothing_more() -> None:
    promotion = make_limited(limit_total=5)
    wanted = want("k1", make_cart())

    first, second = claim(wanted, at=AT), claim(wanted, at=later(minutes=1))

    assert (first.pk, second.made_at) == (second.pk, AT)
    assert show(promotion) == (1, 3000)


def test_the_same_key_for_another_cart_is_an_error() -> None:
    promotion = make_limited(limit_total=5)
    claim(want("k1", make_cart()), at=AT)

    refuse("KEY_REUSED", claim, want("k1", make_cart(price=20000)), at=AT)

    assert show(promotion) == (1, 3000)


def test_what_the_shopper_did_not_see_is_refused_with_the_new_quote() -> None:
    promotion = make_limited(limit_total=1)
    wanted = want("k2", make_cart())
    claim(want("k1", make_cart()), at=AT)

    refused = refuse("QUOTE_CHANGED", claim, wanted, at=AT)

    assert refused.quote is not None
    assert refused.quote["total"] == "100.00"
    assert [one["reason"] for one in refused.quote["decisions"]] == ["limit_reached"]
    assert (show(promotion), Claim.objects.count()) == ((1, 3000), 1)


def test_a_gift_that_is_gone_changes_no_total_and_is_refused_all_the_same() -> None:
    promotion = make_limited(limit_total=1)
    Promotion.objects.filter(pk=promotion.pk).update(name="gift")
    cart = make_cart()
    seen = frozenset({promotion.key, "r-of-a-gift"})

    refuse("QUOTE_CHANGED", claim, want("k1", cart, rules=seen), at=AT)

    assert show(promotion) == (0, 0)


def test_an_emergency_stop_counts_for_claims_before_this_process_has_looked() -> None:
    promotion = make_limited()
    wanted = want("k1", make_cart())
    known = KEEPER._known
    promotion.unpublish()
    # As another process would have it: what it has read is from before.
    KEEPER._known = known

    refused = refuse("QUOTE_CHANGED", claim, want("k1", make_cart(), total=wanted.total), at=timezone.now())

    assert refused.quote is not None
    assert refused.quote["discount"] == "0.00"


def test_release_gives_all_back_and_may_be_told_twice() -> None:
    promotion = make_limited(limit_total=1, limit_per_shopper=1)
    claim(want("k1", make_cart(shopper="s1")), at=AT)

    states = [release("k1", at=AT).state, release("k1", at=AT).state]

    assert states == ["released", "released"]
    assert find_usage([promotion.key], "s1") == ({promotion.key: Usage(0, 0)}, {promotion.key: 0})
    refuse("NOT_HELD", confirm, "k1", at=AT)


def test_what_is_confirmed_is_not_released() -> None:
    promotion = make_limited(limit_total=1)
    claim(want("k1", make_cart()), at=AT)
    confirm("k1", order_reference="O-1", at=AT)

    refuse("CONFIRMED", release, "k1", at=AT)
    refuse("OTHER_ORDER", confirm, "k1", order_reference="O-2", at=AT)

    assert confirm("k1", order_reference="O-1", at=AT).order_reference == "O-1"
    assert show(promotion) == (1, 3000)


def test_holds_end_by_themselves(django_capture_on_commit_callbacks: Any) -> None:
    promotion = make_limited(limit_total=2)
    claim(want("k1", make_cart()), at=AT)
    claim(want("k2", make_cart()), at=AT)
    confirm("k2", at=AT)

    early, due = expire_claims(at=later(minutes=14)), expire_claims(at=later(minutes=15))

    assert (early, due) == (0, 1)
    assert show(promotion) == (1, 3000)
    assert list(Claim.objects.order_by("key").values_list("state", flat=True)) == ["expired", "confirmed"]


def test_the_worker_gives_back_what_was_held_too_long() -> None:
    promotion = make_limited(limit_total=2)
    claim(want("k1", make_cart()), at=AT)
    OutboxEntry.objects.filter(consumer="claims").update(available_at=timezone.now())
    Claim.objects.update(expires_at=timezone.now())

    worker.drain(consumers=["claims"])

    assert show(promotion) == (0, 0)


def test_the_worker_forgets_what_became_no_order_after_90_days() -> None:
    promotion = make_limited(limit_total=9)
    for key in ("ordered", "released", "expired", "lately"):
        claim(want(key, make_cart()), at=AT)
    confirm("ordered", order_reference="O-1", at=AT)
    release("released", at=AT)
    release("lately", at=AT)
    old, fresh = timezone.now() - timedelta(days=91), timezone.now() - timedelta(days=89)
    Claim.objects.update(expires_at=old)
    Claim.objects.filter(key="lately").update(expires_at=fresh)
    OutboxEntry.objects.filter(consumer="claims").update(available_at=timezone.now())

    worker.drain(consumers=["claims"])

    # One that was given back this moment is as old as its hold.
    assert sorted(Claim.objects.values_list("key", "state")) == [("lately", "released"), ("ordered", "confirmed")]
    assert show(promotion) == (1, 3000)


def test_a_refund_in_part_gives_back_budget_in_proportion_and_in_whole_the_use() -> None:
    promotion = make_limited(limit_total=1, budget=100)
    claim(want("k1", make_cart()), at=AT)
    confirm("k1", at=AT)

    seen = [show(promotion)]
    for reference, amount in (("r1", 1000), ("r2", 1000), ("r2", 1000)):
        refund("k1", reference, amount=amount, at=AT)
        seen.append(show(promotion))
    last = refund("k1", "r3", at=AT)

    assert seen == [(1, 3000), (1, 2572), (1, 2143), (1, 2143)]
    assert (last.state, last.refunded_minor, show(promotion)) == ("refunded", 7000, (0, 0))


@pytest.mark.parametrize(
    ("amount", "reference", "code"),
    [(7001, "r1", "BAD_AMOUNT"), (0, "r1", "BAD_AMOUNT"), (1, "", "BAD_REFERENCE")],
)
def test_a_refund_that_makes_no_sense_changes_nothing(amount: int, reference: str, code: str) -> None:
    promotion = make_limited(limit_total=1)
    claim(want("k1", make_cart()), at=AT)
    confirm("k1", at=AT)

    refuse(code, refund, "k1", reference, amount=amount, at=AT)

    assert (show(promotion), Claim.objects.get().refunded_minor) == ((1, 3000), 0)


def test_only_what_is_confirmed_is_refunded() -> None:
    make_limited()
    claim(want("k1", make_cart()), at=AT)

    refuse("NOT_PLACED", refund, "k1", "r1", at=AT)
    refuse("UNKNOWN_CLAIM", refund, "k9", "r1", at=AT)


def test_the_last_order_gets_what_is_left_of_a_budget_that_is_clipped() -> None:
    promotion = make_limited(budget=50, clips_budget=True)

    totals = [claim(want(f"k{number}", make_cart()), at=AT).total_minor for number in range(3)]

    assert totals == [7000, 8000, 10000]
    assert show(promotion) == (2, 5000)


def test_a_replay_gives_the_same_bytes() -> None:
    import orjson

    make_limited(limit_total=5, budget=100)
    claim(want("k0", make_cart()), at=AT)
    made = claim(want("k1", make_cart(shopper="s1")), at=AT)
    Promotion.objects.get().unpublish()

    assert orjson.dumps(replay(made)).decode() == made.quote


def test_a_guest_leaves_no_trace_among_shoppers() -> None:
    make_limited(limit_total=5)
    claim(want("k1", make_cart()), at=AT)

    assert (RuleUsage.objects.count(), ShopperUsage.objects.count(), ClaimPart.objects.count()) == (1, 0, 1)


def test_usage_takes_two_queries_at_most(django_assert_num_queries: Any) -> None:
    promotion = make_limited(limit_total=5, limit_per_shopper=1)
    claim(want("k1", make_cart(shopper="s1")), at=AT)

    with django_assert_num_queries(2):
        usage, used = find_usage([promotion.key, "other"], "s1")

    assert (usage, used) == ({promotion.key: Usage(1, 3000)}, {promotion.key: 1})
    assert quote(make_cart(shopper="s1"))["discount"] == "0.00"


def test_a_presale_is_used_once_with_its_deposit_and_takes_the_budget_with_its_balance() -> None:
    deposit = {"type": "deposit", "value": {"deposit": "10.00", "worth": "30.00"}}
    promotion = publish(make_promotion(action=deposit, limit_total=1, limit_per_shopper=1, budget=100))
    at = timezone.now()
    first = replace(make_cart(shopper="s1", at=at), stage="deposit")
    second, other = replace(first, stage="balance"), replace(first, shopper=Shopper("s2"))

    claim(want("k1", first, order_reference="O-1"), at=at)
    after_deposit = show(promotion)
    balance = claim(want("k2", second, order_reference="O-1"), at=at)
    after_balance = show(promotion)
    confirm("k2", at=at)
    refund("k2", "r1", at=at)

    assert (after_deposit, after_balance, show(promotion)) == ((1, 0), (1, 2000), (1, 0))
    assert balance.total_minor == 8000
    assert [one["reason"] for one in quote(other)["decisions"]] == ["limit_reached"]

"""Coupons: made, taken, used with an order, given back, revoked, exported, forgotten."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.promotions.claims.claiming import claim
from campaigns.promotions.claims.refusing import ClaimRefused
from campaigns.promotions.claims.settling import confirm, refund, release
from campaigns.promotions.coupons import making, revoking
from campaigns.promotions.coupons.codes import is_code
from campaigns.promotions.coupons.exporting import write_batch
from campaigns.promotions.coupons.finding import CodeProblem, find_wallet, list_coupons, resolve_codes
from campaigns.promotions.coupons.taking import add_code, take_coupon
from campaigns.promotions.models import Coupon, CouponBatch, CouponCampaign, Promotion, ShopperUsage
from campaigns.promotions.shoppers import identify_member
from campaigns.promotions.versions import find_standing
from campaigns.rules.values import Coupon as Code
from cms.delivery import worker
from cms.members import holdings
from cms.members.models import Member
from cms.refusals import Refused
from tests.integration.promotions.carts import AMOUNT, make_cart, want
from tests.integration.promotions.making import make_promotion, publish

pytestmark = pytest.mark.django_db


def make_issued(**fields: Any) -> Promotion:
    return publish(make_promotion(action=AMOUNT, coupon_kind="issued", **fields))


def make_batch(promotion: Promotion, count: int = 3, **fields: Any) -> CouponBatch:
    batch = CouponBatch.objects.create(promotion=promotion, name="letter", count=count, **fields)
    making.make_batch(batch)
    batch.refresh_from_db()
    return batch


def make_campaign(promotion: Promotion, **fields: Any) -> CouponCampaign:
    return CouponCampaign.objects.create(promotion=promotion, name="autumn", is_offered=True, **fields)


def make_member(name: str = "lin") -> Member:
    return Member.objects.create(issuer="https://id.example", subject=name)


def list_states(**filters: Any) -> list[str]:
    rows = Coupon.objects.filter(**filters).with_state(at=timezone.now()).order_by("pk")
    return list(rows.values_list("state_now", flat=True))


def resolve(code: str, shopper: str = "") -> Any:
    at = timezone.now()
    found = resolve_codes([code], shopper=shopper, standing=find_standing(at=at), at=at)
    return found.problems.get(code) or found.codes


def refuse(code: str, act: Any, *args: Any, **kwargs: Any) -> None:
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    assert [one.code for one in refused.value.refusals] == [code]


def test_the_worker_makes_a_batch_part_by_part() -> None:
    batch = CouponBatch.objects.create(promotion=make_issued(), name="letter", count=50, prefix="TEA")
    making.plan(batch, at=timezone.now())

    worker.drain(consumers=["coupons"])

    batch.refresh_from_db()
    codes = list(Coupon.objects.filter(batch=batch).values_list("code", flat=True))
    assert (batch.made, batch.progress, len(set(codes))) == (50, "done", 50)
    assert all(code.startswith("TEA") and is_code(code) for code in codes)


def test_a_batch_can_be_stopped_and_taken_up_again() -> None:
    batch = CouponBatch.objects.create(promotion=make_issued(), name="letter", count=50)
    is_done = making.make_batch(batch, part=20, longest=timedelta())
    stopped = making.stop(batch)
    making.make_batch(batch, part=20)

    batch.refresh_from_db()
    assert (is_done, stopped, batch.made, batch.progress) == (False, True, 20, "stopped")

    making.resume(batch, at=timezone.now())
    worker.drain(consumers=["coupons"])

    batch.refresh_from_db()
    assert (batch.made, batch.progress, Coupon.objects.count()) == (50, "done", 50)


def test_a_code_is_used_with_an_order_once_and_comes_back_with_a_refund() -> None:
    promotion = make_issued()
    code = make_batch(promotion).coupons.first().code
    at = timezone.now()
    cart = make_cart(at=at, coupons=resolve(code))

    claim(want("k1", cart), at=at)
    used = list_states(code=code)
    with pytest.raises(ClaimRefused) as refused:
        claim(want("k2", cart, total=7000), at=at)
    confirm("k1", at=at)
    refund("k1", "r1", at=at)

    assert refused.value.quote["discount"] == "0.00"
    assert (used, list_states(code=code), resolve(code)) == (["used"], ["available"], (Code(code, promotion.key),))


def test_a_code_for_another_promotion_is_of_no_use_here() -> None:
    cheap, dear = make_issued(), make_issued(name="dear")
    code = make_batch(cheap).coupons.first().code
    at = timezone.now()
    forged = make_cart(at=at, coupons=[Code(code, dear.key)])

    with pytest.raises(ClaimRefused):
        claim(want("k1", forged, total=7000), at=at)

    assert list_states(code=code) == ["available"]


@pytest.mark.parametrize(
    ("batch", "problem"),
    [
        ({"valid_until": timezone.now() - timedelta(days=1)}, CodeProblem.EXPIRED),
        ({"valid_from": timezone.now() + timedelta(days=1)}, CodeProblem.NOT_STARTED),
        ({"kind": "personal"}, CodeProblem.MEMBERS_ONLY),
        ({"revoked_at": timezone.now()}, CodeProblem.REVOKED),
    ],
)
def test_why_a_code_is_of_no_use(batch: dict[str, Any], problem: CodeProblem) -> None:
    code = make_batch(make_issued(), **batch).coupons.first().code
    at = timezone.now()

    assert resolve(code) == problem
    with pytest.raises(ClaimRefused):
        claim(
            want("k1", make_cart(at=at, coupons=[Code(code, Coupon.objects.first().promotion.key)]), total=7000), at=at
        )
    assert Coupon.objects.filter(state="used").count() == 0


def test_codes_nobody_knows_and_codes_for_everybody(django_assert_num_queries: Any) -> None:
    publish(make_promotion(action=AMOUNT, coupon_kind="public", coupon_code="SAVE30"))
    find_standing(at=timezone.now())

    with django_assert_num_queries(0):
        public = [resolve("SAVE30"), resolve(" save30")]

    assert public == [(Code("SAVE30"),)] * 2
    assert resolve("SAVE40") == CodeProblem.UNKNOWN


def test_taking_is_once_however_often_it_is_asked() -> None:
    promotion = make_issued()
    campaign = make_campaign(promotion, stock=5, valid_days=7)
    member, at = make_member(), timezone.now()

    first, second = (take_coupon(campaign.key, member, at=at) for _ in range(2))

    campaign.refresh_from_db()
    shopper = identify_member(member)
    assert (first.pk, first.expires_at, campaign.taken) == (second.pk, at + timedelta(days=7), 1)
    assert find_wallet(shopper, standing=find_standing(at=at), at=at) == (Code(first.code, promotion.key),)
    assert resolve(first.code, shopper="somebody-else") == CodeProblem.SOMEBODY_ELSES


def test_several_for_each_take_a_key() -> None:
    campaign = make_campaign(make_issued(), per_shopper=2)
    member, at = make_member(), timezone.now()

    pks = [take_coupon(campaign.key, member, key=key, at=at).pk for key in ("a", "a", "b")]

    assert (pks[0] == pks[1], pks[0] == pks[2]) == (True, False)
    refuse("LIMIT_REACHED", take_coupon, campaign.key, member, key="c", at=at)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"stock": 0}, "SOLD_OUT"),
        ({"starts_at": timezone.now() + timedelta(days=1)}, "NOT_STARTED"),
        ({"ends_at": timezone.now() - timedelta(days=1)}, "ENDED"),
    ],
)
def test_what_cannot_be_taken(fields: dict[str, Any], code: str) -> None:
    campaign = make_campaign(make_issued(), **fields)

    refuse(code, take_coupon, campaign.key, make_member(), at=timezone.now())

    campaign.refresh_from_db()
    assert (campaign.taken, Coupon.objects.count()) == (0, 0)


def test_what_is_not_offered_is_unknown() -> None:
    campaign = make_campaign(make_issued())
    CouponCampaign.objects.update(is_offered=False)

    refuse("UNKNOWN_CAMPAIGN", take_coupon, campaign.key, make_member(), at=timezone.now())


def test_a_code_somebody_was_given_becomes_theirs() -> None:
    batch = make_batch(make_issued(), kind="personal", valid_days=3)
    code, at = batch.coupons.first().code, timezone.now()
    lin, emma = make_member(), make_member("emma")

    mine = add_code(f"{code[:4]}-{code[4:]}".lower(), lin, at=at)

    assert (mine.shopper, mine.state, mine.expires_at) == (identify_member(lin), "claimed", at + timedelta(days=3))
    assert add_code(code, lin, at=at).pk == mine.pk
    refuse("BAD_CODE", add_code, code, emma, at=at)
    assert resolve(code, identify_member(lin)) == (Code(code, batch.promotion.key),)


def test_a_claimed_coupon_that_was_held_is_claimed_again_after_a_release() -> None:
    promotion = make_issued()
    member, at = make_member(), timezone.now()
    coupon = take_coupon(make_campaign(promotion).key, member, at=at)
    shopper = identify_member(member)
    claim(want("k1", make_cart(shopper=shopper, at=at, coupons=[Code(coupon.code, promotion.key)])), at=at)
    held = list_states()

    release("k1", at=at)

    assert (held, list_states()) == (["used"], ["claimed"])


def test_revoking_one_and_all_and_taking_it_back() -> None:
    batch = make_batch(make_issued())
    first = batch.coupons.order_by("pk").first()
    at = timezone.now()

    seen = []
    for act in (
        lambda: revoking.revoke_coupon(first, at=at),
        lambda: revoking.revoke_batch(batch, at=at),
        lambda: revoking.restore_batch(batch),
        lambda: revoking.restore_coupon(first),
    ):
        act()
        seen.append(list_states().count("revoked"))

    assert seen == [1, 3, 1, 0]


@pytest.mark.parametrize("state", ["available", "claimed", "used", "expired", "revoked"])
def test_filters_find_what_the_list_says(state: str) -> None:
    at = timezone.now()
    promotion = make_issued()
    batch = make_batch(promotion, 4)
    ended = make_batch(promotion, 2, valid_until=at - timedelta(days=1))
    revoked = make_batch(promotion, 2)
    one, two, three, *_ = Coupon.objects.filter(batch=batch)
    Coupon.objects.filter(pk=one.pk).update(state="used")
    Coupon.objects.filter(pk=two.pk).update(state="claimed", expires_at=at + timedelta(days=1))
    Coupon.objects.filter(pk=three.pk).update(state="claimed", expires_at=at - timedelta(days=1))
    Coupon.objects.filter(pk=Coupon.objects.filter(batch=revoked).first().pk).update(state="used")
    Coupon.objects.filter(pk=Coupon.objects.filter(batch=ended).first().pk).update(state="revoked")
    revoking.revoke_batch(revoked, at=at)
    take_coupon(make_campaign(promotion).key, make_member(), at=at)

    told = {row.pk for row in Coupon.objects.with_state(at=at) if row.state_now == state}

    assert set(Coupon.objects.in_state(state, at=at).values_list("pk", flat=True)) == told
    assert told


def test_the_export_holds_every_code_of_the_batch() -> None:
    batch = make_batch(make_issued(), 7, valid_until=timezone.now() + timedelta(days=1))
    at = timezone.now()
    cart = make_cart(at=at, coupons=resolve(batch.coupons.order_by("pk").first().code))
    claim(want("k1", cart, order_reference="=cmd"), at=at)

    rows = list(csv.DictReader("".join(write_batch(batch, at=at)).splitlines()))

    assert [row["code"] for row in rows] == list(batch.coupons.order_by("pk").values_list("code", flat=True))
    assert [(row["state"], row["order"]) for row in rows[:2]] == [("used", "'=cmd"), ("available", "")]


def test_what_is_held_of_a_member_is_given_out_and_let_go_of() -> None:
    promotion = make_issued(limit_per_shopper=5)
    member, at = make_member(), timezone.now()
    shopper = identify_member(member)
    used = take_coupon(make_campaign(promotion).key, member, at=at)
    take_coupon(make_campaign(promotion).key, member, at=at)
    made = claim(want("k1", make_cart(shopper=shopper, at=at, coupons=[Code(used.code, promotion.key)])), at=at)

    data = holdings.export_member(member, at=at)
    holdings.erase_member(member, keeps_texts=True, at=at)

    made.refresh_from_db()
    assert sorted(one["state"] for one in data["coupons"]) == ["claimed", "used"]
    assert data["claims"][0]["quote"]["total"] == "70.00"
    assert (made.shopper, "shopper" in made.read_cart(), ShopperUsage.objects.count()) == ("", False, 0)
    assert sorted(list_states()) == ["revoked", "used"]
    assert not list_coupons(shopper, at=at).exists()

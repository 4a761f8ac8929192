"""Members take coupons and see what they have; guests see what there is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.promotions.coupons import making
from campaigns.promotions.models import Coupon, CouponBatch, CouponCampaign
from tests.integration.promotions.carts import AMOUNT
from tests.integration.promotions.making import make_promotion, publish

pytestmark = pytest.mark.django_db

CAMPAIGNS = """{ couponCampaigns {
    key status title badge terms stock left perMember startsAt coupons { code } image { url } } }"""
TAKE = """mutation ($input: ClaimCouponInput!) { claimCoupon(input: $input) {
    coupon { code state isUsable title campaign validUntil } userErrors { field code } } }"""
ADD = """mutation ($input: AddCouponInput!) { addCoupon(input: $input) {
    coupon { code state } userErrors { field code } } }"""
MINE = """query ($state: CouponState, $after: String) { me { coupons(state: $state, first: 2, after: $after) {
    totalCount nodes { code state } pageInfo { hasNextPage endCursor } } } }"""


def make_campaign(**fields: Any) -> CouponCampaign:
    promotion = publish(make_promotion(action=AMOUNT, coupon_kind="issued"))
    texts = [("text", {"locale": "en", "title": "Thirty off", "badge": "−30", "terms": "Once."})]
    campaign = CouponCampaign(promotion=promotion, name="满减券", is_offered=True, **fields)
    campaign.texts = texts
    campaign.save()
    return campaign


def test_a_guest_sees_what_there_is(storefront: Any) -> None:
    make_campaign(stock=5)
    CouponCampaign.objects.create(promotion=make_campaign(starts_at=timezone.now() + timedelta(days=1)).promotion)

    found = storefront.ask(CAMPAIGNS, X_Vitrine_Locale="en")["couponCampaigns"]

    assert [(one["status"], one["title"], one["badge"], one["left"]) for one in found] == [
        ("OPEN", "Thirty off", "−30", 5),
        ("UPCOMING", "Thirty off", "−30", None),
    ]


def test_a_member_takes_one_and_has_it(storefront: Any) -> None:
    campaign = make_campaign(stock=5, valid_days=7)
    who = storefront.sign_in("lin")
    variables = {"input": {"campaign": campaign.key}}

    first, again = (storefront.ask(TAKE, variables, **who)["claimCoupon"] for _ in range(2))

    mine = storefront.ask(MINE, **who)["me"]["coupons"]
    assert first == again
    assert (first["userErrors"], first["coupon"]["state"], first["coupon"]["isUsable"]) == ([], "CLAIMED", True)
    assert (mine["totalCount"], mine["nodes"][0]["code"]) == (1, first["coupon"]["code"])
    assert storefront.ask(CAMPAIGNS, **who)["couponCampaigns"][0]["status"] == "TAKEN"
    assert storefront.ask(CAMPAIGNS, **storefront.sign_in("chen"))["couponCampaigns"][0]["left"] == 4


def test_what_is_sold_out_is_told_and_nothing_is_taken(storefront: Any) -> None:
    campaign = make_campaign(stock=0)

    answer = storefront.ask(TAKE, {"input": {"campaign": campaign.key}}, **storefront.sign_in())["claimCoupon"]

    assert answer == {"coupon": None, "userErrors": [{"field": "campaign", "code": "SOLD_OUT"}]}
    assert Coupon.objects.count() == 0


def test_guests_take_nothing(storefront: Any) -> None:
    campaign = make_campaign()

    error = storefront.fail(TAKE, {"input": {"campaign": campaign.key}})

    assert (error["extensions"]["code"], Coupon.objects.count()) == ("UNAUTHENTICATED", 0)


def test_a_code_becomes_the_members_own(storefront: Any) -> None:
    batch = CouponBatch.objects.create(promotion=make_campaign().promotion, name="letter", count=1)
    making.make_batch(batch)
    variables = {"input": {"code": batch.coupons.get().code.lower()}}

    mine = storefront.ask(ADD, variables, **storefront.sign_in("lin"))["addCoupon"]
    other = storefront.ask(ADD, variables, **storefront.sign_in("chen"))["addCoupon"]

    assert (mine["coupon"]["state"], mine["userErrors"]) == ("CLAIMED", [])
    assert other == {"coupon": None, "userErrors": [{"field": "code", "code": "BAD_CODE"}]}


def test_pages_and_states_and_a_fixed_number_of_queries(storefront: Any, django_assert_num_queries: Any) -> None:
    campaign = make_campaign(per_shopper=5)
    who = storefront.sign_in("lin")
    for number in range(5):
        storefront.ask(TAKE, {"input": {"campaign": campaign.key, "key": str(number)}}, **who)
    Coupon.objects.filter(number=5).update(state="used")

    with django_assert_num_queries(2):
        first = storefront.ask(MINE, {"state": "CLAIMED"}, **who)["me"]["coupons"]
    second = storefront.ask(MINE, {"state": "CLAIMED", "after": first["pageInfo"]["endCursor"]}, **who)["me"]["coupons"]
    with django_assert_num_queries(2):
        storefront.ask(CAMPAIGNS, **who)

    numbers = {one.code: one.number for one in Coupon.objects.all()}
    assert [numbers[one["code"]] for one in (*first["nodes"], *second["nodes"])] == [4, 3, 2, 1]
    assert (first["totalCount"], second["pageInfo"]["hasNextPage"]) == (4, False)
    assert storefront.ask(MINE, {"state": "USED"}, **who)["me"]["coupons"]["totalCount"] == 1

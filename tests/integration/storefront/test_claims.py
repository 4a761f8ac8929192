"""The shop's backend claims what orders take from promotions."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.utils import timezone

from campaigns.promotions.coupons import making
from campaigns.promotions.coupons.taking import take_coupon
from campaigns.promotions.models import Claim, CouponBatch, CouponCampaign, Promotion, RuleUsage
from campaigns.promotions.versions import KEEPER
from cms.members.identity.providers import DEVELOPMENT_ISSUER
from tests.factories import make_offer, make_published
from tests.integration.promotions.carts import AMOUNT
from tests.integration.promotions.making import make_promotion, publish
from tests.shoppers import make_member

pytestmark = pytest.mark.django_db

TOKEN = "b" * 40
BACKEND = {"Authorization": f"Bearer {TOKEN}"}
CART = {"lines": [{"sku": "kettle-1", "quantity": 1}]}
CLAIM = """mutation ($input: ClaimPromotionsInput!) { claimPromotions(input: $input) {
    claim { key state order total { amount } discount { amount } quote
            parts { rule promotion amount { amount } coupon } }
    quote { total { amount } coupons { code isApplied problem } } userErrors { field code } } }"""
SETTLE = """mutation ($confirm: ConfirmClaimInput!, $refund: RefundClaimInput!) {
    confirmClaim(input: $confirm) { claim { state order } userErrors { code } }
    refundClaim(input: $refund) { claim { state refunded { amount } parts { givenBack { amount } } }
        userErrors { code field } } }"""
RELEASE = """mutation ($input: ReleaseClaimInput!) {
    releaseClaim(input: $input) { claim { state } userErrors { code } } }"""
QUOTE = """query ($cart: CartInput!) { quote(cart: $cart) {
    total { amount } coupons { code isApplied problem promotion { key } } } }"""


@pytest.fixture(autouse=True)
def shop(settings: Any, storefront: Any) -> None:
    settings.VITRINE_BACKEND_TOKEN = TOKEN
    make_offer(make_published("kettle").product, "kettle-1", price_minor=10000)


def make_input(**fields: Any) -> dict[str, Any]:
    return {"input": {"key": "k1", "cart": CART, "total": "70.00", "order": "O-1", **fields}}


def make_thirty(**fields: Any) -> Promotion:
    return publish(make_promotion(action=AMOUNT, **fields))


def test_claim_confirm_and_refund(storefront: Any) -> None:
    promotion = make_thirty(limit_total=5, budget=100)

    answer = storefront.ask(CLAIM, make_input(), **BACKEND)["claimPromotions"]
    again = storefront.ask(CLAIM, make_input(), **BACKEND)["claimPromotions"]
    settled = storefront.ask(
        SETTLE,
        {"confirm": {"key": "k1"}, "refund": {"key": "k1", "reference": "r1", "amount": "35.00"}},
        **BACKEND,
    )

    assert answer == again
    assert answer["claim"]["parts"] == [
        {"rule": promotion.key, "promotion": promotion.key, "amount": {"amount": "30.00"}, "coupon": None}
    ]
    assert json.loads(answer["claim"]["quote"])["total"] == answer["claim"]["total"]["amount"] == "70.00"
    assert settled["confirmClaim"] == {"claim": {"state": "CONFIRMED", "order": "O-1"}, "userErrors": []}
    assert settled["refundClaim"]["claim"] == {
        "state": "CONFIRMED",
        "refunded": {"amount": "35.00"},
        "parts": [{"givenBack": {"amount": "15.00"}}],
    }
    assert RuleUsage.objects.values_list("used", "budget_used_minor").get() == (1, 1500)


def test_release_and_look(storefront: Any) -> None:
    make_thirty()
    storefront.ask(CLAIM, make_input(), **BACKEND)

    released = storefront.ask(RELEASE, {"input": {"key": "k1"}}, **BACKEND)["releaseClaim"]
    unknown = storefront.ask(RELEASE, {"input": {"key": "k9"}}, **BACKEND)["releaseClaim"]

    assert released == {"claim": {"state": "RELEASED"}, "userErrors": []}
    assert unknown == {"claim": None, "userErrors": [{"code": "UNKNOWN_CLAIM"}]}
    assert storefront.ask('{ a: claim(key: "k1") { state } b: claim(key: "k9") { state } }', **BACKEND) == {
        "a": {"state": "RELEASED"},
        "b": None,
    }


def test_another_price_is_refused_with_the_new_quote(storefront: Any) -> None:
    promotion = make_thirty()
    known = KEEPER._known
    promotion.unpublish()
    KEEPER._known = known

    answer = storefront.ask(CLAIM, make_input(), **BACKEND)["claimPromotions"]

    assert answer["claim"] is None
    assert answer["quote"]["total"]["amount"] == "100.00"
    assert answer["userErrors"] == [{"field": "total", "code": "QUOTE_CHANGED"}]
    assert Claim.objects.count() == 0


def test_the_same_key_for_something_else_is_an_error(storefront: Any) -> None:
    make_thirty()
    storefront.ask(CLAIM, make_input(), **BACKEND)

    answer = storefront.ask(CLAIM, make_input(order="O-2"), **BACKEND)["claimPromotions"]

    assert (answer["claim"], answer["userErrors"]) == (None, [{"field": "key", "code": "KEY_REUSED"}])


def test_who_buys_counts(storefront: Any) -> None:
    promotion = make_thirty(limit_per_shopper=1)

    first = storefront.ask(CLAIM, make_input(buyer={"subject": "lin"}), **BACKEND)["claimPromotions"]
    second = storefront.ask(CLAIM, make_input(key="k2", buyer={"subject": "lin"}), **BACKEND)["claimPromotions"]
    guest = storefront.ask(CLAIM, make_input(key="k3"), **BACKEND)["claimPromotions"]
    quoted = storefront.ask(QUOTE, {"cart": CART}, **storefront.sign_in("lin"))["quote"]

    assert first["claim"]["parts"][0]["rule"] == promotion.key
    assert [one["userErrors"][0]["code"] for one in (second, guest)] == ["QUOTE_CHANGED"] * 2
    assert quoted["total"]["amount"] == "100.00"


def test_codes_of_their_own_are_quoted_and_claimed(storefront: Any) -> None:
    promotion = make_thirty(coupon_kind="issued")
    batch = CouponBatch.objects.create(promotion=promotion, name="letter", count=1)
    making.make_batch(batch)
    code = batch.coupons.get().code
    cart = {**CART, "coupons": [code.lower(), "NOTHING"]}

    quoted = storefront.ask(QUOTE, {"cart": cart})["quote"]
    claimed = storefront.ask(CLAIM, make_input(cart=cart), **BACKEND)["claimPromotions"]
    after = storefront.ask(QUOTE, {"cart": cart})["quote"]

    assert quoted == {
        "total": {"amount": "70.00"},
        "coupons": [
            {"code": code, "isApplied": True, "problem": None, "promotion": {"key": promotion.key}},
            {"code": "NOTHING", "isApplied": False, "problem": "UNKNOWN", "promotion": None},
        ],
    }
    assert claimed["claim"]["parts"][0]["coupon"] == code
    assert [(one["code"], one["problem"]) for one in after["coupons"]] == [
        (code.lower(), "USED"),
        ("NOTHING", "UNKNOWN"),
    ]


def test_the_best_of_what_a_member_has_taken(storefront: Any) -> None:
    promotion = make_thirty(coupon_kind="issued")
    campaign = CouponCampaign.objects.create(promotion=promotion, name="autumn", is_offered=True)
    member = make_member("lin")
    assert member.issuer == DEVELOPMENT_ISSUER
    coupon = take_coupon(campaign.key, member, at=timezone.now())
    cart = {**CART, "picksCoupons": True}

    quoted = storefront.ask(QUOTE, {"cart": cart}, **storefront.sign_in("lin"))["quote"]
    claimed = storefront.ask(CLAIM, make_input(cart=cart, buyer={"subject": "lin"}), **BACKEND)["claimPromotions"]

    assert [(one["code"], one["isApplied"]) for one in quoted["coupons"]] == [(coupon.code, True)]
    assert claimed["claim"]["parts"][0]["coupon"] == coupon.code
    coupon.refresh_from_db()
    assert (coupon.state, coupon.claim.key) == ("used", "k1")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "member"}])
def test_nobody_else_may(storefront: Any, headers: dict[str, str]) -> None:
    make_thirty()
    headers = storefront.sign_in("lin") if headers else {}

    error = storefront.fail(CLAIM, make_input(), **headers)

    assert (error["extensions"]["code"], Claim.objects.count()) == ("UNAUTHENTICATED", 0)


def test_without_a_token_in_the_settings_there_is_no_backend(storefront: Any, settings: Any) -> None:
    settings.VITRINE_BACKEND_TOKEN = ""

    response = storefront.send(CLAIM, make_input(), Authorization="Bearer x")

    assert (response.status_code, Claim.objects.count()) == (401, 0)

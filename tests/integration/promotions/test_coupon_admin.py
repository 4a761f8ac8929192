"""Coupons in the admin: ordered, watched, found, exported, revoked; and who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from campaigns.promotions.claims.claiming import claim
from campaigns.promotions.coupons import making
from campaigns.promotions.coupons.taking import take_coupon
from campaigns.promotions.models import Coupon, CouponBatch, CouponCampaign, Promotion
from cms.delivery import worker
from cms.members.models import Member
from tests.integration.admin.conftest import admin, admin_client, log_in, make_user  # noqa: F401
from tests.integration.promotions.carts import AMOUNT, make_cart, want
from tests.integration.promotions.making import make_promotion, publish

pytestmark = pytest.mark.django_db


def make_issued() -> Promotion:
    return publish(make_promotion(action=AMOUNT, coupon_kind="issued"))


def make_batch(count: int = 3, **fields: Any) -> CouponBatch:
    batch = CouponBatch.objects.create(promotion=make_issued(), name="letter", count=count, **fields)
    making.make_batch(batch)
    batch.refresh_from_db()
    return batch


def act(client: Any, name: str, pk: int) -> Any:
    return client.post(reverse(name, args=[pk]), follow=True)


def test_a_batch_is_ordered_made_and_watched(admin_client: Any) -> None:  # noqa: F811
    promotion = make_issued()
    posted = {"name": "letter", "promotion": promotion.pk, "kind": "single", "count": 5, "prefix": "TEA"}

    waiting = admin_client.post(reverse("coupon_batches:add"), posted, follow=True)
    worker.drain(consumers=["coupons"])
    done = admin_client.get(waiting.redirect_chain[-1][0])

    batch = CouponBatch.objects.get()
    assert (batch.made, batch.created_by.username[:6], Coupon.objects.count()) == (5, "editor", 5)
    assert (waiting["Refresh"], done.has_header("Refresh")) == ("2", False)
    assert "0 of 5 codes are made." in waiting.content.decode()
    assert f"?batch={batch.pk}&amp;state=available" in done.content.decode()


def test_what_codes_are_made_of_stays_once_they_are_made(admin_client: Any) -> None:  # noqa: F811
    batch = make_batch()
    posted = {"name": "other", "promotion": 0, "kind": "personal", "count": 9, "prefix": "X", "note": "n"}

    admin_client.post(reverse("coupon_batches:edit", args=[batch.pk]), posted)

    batch.refresh_from_db()
    assert (batch.name, batch.note, batch.kind, batch.count, batch.prefix) == ("other", "n", "single", 3, "")


def test_making_is_stopped_and_taken_up_again(admin_client: Any) -> None:  # noqa: F811
    batch = CouponBatch.objects.create(promotion=make_issued(), name="letter", count=5)

    stopped = act(admin_client, "coupon_batches:stop", batch.pk).content.decode()
    resumed = act(admin_client, "coupon_batches:resume", batch.pk).content.decode()
    again = act(admin_client, "coupon_batches:resume", batch.pk).content.decode()

    assert "No more codes are made for “letter”." in stopped
    assert "The rest of “letter” is being made." in resumed
    assert "nothing was changed" in again


def test_a_batch_is_revoked_and_given_again_and_history_says_so(admin_client: Any) -> None:  # noqa: F811
    batch = make_batch()

    act(admin_client, "coupon_batches:revoke", batch.pk)
    revoked = list(Coupon.objects.in_state("revoked", at=timezone.now()))
    page = act(admin_client, "coupon_batches:restore", batch.pk).content.decode()

    assert len(revoked) == 3
    assert "hold again" in page
    assert Coupon.objects.in_state("available", at=timezone.now()).count() == 3
    assert list(ModelLogEntry.objects.order_by("pk").values_list("action", flat=True))[-2:] == [
        "promotions.revoke",
        "promotions.restore",
    ]


def test_the_export_streams_every_code_and_is_noted(admin_client: Any) -> None:  # noqa: F811
    batch = make_batch(7)

    response = admin_client.post(reverse("coupon_batches:export", args=[batch.pk]))

    lines = b"".join(response.streaming_content).decode().splitlines()
    assert (lines[0], len(lines)) == ("code,state,taken_at,used_at,valid_until,order", 8)
    assert response["Content-Disposition"] == f'attachment; filename="codes-{batch.pk}.csv"'
    assert ModelLogEntry.objects.filter(action="promotions.export_codes").count() == 1


def test_codes_are_found_by_how_they_begin_by_state_and_by_member(admin_client: Any) -> None:  # noqa: F811
    batch = make_batch(3, prefix="TEA")
    member = Member.objects.create(issuer="https://id.example", subject="lin", name="Lin")
    campaign = CouponCampaign.objects.create(promotion=batch.promotion, name="autumn", is_offered=True)
    taken = take_coupon(campaign.key, member, at=timezone.now())

    def find(**parameters: str) -> list[str]:
        page = admin_client.get(reverse("coupons:index"), parameters).content.decode()
        return [code for code in Coupon.objects.order_by("pk").values_list("code", flat=True) if code in page]

    first = batch.coupons.order_by("pk").first()
    assert find(q=f"{first.code[:6]}-{first.code[6:]}".lower()) == [first.code]
    assert len(find(q="tea")) == 3
    assert find(state="claimed") == find(member=member.key) == find(campaign=str(campaign.pk)) == [taken.code]
    assert find(state="expired") == []


def test_one_code_is_revoked_and_given_again(admin_client: Any) -> None:  # noqa: F811
    coupon = make_batch().coupons.first()

    revoked = act(admin_client, "coupons:revoke", coupon.pk).content.decode()
    restored = act(admin_client, "coupons:restore", coupon.pk).content.decode()

    coupon.refresh_from_db()
    assert ("Give it again" in revoked, "holds again" in restored, coupon.state) == (True, True, "available")


def test_a_campaign_is_made_and_listed_with_its_state(admin_client: Any) -> None:  # noqa: F811
    promotion = make_issued()
    posted = {
        "name": "autumn",
        "promotion": promotion.pk,
        "is_offered": "on",
        "stock": 0,
        "per_shopper": 1,
        "texts-count": "0",
    }

    admin_client.post(reverse("coupon_campaigns:add"), posted)
    page = admin_client.get(reverse("coupon_campaigns:index")).content.decode()

    assert CouponCampaign.objects.get().stock == 0
    assert ("sold out" in page, "0 / 0" in page) == (True, True)


def test_the_lists_say_what_to_do_while_they_are_empty(admin_client: Any) -> None:  # noqa: F811
    said = {
        name: admin_client.get(reverse(f"{name}:index")).content.decode()
        for name in ("coupons", "coupon_batches", "coupon_campaigns", "promotion_claims")
    }

    assert "make a batch of codes" in said["coupons"]
    assert "No codes have been made yet." in said["coupon_batches"]
    assert "There is nothing to take yet." in said["coupon_campaigns"]
    assert "No order has claimed anything yet" in said["promotion_claims"]


def test_what_an_order_was_given_is_found_by_its_number(admin_client: Any) -> None:  # noqa: F811
    at = timezone.now() + timedelta(seconds=1)
    publish(make_promotion(action=AMOUNT, name="立减 30"))
    made = claim(want("k1", make_cart(at=at), order_reference="O-77"), at=at)

    found = admin_client.get(reverse("promotion_claims:index"), {"q": "O-7"}).content.decode()
    page = admin_client.get(reverse("promotion_claims:inspect", args=[made.pk])).content.decode()

    assert "O-77" in found
    assert all(text in page for text in ("立减 30", "¥30.00", "¥70.00", "tea-1"))


def test_lists_take_a_fixed_number_of_queries(admin_client: Any, django_assert_max_num_queries: Any) -> None:  # noqa: F811
    make_batch(60)
    admin_client.get(reverse("coupons:index"))

    with django_assert_max_num_queries(25):
        admin_client.get(reverse("coupons:index"))


def test_service_looks_and_changes_nothing() -> None:
    client = log_in(make_user("promotions.view_coupon"))
    batch = make_batch()
    coupon = batch.coupons.first()

    assert client.get(reverse("coupons:index")).status_code == 200
    assert "Revoke" not in client.get(reverse("coupons:inspect", args=[coupon.pk])).content.decode()
    for name, pk in (
        ("coupons:revoke", coupon.pk),
        ("coupon_batches:revoke", batch.pk),
        ("coupon_batches:export", batch.pk),
    ):
        assert client.post(reverse(name, args=[pk])).status_code == 302
    batch.refresh_from_db()
    assert (batch.revoked_at, Coupon.objects.filter(state="available").count()) == (None, 3)
    assert not ModelLogEntry.objects.filter(action__startswith="promotions.").exists()

"""The coupons a shopper can take, and those they have."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from shop.acting import act
from shop.pages import Meta, render_page
from shop.serving import go, shop_action, shop_form
from shop.visits import Visit


@shop_form
def show_coupons(visit: Visit) -> HttpResponse:
    return _show(visit)


@shop_action
def claim_coupon(visit: Visit) -> HttpResponse:
    """One coupon of a campaign; sending the same form again takes no second one."""
    given = visit.request.POST
    campaign = given.get("campaign", "")
    outcome = act(visit, "claim_coupon", campaign=campaign, key=given.get("key", "")[:80])
    if not outcome.is_done:
        return _show(visit, {campaign: next(iter(outcome.problems.values()))}, status=422)
    return go(visit, "/coupons", said="claimed", anchor="mine")


@shop_action
def add_coupon(visit: Visit) -> HttpResponse:
    code = visit.request.POST.get("code", "").strip()
    outcome = act(visit, "add_coupon", code=code)
    if not outcome.is_done:
        return _show(visit, {"": next(iter(outcome.problems.values()))}, status=422, code=code)
    return go(visit, "/coupons", said="claimed", anchor="mine")


def _show(visit: Visit, problems: dict[str, str] | None = None, status: int = 200, code: str = "") -> HttpResponse:
    campaigns: list[dict[str, Any]] = visit.ask("coupon_campaigns")["couponCampaigns"]
    mine = visit.ask("my_coupons")["me"]["coupons"]["nodes"] if visit.is_member else []
    return render_page(
        visit,
        "coupons",
        Meta(title=_("Coupons"), path="/coupons", description=_("Take coupons and pay less.")),
        status=status,
        campaigns=[{**one, "wish": secrets.token_hex(8)} for one in campaigns],
        mine=sorted(mine, key=lambda coupon: not coupon["isUsable"]),
        problems=problems or {},
        code=code,
    )

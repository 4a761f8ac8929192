"""What products cost at read time is what a quote of one piece says, and knows when that ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from campaigns.promotions.lines import Goods
from campaigns.promotions.pricing import Price, Pricer
from campaigns.promotions.standing import Archive, Published
from campaigns.rules.desk import evaluate
from campaigns.rules.values import Cart, Shopper, Usage

NOON = datetime(2026, 11, 11, 4, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def make_goods(sku: str = "tea-1", price: int = 5990, *, floor: int | None = None, **body: Any) -> Goods:
    offer = SimpleNamespace(sku=sku, currency="CNY", price_minor=price, floor_price_minor=floor)
    return Goods(offer, body.pop("product", "tea"), body)


def make_rule(rule_id: str = "R", value: str = "39.90", **fields: Any) -> dict[str, Any]:
    action = {"kind": "set_price", "value": value, "target": {"products": ["tea"]}}
    return {"id": rule_id, "layer": "item", "action": action, **fields}


def make_pricer(*rules: dict[str, Any], announced_at: datetime | None = None, **fields: Any) -> Pricer:
    versions = tuple(
        Published(
            rule["id"],
            "CNY",
            {"rules": [rule], "announcedAt": announced_at.isoformat() if announced_at else None},
            NOON - timedelta(days=9),
        )
        for rule in rules
    )
    standing = Archive(1, versions, {}, {"CNY": 2}).stand(NOON)
    return Pricer(standing, fields.pop("at", NOON), SHANGHAI, **fields)


def test_a_flash_sale_makes_the_price_until_it_ends() -> None:
    ends_at = NOON + timedelta(hours=2)
    pricer = make_pricer(make_rule(ends_at=ends_at.isoformat()))

    assert pricer.price([make_goods(), make_goods("cup", product="cup")]) == {
        "tea-1": Price(3990, ("R",), ends_at),
        "cup": Price(5990),
    }


def test_nobody_pays_less_than_the_floor() -> None:
    assert make_pricer(make_rule()).price([make_goods(floor=4500)])["tea-1"].minor == 4500


def test_a_price_for_members_is_not_a_guests() -> None:
    rule = make_rule(condition={"tier": "gold"})

    guest = make_pricer(rule)
    member = make_pricer(rule, shopper=Shopper("m1", tier="gold"))

    assert (guest.price([make_goods()])["tea-1"].minor, guest.list_touches([make_goods()])) == (5990, [])
    assert member.price([make_goods()])["tea-1"].minor == 3990
    assert [touch.promotion.key for touch in member.list_touches([make_goods()])] == ["R"]


def test_what_one_shopper_may_use_once_is_shown_to_a_guest_but_not_charged() -> None:
    pricer = make_pricer(make_rule(limits={"per_shopper": 1}))

    (touch,) = pricer.list_touches([make_goods()])

    assert pricer.price([make_goods()])["tea-1"].minor == 5990
    assert (touch.is_running, touch.is_applied, touch.price_minor) == (True, False, 3990)


def test_what_is_used_up_is_gone() -> None:
    rule = make_rule(limits={"total": 5})
    pricer = make_pricer(rule, usage={"R": Usage(total=5)})

    assert (pricer.price([make_goods()])["tea-1"].minor, pricer.list_touches([make_goods()])) == (5990, [])


def test_an_announced_sale_is_told_with_its_price_and_charged_from_its_start() -> None:
    starts_at = NOON + timedelta(hours=1)
    rule = make_rule(starts_at=starts_at.isoformat())

    pricer = make_pricer(rule, announced_at=NOON - timedelta(hours=1))
    (touch,) = pricer.list_touches([make_goods()])

    assert pricer.price([make_goods()])["tea-1"].minor == 5990
    assert (touch.is_running, touch.starts_at, touch.price_minor) == (False, starts_at, 3990)
    assert pricer.find_boundary("CNY") == starts_at
    assert make_pricer(rule).list_touches([make_goods()]) == []


def test_a_promotion_of_the_order_touches_what_its_condition_asks_for() -> None:
    rule = {
        "id": "R",
        "condition": {"amount_at_least": "200", "target": {"categories": ["drinks"]}},
        "action": {"kind": "amount", "value": "30"},
    }
    tea, cup = make_goods(breadcrumbs=[{"key": "drinks"}]), make_goods("cup", breadcrumbs=[{"key": "kitchen"}])
    pricer = make_pricer(rule)

    assert [touch.rule.id for touch in pricer.list_touches([tea])] == ["R"]
    assert pricer.list_touches([cup]) == []
    assert pricer.price([tea])["tea-1"] == Price(5990)


def test_hours_of_the_day_are_boundaries() -> None:
    rule = make_rule(condition={"time_between": ["20:00", "22:00"]})

    assert make_pricer(rule).find_boundary("CNY") == datetime(2026, 11, 11, 12, tzinfo=UTC)
    assert make_pricer(rule, at=NOON + timedelta(hours=9)).find_boundary("CNY") == datetime(
        2026, 11, 11, 14, tzinfo=UTC
    )
    weekly = make_rule(condition={"weekday": 4})
    assert make_pricer(weekly).find_boundary("CNY") == datetime(2026, 11, 11, 16, tzinfo=UTC)


RULES = st.lists(
    st.fixed_dictionaries(
        {
            "layer": st.just("item"),
            "group": st.sampled_from("ab"),
            "priority": st.integers(0, 2),
            "exclusive": st.booleans(),
            "action": st.one_of(
                st.fixed_dictionaries(
                    {
                        "kind": st.just("percent"),
                        "value": st.sampled_from(["10", "25"]),
                        "target": st.sampled_from([{"products": ["p1"]}, {"tags": ["t1"]}, {"skus": ["s0", "s2"]}]),
                    }
                ),
                st.fixed_dictionaries({"kind": st.just("amount"), "value": st.sampled_from(["1", "5.50"])}),
                st.fixed_dictionaries({"kind": st.just("set_price"), "value": st.sampled_from(["7", "9.99"])}),
            ),
        },
        optional={
            "condition": st.sampled_from(
                [{"quantity_at_least": 2}, {"amount_at_least": "12"}, {"tier": "gold"}, {"not": {"tier": "gold"}}]
            ),
            "limits": st.sampled_from([{"budget": "3"}, {"total": 1}, {"per_shopper": 1}]),
        },
    ),
    max_size=6,
)


@given(RULES, st.booleans())
def test_the_price_in_a_list_is_that_of_a_quote_of_one_piece(rules: list[dict[str, Any]], is_member: bool) -> None:
    rules = [{**rule, "id": f"r{number}"} for number, rule in enumerate(rules)]
    shopper = Shopper("m1", tier="gold") if is_member else Shopper()
    pricer = make_pricer(*rules, shopper=shopper)
    goods = [make_goods(f"s{n}", 900 + 400 * n, product=f"p{n % 2}", tags=[f"t{n}"]) for n in range(4)]

    prices = pricer.price(goods)

    for one in goods:
        line = one.make_line("l")
        cart = Cart(at=NOON, lines=(line,), shopper=shopper, groups=pricer.standing.groups)
        quote = evaluate(cart, pricer.standing.find_book("CNY"))
        assert quote["total"] == f"{prices[one.offer.sku].minor / 100:.2f}"

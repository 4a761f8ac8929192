"""Carts with a promotion and without it, past orders put together, samples, and the worst that can come of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from campaigns.promotions.comparing import Summary, compare_cart, make_books
from campaigns.promotions.past_carts import gather_baskets
from campaigns.promotions.sampling import Sample, make_samples
from campaigns.promotions.worst_carts import examine
from campaigns.rules.values import Cart, Line

AT = datetime(2026, 11, 26, tzinfo=UTC)


def rule(name: str, kind: str = "amount", layer: str = "order", group: str = "default", **action: Any) -> dict:
    condition = action.pop("condition", None)
    made = {"id": name, "layer": layer, "group": group, "action": {"kind": kind, **action}}
    return {**made, "condition": condition} if condition else made


def line(sku: str, price: int, quantity: int = 1, floor: int = 0) -> Line:
    return Line(id=sku, sku=sku, unit_price=price, quantity=quantity, floor=floor)


def cart(*lines: Line) -> Cart:
    return Cart(at=AT, lines=tuple(sorted(lines, key=lambda one: one.id)))


def test_a_promotion_that_takes_anothers_place_saves_only_the_difference() -> None:
    books = make_books([rule("new", value="30")], [rule("old", value="20")], decimals=2)

    change = compare_cart(cart(line("a", 10000)), books)

    assert (change.is_touched, change.given, change.saved) == (True, 3000, 1000)
    assert change.compare_others() == {"old": (2000, 0)}
    assert change.list_companions() == []
    assert [(one.sku, one.before, one.after) for one in change.list_lines()] == [("a", 8000, 7000)]


def test_its_published_version_is_left_out() -> None:
    books = make_books([rule("same", value="30")], [rule("same", value="99")], decimals=2)

    assert compare_cart(cart(line("a", 10000)), books).saved == 3000


def test_a_summary_adds_up() -> None:
    books = make_books(
        [rule("new", value="30", condition={"amount_at_least": "200.00"})],
        [rule("old", "percent", "coupon", value="10")],
        decimals=2,
    )
    summary = Summary()
    for one in (cart(line("a", 10000)), cart(line("a", 30000)), cart(line("a", 5000, 5, floor=4500))):
        summary.add(compare_cart(one, books))

    assert (summary.carts, summary.touched, summary.given) == (3, 2, 5500)
    assert summary.floor_hits == 1
    assert summary.paid_before - summary.paid_after == summary.saved
    assert summary.companions == {"old": 1}
    assert round(summary.share, 1) == 66.7


@given(st.lists(st.tuples(st.integers(1, 50_000), st.integers(1, 5)), min_size=1, max_size=5))
def test_without_others_what_is_given_is_what_is_saved(rows: list[tuple[int, int]]) -> None:
    lines = [line(f"s{at}", price, quantity) for at, (price, quantity) in enumerate(rows)]
    change = compare_cart(cart(*lines), make_books([rule("new", "percent", value="15")], [], decimals=2))

    assert change.given == change.saved == sum(one.before - one.after for one in change.list_lines())


@dataclass(frozen=True)
class Bought:
    client: str
    at: datetime
    key: str
    is_sku: bool = False
    quantity: int = 1


def test_what_is_bought_within_minutes_is_one_order() -> None:
    later, days = AT + timedelta(minutes=5), AT + timedelta(days=2)
    bought = [
        Bought("a", AT, "tea"),
        Bought("a", later, "pot", quantity=2),
        Bought("a", days, "tea"),
        Bought("b", AT, "cup"),
    ]

    baskets = gather_baskets(bought, most=10)

    assert [(one.client, one.number, [key for key, _is_sku, _quantity in one.pieces]) for one in baskets] == [
        ("a", 0, ["tea", "pot"]),
        ("b", 0, ["cup"]),
        ("a", 1, ["tea"]),
    ]
    assert [one.at for one in gather_baskets(bought, most=1)] == [days]
    assert gather_baskets([], most=5) == []


def test_samples_stand_on_both_sides_of_the_first_threshold() -> None:
    books = make_books([rule("new", value="30", condition={"amount_at_least": "200.00"})], [], decimals=2)
    meant = [line("a", 4000), line("b", 6000), line("c", 12000)]

    samples = {one.kind: one.lines for one in make_samples(books.after.rules, meant, [line("x", 100)])}

    assert [(one.sku, one.quantity) for one in samples[Sample.BELOW]] == [("b", 3)]
    assert [(one.sku, one.quantity) for one in samples[Sample.REACHED]] == [("b", 4)]
    assert not compare_cart(cart(*samples[Sample.BELOW]), books).is_touched
    assert compare_cart(cart(*samples[Sample.REACHED]), books).is_touched
    assert [one.sku for one in samples[Sample.MIXED]] == ["c", "x"]
    assert list({one.kind for one in make_samples(books.after.rules, [], [line("x", 100)])}) == [Sample.OTHERS]


def find(own: list[dict], others: list[dict], *lines: Line) -> Any:
    books = make_books(own, others, decimals=2)
    return examine(
        [one for one in books.after.rules if one.id in books.ours], books.before.rules, list(lines), books, cart()
    )


def test_what_two_give_away_together_is_found_with_its_cart() -> None:
    own = [rule("new", value="60", condition={"amount_at_least": "100.00"})]
    others = [rule("old", "percent", "coupon", value="90") | {"coupon": "ALL"}]

    findings = find(own, others, line("a", 5000), line("b", 9000))

    assert findings.meetings["old"].products == 2
    assert findings.free == []
    own[0]["action"]["value"] = "100"
    assert [(one.sku, change.after.total) for one, change in find(own, others, line("a", 5000)).free] == [("a", 0)]


def test_a_floor_that_holds_is_found() -> None:
    findings = find([rule("new", value="30")], [], line("a", 5000, floor=4000))

    assert [(one.sku, change.floored) for one, change in findings.floored] == [("a", 2000)]


def test_the_shopper_of_the_worst_cart_meets_what_both_ask_for() -> None:
    own = [rule("new", value="10", condition={"tier": "gold"})]
    others = [
        rule("old", "percent", "line", value="50", condition={"all": [{"segment": "vip"}, {"first_order": True}]})
    ]

    findings = find(own, others, line("a", 5000))

    found, change = findings.lowest["old"]
    assert (found.sku, change.after.total) == ("a", 1500)


def test_products_that_meet_the_same_rules_are_one_kind() -> None:
    books = make_books([rule("new", value="1")], [], decimals=2)
    lines = [replace(line(f"s{at}", 1000 + at), quantity=1) for at in range(5000)]

    findings = examine(list(books.after.rules), [], lines, books, cart())

    assert (findings.meetings, findings.free) == ({}, [])

"""What quoting a cart costs: many rules, few that match, long lines, many carts.

python -m tests.benchmarks.promotions [--repeat 200]

No database and no Django; the targets are those of one worker on an ordinary machine with nothing else to do.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from campaigns.rules.compiling import compile_rules
from campaigns.rules.desk import Desk, evaluate
from campaigns.rules.reading_carts import read_cart

_AT = "2026-11-11T00:00:00+08:00"
_CATEGORIES = [f"category-{number}" for number in range(40)]
_SHAPES: tuple[Callable[[random.Random], dict[str, Any]], ...] = (
    lambda chance: {"layer": "item", "action": {"kind": "percent", "value": str(chance.randrange(1, 20))}},
    lambda chance: {"action": {"kind": "percent", "value": str(chance.randrange(1, 20))}},
    lambda chance: {"action": {"kind": "amount", "value": "5.00", "every": {"amount": "100.00"}}},
    lambda chance: {"layer": "line", "action": {"kind": "buy_get", "buy": {"quantity": 2}, "get": {"quantity": 1}}},
    lambda chance: {"layer": "line", "action": {"kind": "bundle_price", "quantity": 3, "value": "99.00"}},
)


def make_lines(count: int, chance: random.Random) -> list[dict[str, Any]]:
    """Lines of a believable cart, two categories each."""
    return [
        {
            "id": f"line-{number:03}",
            "sku": f"sku-{number}",
            "unit_price": f"{chance.randrange(500, 50_000) / 100:.2f}",
            "quantity": chance.randrange(1, 4),
            "categories": chance.sample(_CATEGORIES, 2),
        }
        for number in range(count)
    ]


def make_rules(count: int, chance: random.Random, *, matching: float = 1.0) -> list[dict[str, Any]]:
    """Rules of every common kind, each for one category; a share of them for categories that carts have."""
    rules = []
    for number in range(count):
        rule = _SHAPES[number % len(_SHAPES)](chance)
        is_matching = chance.random() < matching
        rule["action"]["target"] = {"categories": [chance.choice(_CATEGORIES) if is_matching else f"other-{number}"]}
        rules.append({"id": f"rule-{number}", "priority": chance.randrange(5), "starts_at": _AT, **rule})
    return rules


def measure(action: Callable[[], Any], repeat: int) -> tuple[float, float]:
    """Median and 95th percentile in milliseconds."""
    times = []
    for _ in range(repeat):
        started_at = time.perf_counter()
        action()
        times.append((time.perf_counter() - started_at) * 1000)
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.95)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=200)
    repeat = parser.parse_args().repeat
    chance = random.Random(11)
    # As the server does once it is loaded; rules are compiled after that.
    gc.collect()
    gc.freeze()
    for count, matching, target in ((1_000, 1.0, 10.0), (10_000, 0.01, 25.0)):
        rules = make_rules(count, chance, matching=matching)
        started_at = time.perf_counter()
        book = compile_rules(rules, decimals=2)
        compiled = time.perf_counter() - started_at
        for mode in ("best", "stack"):
            groups = {f"{layer}/default": mode for layer in ("item", "line", "order")}
            cart = read_cart({"at": _AT, "lines": make_lines(50, chance), "groups": groups})
            median, p95 = measure(lambda cart=cart, book=book: evaluate(cart, book), repeat)  # type: ignore[misc]
            _say(f"50 lines, {count:,} rules, {matching:.0%} match, {mode}", median, p95, target)
        sys.stdout.write(f"  compiled in {compiled:.2f} s\n")
    _measure_long_line(repeat)
    _measure_carts(chance)


def _measure_long_line(repeat: int) -> None:
    rules = [
        {"id": "r", "layer": "line", "action": {"kind": "buy_get", "buy": {"quantity": 2}, "get": {"quantity": 1}}}
    ]
    book = compile_rules(rules, decimals=2)
    medians = []
    for quantity in (3, 6_000):
        cart = read_cart({"at": _AT, "lines": [{"id": "a", "unit_price": "9.90", "quantity": quantity}]})
        medians.append(measure(lambda cart=cart: evaluate(cart, book), repeat * 4)[0])  # type: ignore[misc]
    verdict = "kept" if medians[1] <= 2 * medians[0] else "BROKEN"
    sys.stdout.write(f"a line of 6,000 units costs {medians[1] / medians[0]:.2f} times one of 3: {verdict} (2 times)\n")


def _measure_carts(chance: random.Random, count: int = 2_000) -> None:
    rules = make_rules(50, chance)
    carts = [{"at": _AT, "lines": make_lines(10, chance), "rules": rules} for _ in range(count)]
    desk = Desk()
    started_at = time.perf_counter()
    for cart in carts:
        desk.answer(cart)
    rate = count / (time.perf_counter() - started_at)
    verdict = "kept" if rate >= 1_000 else "BROKEN"
    sys.stdout.write(f"10 lines, 50 rules: {rate:,.0f} carts a second: {verdict} (1,000)\n")


def _say(name: str, median: float, p95: float, target: float) -> None:
    verdict = "kept" if p95 <= target else "BROKEN"
    sys.stdout.write(f"{name}: median {median:.1f} ms, 95th {p95:.1f} ms: {verdict} ({target:.0f} ms)\n")


if __name__ == "__main__":
    main()

"""How long shelf rules take over a whole catalogue, measured against reading the same rows and doing nothing with them.

python -m tests.benchmarks.shelving [--products 20000] [--rules 12] [--small 2000]

Products, offers, published words and eight weeks of sales are made up in a temporary VITRINE_DATA, on SQLite. "bare"
reads once every column that rules ask for; both are timed in one run, so that the machine makes no difference to their
ratio. The catalogue is looked at in two sizes: the time for each product has to stay.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

ALLOWED_TIMES_BARE = 20.0
ALLOWED_TIMES_EACH = 1.6
_TOGETHER = 1_000
_WEEKS = 8


def main() -> None:
    """Make a small catalogue, measure, make it whole, measure again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=20_000)
    parser.add_argument(
        "--small", type=int, default=2_000, help="products of the smaller catalogue it is compared with"
    )
    parser.add_argument("--rules", type=int, default=12)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vitrine-shelving-") as folder:
        os.environ["VITRINE_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.development"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _make_rules(arguments.rules)
        _make_products(0, arguments.small)
        small = _measure(arguments.small)
        _make_products(arguments.small, arguments.products)
        each = _measure(arguments.products) / small
        verdict = "kept" if each <= ALLOWED_TIMES_EACH else "BROKEN"
        _say(f"each product, {arguments.products:,} against {arguments.small:,}: {each:.2f} times ({verdict})")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _time(name: str, action: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    result = action()
    seconds = time.perf_counter() - started
    _say(f"{name:<44}{seconds:>8.2f} s")
    return seconds, result


def _make_rules(count: int) -> None:
    from campaigns.shelving.models import ShelfRule

    kinds: list[dict[str, Any]] = [
        {"action": "take_off", "out_days": 7},
        {"action": "take_off", "units_max": 3, "released_days": 30},
        {"action": "put_on", "stock_min": 10, "off_shelf_days": 1},
        {"action": "set_stage", "to_stage": "decline", "unsold_days": 60},
        {"action": "take_off", "season": "out", "season_from": "04-01", "season_until": "10-15", "stock_max": 4},
        {"action": "set_role", "to_role": "traffic", "median_min": 400},
    ]
    for number in range(count):
        kind = kinds[number % len(kinds)]
        ShelfRule.objects.create(name=f"rule {number}", order=number, mode="propose", most=5_000, **kind)


def _make_products(first: int, end: int) -> None:
    """Products `first` to `end`, each with two offers, published words, and sales in every week."""
    from django.utils import timezone

    from cms.catalog.models import Brand, Category, Offer, Product, ProductContent
    from search.behaviour.models import ProductDay
    from tests.factories import find_locale, make_brand, make_category

    now, chance = timezone.now(), random.Random(first)
    if not first:
        roots = [make_category(f"root-{number}") for number in range(10)]
        for number in range(100):
            make_category(f"leaf-{number}", parent=roots[number % 10])
            make_brand(f"brand-{number}")
    categories = list(Category.objects.filter(depth=2).values_list("pk", flat=True))
    brands, locale = list(Brand.objects.values_list("pk", flat=True)), find_locale("zh-hans")
    products = Product.objects.bulk_create(
        [
            Product(
                key=f"p-{number}",
                brand_id=brands[number % len(brands)],
                category_id=categories[number % len(categories)],
                released_at=now - timedelta(days=chance.randrange(10, 900)),
            )
            for number in range(first, end)
        ],
        _TOGETHER,
    )
    Offer.objects.bulk_create(
        [
            Offer(
                product=product,
                sku=f"{product.key}-{size}",
                price_minor=chance.randrange(900, 90_000),
                currency="CNY",
                stock=chance.choice((0, 0, 3, 20, 400)),
                sold_30_days=chance.randrange(60),
                on_shelf_until=now - timedelta(days=20) if chance.random() < 0.1 else None,
            )
            for product in products
            for size in "SL"
        ],
        _TOGETHER,
    )
    ProductContent.objects.bulk_create(
        [
            ProductContent(
                product=product,
                locale=locale,
                title=product.key,
                slug=product.key,
                live=True,
                first_published_at=now - timedelta(days=400),
            )
            for product in products
        ],
        _TOGETHER,
    )
    today = timezone.localdate(now)
    ProductDay.objects.bulk_create(
        [
            ProductDay(
                product_key=product.key, day=today - timedelta(days=7 * week + 3), purchases=chance.randrange(30)
            )
            for product in products
            for week in range(_WEEKS)
        ],
        _TOGETHER,
    )


def _read_bare() -> int:
    """Every column that rules ask for, once, and nothing made of it."""
    from cms.catalog.models import Offer, Product, ProductContent
    from search.behaviour.models import ProductDay

    rows = (
        Product.objects.values_list(*("pk", "key", "category__path", "brand_id", "stage", "role", "released_at")),
        Offer.objects.values_list(
            "product_id", "stock", "sold_30_days", "price_minor", "on_shelf_from", "on_shelf_until"
        ),
        ProductContent.objects.values_list("product_id", "live", "first_published_at"),
        ProductDay.objects.values_list("product_key", "day", "purchases"),
    )
    return sum(1 for one in rows for _row in one.order_by().iterator(chunk_size=_TOGETHER))


def _measure(count: int) -> float:
    """Seconds a product of a look at all of them."""
    from django.utils import timezone

    from campaigns.shelving.running import count_wanted, run_rules

    _say(f"--- {count:,} products")
    bare, rows = _time("bare: the same rows read", _read_bare)
    looking, wanted = _time("all rules over all products (--dry-run)", lambda: count_wanted(at=timezone.now()))
    _time("a run that writes what it proposes", lambda: run_rules(at=timezone.now()))
    _time("the same run again", lambda: run_rules(at=timezone.now()))
    times = looking / bare
    verdict = "kept" if times <= ALLOWED_TIMES_BARE else "BROKEN"
    _say(f"{rows:,} rows, {sum(wanted.values()):,} wishes, {times:.1f} times the bare reading ({verdict})")
    return looking / count


if __name__ == "__main__":
    main()

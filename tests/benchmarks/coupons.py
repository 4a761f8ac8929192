"""How long a million codes take to be made, and how many orders a second claim what they take from one promotion.

    python -m tests.benchmarks.coupons [--codes 1000000] [--claims 500] [--rules 1000] [--threads 4]

Works on a database of its own, made and removed: SQLite, or PostgreSQL where DATABASE_URL names a server. "claimed" is
all that a claim does behind HTTP: looking for the key, reading rules and usage, quoting, storing, taking from limits;
"one hot limit" is the worst case, where every order of every thread takes from the same promotion.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable
from typing import Any

_TEN_OFF = {"type": "amount", "value": {"value": "10.00", "allocation": "across", "select": "cheapest"}}


def measure(name: str, count: int, run: Callable[[], Any]) -> None:
    started = time.perf_counter()
    run()
    seconds = time.perf_counter() - started
    print(f"{name:<52}{seconds:>8.1f} s{count / seconds:>12,.0f} a second")  # noqa: T201


def make_codes(count: int) -> Any:
    """A batch, made as the worker does."""
    from campaigns.promotions.coupons.making import make_batch
    from campaigns.promotions.models import CouponBatch
    from tests.integration.promotions.making import make_promotion

    promotion = make_promotion(action=_TEN_OFF, coupon_kind="issued")
    batch = CouponBatch.objects.create(promotion=promotion, name="benchmark", count=count)
    measure(f"{count:,} codes made and stored", count, lambda: make_batch(batch))
    return batch


def export_codes(batch: Any) -> None:
    from django.utils import timezone

    from campaigns.promotions.coupons.exporting import write_batch

    size = 0

    def run() -> None:
        nonlocal size
        for part in write_batch(batch, at=timezone.now()):
            size += len(part)

    measure(f"{batch.count:,} codes exported", batch.count, run)
    print(f"{'':<52}{size / 1e6:>8.1f} MB")  # noqa: T201


def claim_all(count: int, threads: int, others: int) -> None:
    """Every thread claims and confirms orders of its own, all of them under one limit."""
    from django.db import connection
    from django.utils import timezone

    from campaigns.promotions.claims.claiming import Wanted, claim
    from campaigns.promotions.claims.settling import confirm
    from campaigns.promotions.models import RuleUsage
    from tests.integration.promotions.carts import make_cart
    from tests.integration.promotions.making import make_promotion, publish

    hot = publish(make_promotion(action=_TEN_OFF, limit_total=10_000_000, limit_per_shopper=100))
    for number in range(others):
        publish(make_promotion(action=_TEN_OFF, name=f"other {number}", coupon_kind="public", coupon_code=f"C{number}"))
    each = count // threads

    def run(thread: int) -> None:
        try:
            for number in range(each):
                at = timezone.now()
                cart = make_cart(at=at, shopper=f"shopper-{thread}-{number % 50}")
                key = f"{thread}-{number}"
                claim(Wanted(key, cart, 9_000), at=at)
                confirm(key, order_reference=key, at=timezone.now())
        finally:
            connection.close()

    def run_all() -> None:
        workers = [threading.Thread(target=run, args=(number,)) for number in range(threads)]
        for one in workers:
            one.start()
        for one in workers:
            one.join()

    name = f"claimed and confirmed, {threads} threads, one hot limit, {others} other rules"
    measure(name, each * threads, run_all)
    assert RuleUsage.objects.get(rule=hot.key).used == each * threads


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--codes", type=int, default=1_000_000)
    parser.add_argument("--claims", type=int, default=500)
    parser.add_argument("--rules", type=int, default=1_000)
    parser.add_argument("--threads", type=int, default=4)
    given = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.development"
    with tempfile.TemporaryDirectory(prefix="vitrine-coupons-") as folder:
        os.environ["VITRINE_DATA"] = folder
        import django

        django.setup()
        from django.db import connection

        created = connection.creation
        # A file as in real life: SQLite in memory would be quicker than any shop's.
        name = f"{folder}/coupons.sqlite3" if connection.vendor == "sqlite" else None
        connection.settings_dict["TEST"]["NAME"] = name
        old = created.create_test_db(verbosity=0, autoclobber=True)
        try:
            print(connection.vendor)  # noqa: T201
            batch = make_codes(given.codes)
            export_codes(batch)
            claim_all(given.claims, given.threads, given.rules)
        finally:
            created.destroy_test_db(old, verbosity=0)


if __name__ == "__main__":
    main()

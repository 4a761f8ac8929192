"""How long until lists sort and narrow by what a promotion of many products makes of their prices.

python -m tests.benchmarks.promotion_prices [--products 1000] [--rows 2000]

A worker of its own applies the outbox, on SQLite; the engine is what ELASTICSEARCH_URL names, or the embedded.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.freshness import publish_and_wait, wait_until, working
from tests.benchmarks.import_products import make_rows, write_feed

_TARGET_SECONDS = 2.0
_PRICE, _PRICE_MINOR = "0.77", 77


def main() -> None:
    """Import, start a worker, publish and withdraw, and watch."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=1_000, help="how many the promotion names")
    parser.add_argument("--rows", type=int, default=2_000, help="how many there are")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vitrine-prices-") as folder:
        os.environ["VITRINE_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.development"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        file = write_feed(Path(folder) / "feed.jsonl", make_rows(arguments.rows))
        call_command("import_products", str(file), mapping="icecat", verbosity=0)
        call_command("search_rebuild", verbosity=0)
        with working():
            # It is there once it has done something; how long it takes to start is not what is measured.
            publish_and_wait(0)
            _measure(arguments.products)


def _measure(count: int) -> None:
    promotion = _make_promotion(count)
    promotion.save_revision().publish()
    _tell("published", count, wait_until(lambda: _count_cheap() == count))
    promotion.refresh_from_db()
    promotion.unpublish()
    _tell("withdrawn", count, wait_until(lambda: _count_cheap() == 0))


def _make_promotion(count: int) -> Any:
    from campaigns.promotions.models import Promotion
    from cms.catalog.models import Offer

    skus = list(Offer.objects.order_by("pk").values_list("sku", flat=True)[:count])
    # A made-up feed may have another currency than the shop.
    promotion = Promotion(name="One price", live=False, currency=Offer.objects.values_list("currency", flat=True)[0])
    target = {"products": skus}
    action = [{"type": "set_price", "value": {"value": _PRICE, "target": target}}]
    promotion.action = promotion._meta.get_field("action").to_python(action)
    promotion.save()
    return promotion


def _count_cheap() -> int:
    """How many products the index has at the promotion's price."""
    from django.conf import settings
    from django.utils import timezone

    from search.selectors import ProductFilter, search_products

    only = ProductFilter(price_min=_PRICE_MINOR, price_max=_PRICE_MINOR)
    return search_products(locale=settings.LANGUAGE_CODE, filters=only, first=1, at=timezone.now()).total


def _tell(what: str, count: int, seconds: float) -> None:
    verdict = "kept" if seconds <= _TARGET_SECONDS else "BROKEN"
    sys.stdout.write(
        f"{count} prices {what}: in the index after {seconds:.2f} s: {verdict} ({_TARGET_SECONDS:.0f} s)\n"
    )


if __name__ == "__main__":
    main()

"""How long django-oscar takes to apply offers to a basket: {"lines", "rules", "repeat"} in, {"seconds", …} out.

Runs in an environment of its own, where nothing of this shop is: only what `../promotions_oscar.py` hands it in JSON.
"""

from __future__ import annotations

import json
import sys
import time
from decimal import Decimal
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command


class _NoMigrations:
    """Tables are made from the models as they are: the history of a shop takes a minute, and means nothing here."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


def start() -> None:
    """An oscar shop with its default settings, in memory."""
    import oscar
    from oscar import defaults

    settings.configure(
        **{name: getattr(defaults, name) for name in dir(defaults) if name.startswith("OSCAR_")},
        INSTALLED_APPS=oscar.INSTALLED_APPS,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        HAYSTACK_CONNECTIONS={"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}},
        MIGRATION_MODULES=_NoMigrations(),
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        SITE_ID=1,
        USE_TZ=True,
    )
    django.setup()
    call_command("migrate", run_syncdb=True, verbosity=0)


def fill_basket(lines: list[dict[str, Any]], categories: dict[str, Any]) -> Any:
    """A basket with a product a line."""
    from oscar.apps.basket.models import Basket
    from oscar.apps.catalogue.models import Product, ProductClass
    from oscar.apps.partner.models import Partner, StockRecord
    from oscar.apps.partner.strategy import Selector

    basket = Basket.objects.create()
    basket.strategy = Selector().strategy()
    kind = ProductClass.objects.create(name="Goods", track_stock=False)
    partner = Partner.objects.create(name="Shop")
    for line in lines:
        product = Product.objects.create(title=line["id"], upc=line["sku"], product_class=kind)
        product.categories.set(categories[name] for name in line["categories"])
        price = Decimal(line["unit_price"])
        StockRecord.objects.create(product=product, partner=partner, partner_sku=line["sku"], price=price)
        basket.add_product(product, line["quantity"])
    return basket


def make_offers(rules: list[dict[str, Any]], categories: dict[str, Any]) -> list[Any]:
    """An offer a rule that says the same, as near as oscar can; a unit serves one offer, as its default is."""
    from oscar.apps.offer.models import Benefit, Condition, ConditionalOffer, Range

    ranges = {}
    for name, category in categories.items():
        ranges[name] = Range.objects.create(name=name)
        ranges[name].included_categories.add(category)
    for rule in rules:
        where = ranges[rule["action"]["target"]["categories"][0]]
        condition, benefit = _translate(rule["action"])
        ConditionalOffer.objects.create(
            name=rule["id"],
            priority=rule["priority"],
            condition=Condition.objects.create(range=where, type=condition[0], value=condition[1]),
            benefit=Benefit.objects.create(range=where, type=benefit[0], value=benefit[1]),
        )
    return list(ConditionalOffer.active.select_related("condition", "benefit").order_by("-priority"))


def _translate(action: dict[str, Any]) -> tuple[tuple[str, Decimal], tuple[str, Decimal | None]]:
    """Types and values of a condition and a benefit."""
    match action["kind"]:
        case "percent":
            return ("Count", Decimal(1)), ("Percentage", Decimal(action["value"]))
        case "amount":
            return ("Value", Decimal(action["every"]["amount"])), ("Absolute", Decimal(action["value"]))
        case "buy_get":
            return ("Count", Decimal(action["buy"]["quantity"] + action["get"]["quantity"])), ("Multibuy", None)
        case "bundle_price":
            return ("Count", Decimal(action["quantity"])), ("Fixed price", Decimal(action["value"]))
    raise ValueError(f"oscar has nothing for {action['kind']}")


def main() -> None:
    """Reads the task from standard input, tells the seconds of each run."""
    task = json.load(sys.stdin)
    start()
    from oscar.apps.catalogue.models import Category
    from oscar.apps.offer.applicator import Applicator

    named = {name for line in task["lines"] for name in line["categories"]}
    named.update(name for rule in task["rules"] for name in rule["action"]["target"]["categories"])
    categories = {name: Category.add_root(name=name) for name in sorted(named)}
    basket = fill_basket(task["lines"], categories)
    offers = make_offers(task["rules"], categories)
    seconds = []
    for _ in range(task["repeat"]):
        basket.reset_offer_applications()
        started_at = time.perf_counter()
        Applicator().apply_offers(basket, offers)
        seconds.append(time.perf_counter() - started_at)
    applied = len(basket.offer_applications.offers)
    json.dump({"seconds": seconds, "applied": applied, "discount": str(basket.total_discount)}, sys.stdout)


if __name__ == "__main__":
    main()

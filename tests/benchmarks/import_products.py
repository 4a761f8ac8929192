"""How an import compares with a bare bulk_create of every row it leaves behind.

python -m tests.benchmarks.import_products [FILE --mapping NAME] [--rows 5000] [--offers 100000]

Without a file it makes rows up, in the mapping "icecat". Everything happens in a temporary VITRINE_DATA, on SQLite.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import orjson

_KINDS = "toner cartridge|notebook|network cable|bluetooth speaker|monitor|keyboard|projector|headset".split("|")
_BRANDS = [f"Brand {number}" for number in range(150)]
_COLOURS = "Black White Silver Blue Red".split()


def main() -> None:
    """Import, measure, write the same rows bare, and compare."""
    arguments = _parse_arguments()
    with tempfile.TemporaryDirectory(prefix="vitrine-import-") as folder:
        os.environ["VITRINE_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.development"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        bare_path = _copy_empty(Path(folder) / "bare.sqlite3")
        file = arguments.file or write_feed(Path(folder) / "feed.jsonl", make_rows(arguments.rows))
        seconds = _time(lambda: call_command("import_products", str(file), mapping=arguments.mapping))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        again = _time(lambda: call_command("import_products", str(file), mapping=arguments.mapping))
        bare, rows = _measure_bare(bare_path)
        limit = 4 * bare + 60
        _say(f"import, searchable   {seconds:8.1f} s, peak {peak:,.0f} MiB")
        _say(f"second import        {again:8.1f} s")
        _say(f"bare bulk_create     {bare:8.1f} s for {rows:,} rows")
        _say(f"allowed (4x + 60 s)  {limit:8.1f} s: {'kept' if seconds <= limit and peak < 1024 else 'BROKEN'}")
        if arguments.offers:
            _measure_offers(Path(folder) / "offers.csv", arguments.offers)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="a feed of your own")
    parser.add_argument("--mapping", default="icecat")
    parser.add_argument("--rows", type=int, default=5000, help="rows to make up where no file is given")
    parser.add_argument("--offers", type=int, default=0, help="also import that many changed prices")
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _time(action: Any) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def make_rows(count: int) -> Iterator[dict[str, Any]]:
    """Rows like Icecat's: a few dozen attributes of thousands, a title, a price."""
    chance = random.Random(19406)
    for number in range(count):
        kind, brand = chance.choice(_KINDS), chance.choice(_BRANDS)
        model = f"{kind[:2].upper()}-{number}"
        row: dict[str, Any] = {
            "id": str(100000 + number),
            "name": model,
            "title": f"{brand} {model} {kind} {chance.choice(_COLOURS)}",
            "short_description": f"{kind.title()} by {brand}, " + " ".join(chance.sample(_KINDS, 4)),
            "ean": [f"{4000000000000 + number}"],
            "supplier": brand,
            "price": chance.randrange(95, 500000),
            "date_released": f"20{chance.randrange(5, 24):02}-06-01T00:00:00Z",
            "img_500x500": f"http://images.example.com/{number}.jpg",
            "attr_t_product_colour": chance.choice(_COLOURS),
        }
        for attribute in chance.sample(range(1700), 8):
            row[f"attr_t_text_{attribute}"] = f"{chance.choice(_KINDS)} {attribute}"
            row[f"attr_n_number_{attribute}"] = float(chance.randrange(1, 5000))
        for attribute in chance.sample(range(900), 3):
            row[f"attr_b_flag_{attribute}"] = chance.random() < 0.5
        yield row


def write_feed(path: Path, rows: Iterator[dict[str, Any]]) -> Path:
    with path.open("wb") as file:
        for row in rows:
            file.write(orjson.dumps(row) + b"\n")
    return path


def _copy_empty(path: Path) -> Path:
    """The database as it is before the import: the same tables and indexes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    return path


def _measure_bare(path: Path) -> tuple[float, int]:
    """Seconds to bulk_create what the import left, into an empty database of the same shape; and how many rows."""
    from django.db import connections, transaction

    connections.settings["bare"] = {**connections.settings["default"], "NAME": path}
    seconds = 0.0
    rows = 0
    for model in _list_models():
        # One model at a time: what is read to be written again is not part of what is measured.
        objects = list(model._base_manager.order_by("pk"))
        rows += len(objects)
        with connections["bare"].constraint_checks_disabled(), transaction.atomic(using="bare"):
            rows_of = model._base_manager.using("bare")
            rows_of.all().delete()
            seconds += _time(partial(rows_of.bulk_create, objects, batch_size=500))
    return seconds, rows


def _list_models() -> list[Any]:
    from wagtail.models import ModelLogEntry, ReferenceIndex, Revision

    from cms.catalog import models as catalog
    from cms.delivery.models import DeliveryDocument, DocumentDependency

    return [
        catalog.Brand,
        catalog.Category,
        catalog.SpecificationDefinition,
        catalog.Product,
        catalog.Offer,
        catalog.ProductPicture,
        catalog.ProductContent,
        Revision,
        ModelLogEntry,
        ReferenceIndex,
        DeliveryDocument,
        DocumentDependency,
    ]


def _measure_offers(path: Path, count: int) -> None:
    """Import new prices for the offers there are, made up to `count` lines with others of the same shape."""
    from django.core.management import call_command

    from cms.catalog.models import Offer, Product

    product = Product.objects.first()
    missing = count - Offer.objects.count()
    Offer.objects.bulk_create(
        (Offer(product=product, sku=f"bench-{number}", currency="USD", price_minor=100) for number in range(missing)),
        batch_size=500,
    )
    with path.open("w") as file:
        file.write("sku,price,stock\n")
        for number, sku in enumerate(Offer.objects.values_list("sku", flat=True)[:count]):
            file.write(f"{sku},{number % 900 + 1}.95,{number % 50}\n")
    from cms.catalog.feeds import commanding

    commanding.work_off = lambda progress: None
    seconds = _time(lambda: call_command("import_offers", str(path)))
    _say(f"offers, all changed  {seconds:8.1f} s for {count:,} rows: {count / seconds * 60:,.0f} a minute")


if __name__ == "__main__":
    main()

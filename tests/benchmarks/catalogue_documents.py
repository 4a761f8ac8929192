"""A feed's products as index documents, and the queries of a file of judgements, for the benchmarks of the engines."""

from __future__ import annotations

import argparse
import csv
import os
import tempfile
from pathlib import Path

from search.engines import PRODUCTS
from search.engines.base import IndexDocument


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", type=Path, help="a feed of your own")
    parser.add_argument("--mapping", default="icecat")
    parser.add_argument("--products", type=int, default=19_406, help="how many to make up where no file is given")
    parser.add_argument("--judgements", type=Path, help="a CSV file whose queries are asked")


def import_documents(file: Path, mapping: str) -> list[IndexDocument]:
    """By way of a database of its own."""
    with tempfile.TemporaryDirectory(prefix="vitrine-benchmark-") as folder:
        os.environ |= {"VITRINE_DATA": folder, "DJANGO_SETTINGS_MODULE": "cms.settings.development"}
        for name in ("DATABASE_URL", "ELASTICSEARCH_URL"):
            os.environ.pop(name, None)
        import django

        django.setup()
        from django.core.management import call_command
        from django.utils import timezone

        call_command("migrate", verbosity=0)
        call_command("import_products", str(file), mapping=mapping, verbosity=0)
        from search.corpora import CORPORA

        now = timezone.now()
        products = CORPORA[PRODUCTS]
        return [each for keys in products.iterate_keys(at=now) for each in products.build(keys, now)[0]]


def read_queries(path: Path) -> list[str]:
    """The queries of a file of judgements, each once."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(dict.fromkeys(row["query"] for row in csv.DictReader(file)))

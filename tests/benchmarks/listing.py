"""How long a listing of 24 products takes over HTTP, from a real server with one worker, and where the time goes.

Run: python -m tests.benchmarks.listing [--products 2000] [--requests 600]
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import tempfile
import time
from typing import Any

from tests.benchmarks.serving import CHECKOUT, Request, ask, measure, serve

TARGET_MS = 12
QUERY = """query Listing($first: Int!, $category: [String!]) {
  products(first: $first, filter: {categories: $category}) {
    nodes {
      id
      title
      price { amount currency formatted }
      image { url width height alt }
      brand { name }
    }
    pageInfo { hasNextPage endCursor }
  }
}"""
BODY = json.dumps({"query": QUERY, "variables": {"first": 24, "category": ["c3"]}}).encode()
HEADERS = {"Content-Type": "application/json", "Accept": "application/graphql-response+json"}


def prepare(products: int) -> None:
    """A shop whose products have forty specifications each, as those of a real feed, delivered and indexed."""
    from django.core.management import call_command

    from cms.catalog.models import Category, Product, SpecificationDefinition
    from tests.benchmarks.catalogue_rows import fill

    call_command("migrate", verbosity=0)
    fill(products, brands=100)
    keys = [f"s{number}" for number in range(40)]
    for root in Category.objects.filter(depth=1):
        SpecificationDefinition.objects.bulk_create(
            SpecificationDefinition(category=root, key=key, name=f"参数 {key}", is_facet=key == "s0") for key in keys
        )
    rows = list(Product.objects.all())
    for number, product in enumerate(rows):
        product.specifications = {key: f"值 {(number * place) % 50}" for place, key in enumerate(keys)}
    Product.objects.bulk_update(rows, ["specifications"], batch_size=500)
    call_command("deliver", "--all", verbosity=0)
    call_command("search_rebuild", verbosity=0)


def measure_server(requests: int) -> dict[str, float]:
    """One client, one request after another, then four at once; a real server with one worker."""
    request = Request("POST", "/graphql/", BODY, HEADERS)
    with serve() as port:
        _seconds, content = ask(port, request, 1)
        assert len(json.loads(content)["data"]["products"]["nodes"]) == 24
        return measure(port, request, requests)


def measure_shares(requests: int) -> dict[str, float]:
    """Processor milliseconds of a request by part, and its queries; in this process, all middleware included."""
    from unittest.mock import patch

    from django.db import connection
    from django.test import Client
    from graphql import ExecutionContext

    from storefront.sources import listing

    client = Client()
    spent = dict.fromkeys(("sql", "engine", "reading", "execution", "queries"), 0.0)

    def clocked(name: str, function: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            started_at = time.thread_time()
            try:
                return function(*arguments, **options)
            finally:
                spent[name] += time.thread_time() - started_at

        return call

    def count_query(execute: Any, *arguments: Any) -> Any:
        spent["queries"] += 1
        return clocked("sql", execute)(*arguments)

    def ask() -> None:
        response = client.post("/graphql/", BODY, content_type="application/json")
        assert "errors" not in response.json(), response.content[:500]

    for _ in range(50):
        ask()
    # As the server does once it is loaded.
    gc.collect()
    gc.freeze()
    executing = clocked("execution", ExecutionContext.execute_operation)
    with (
        connection.execute_wrapper(count_query),
        patch.object(listing, "search_products", clocked("engine", listing.search_products)),
        patch.object(listing, "find_documents", clocked("reading", listing.find_documents)),
        patch.object(listing, "ProductBatch", clocked("reading", listing.ProductBatch)),
        patch.object(ExecutionContext, "execute_operation", lambda *arguments: executing(*arguments)),
    ):
        started_at = time.thread_time()
        for _ in range(requests):
            ask()
        total = time.thread_time() - started_at
    graphql = spent["execution"] - spent["reading"] - spent["engine"]
    each = 1000 / requests
    return {
        "SQL": spent["sql"] * each,
        "search engine": spent["engine"] * each,
        "rows and JSON": (spent["reading"] - spent["sql"]) * each,
        "GraphQL": graphql * each,
        "view, middleware and client": (total - spent["execution"]) * each,
        "queries": spent["queries"] / requests,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=2000)
    parser.add_argument("--requests", type=int, default=600)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vitrine-listing-") as folder:
        os.environ.update(VITRINE_DATA=folder, DJANGO_SETTINGS_MODULE="cms.settings.base", ALLOWED_HOSTS="*")
        sys.path.append(str(CHECKOUT / "graphql"))
        import django

        django.setup()
        started_at = time.perf_counter()
        prepare(options.products)
        seconds = time.perf_counter() - started_at
        server = measure_server(options.requests)
        shares = measure_shares(options.requests)
    sys.stdout.write(f"{options.products:,} products delivered and indexed in {seconds:.0f} s\n")
    _report(server, shares)
    return 0 if server["median"] < TARGET_MS else 1


def _report(server: dict[str, float], shares: dict[str, float]) -> None:
    write = sys.stdout.write
    alone, together = server["alone"], server["together"]
    write(f"one client:   {alone:4.0f} requests a second, ")
    write(f"median {server['median']:.2f} ms, 95th percentile {server['p95']:.2f} ms, best {server['best']:.2f} ms\n")
    write(f"four clients: {together:4.0f} requests a second\n")
    write(f"{shares.pop('queries'):.0f} SQL queries; where the processor's time goes:\n")
    total = sum(shares.values())
    for name, milliseconds in shares.items():
        write(f"  {name:<28} {milliseconds:6.2f} ms  {milliseconds / total:4.0%}\n")
    verdict = "met" if server["median"] < TARGET_MS else "MISSED"
    write(f"target, a median under {TARGET_MS} ms: {verdict}\n")


if __name__ == "__main__":
    raise SystemExit(main())

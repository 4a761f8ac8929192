"""How long whole pages take from a real server with one worker: a landing page of 30 shelves, an article, a product.

Each is asked for as the API's operation and as the reference storefront's page, which asks the same inside. Run:
python -m tests.benchmarks.pages [--products 120 20000] [--requests 300]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from tests.benchmarks.serving import CHECKOUT, Request, ask, measure, serve

SHELVES, ON_A_SHELF = 30, 20
MOST_QUERIES = {"landing page": 12, "article": 10, "product": 10}
HEADERS = {"Content-Type": "application/json", "Accept": "application/graphql-response+json"}
OPERATIONS = {"landing page": "landing_page", "article": "article_page", "product": "product_page"}


def prepare(products: int) -> dict[str, str]:
    """A shop of `products` products with the three pages; returns the paths of these."""
    from django.core.management import call_command

    from cms.content.starting import ensure_homes
    from tests import factories, pages
    from tests.benchmarks.catalogue_rows import fill

    call_command("migrate", verbosity=0)
    fill(products, brands=min(100, products))
    ensure_homes()
    call_command("deliver", "--all", verbosity=0)
    call_command("search_rebuild", verbosity=0)
    shelves = [
        (
            "shelf",
            {
                "heading": f"楼层 {number}",
                "selection": {
                    "source": "products",
                    "products": [f"p{(number * ON_A_SHELF + place) % products:06}" for place in range(ON_A_SHELF)],
                },
            },
        )
        for number in range(SHELVES)
    ]
    landing = factories.make_landing("sale", blocks=shelves)
    topic = pages.make_topic("sound")
    for number in range(12):
        pages.make_article(f"other-{number}", topics=[topic])
    text = "<p>" + "一杯茶的时间，够读完这一段。" * 40 + "</p>"
    article = pages.make_article(
        "tea",
        topics=[topic],
        authors=[pages.make_author("lin")],
        body=[
            *[("text", text) for _ in range(8)],
            ("product_cards", {"heading": "", "products": [f"p{number:06}" for number in range(6)]}),
        ],
    )
    return {
        "landing page": landing.delivered_path,
        "article": article.delivered_path,
        "product": f"/products/{_find_slug()}",
    }


def _find_slug() -> str:
    from cms.catalog.models import ProductContent

    return ProductContent.objects.order_by("pk").values_list("slug", flat=True)[0]


def count_queries(request: Request) -> int:
    """The SQL queries of one answer, in this process."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})

    def send() -> Any:
        if request.method == "GET":
            return client.get(request.path)
        return client.post(request.path, request.body, content_type="application/json")

    send()
    with CaptureQueriesContext(connection) as queries:
        response = send()
    assert response.status_code == 200, response.content[:500]
    return len(queries)


def list_requests(paths: dict[str, str]) -> dict[tuple[str, str], Request]:
    """By page and way, what is asked."""
    requests = {}
    for name, path in paths.items():
        query = (CHECKOUT / "graphql" / "operations" / f"{OPERATIONS[name]}.graphql").read_text(encoding="utf-8")
        body = json.dumps({"query": query, "variables": {"path": path}}).encode()
        requests[name, "API"] = Request("POST", "/graphql/", body, HEADERS)
        requests[name, "storefront"] = Request("GET", f"/zh-hans{path}", headers={"Accept-Encoding": "identity"})
    return requests


def measure_shop(products: int, times: int) -> bool:
    """Prepare a shop in this process, measure it, and say so; whether every count of queries is kept."""
    import django

    django.setup()
    requests = list_requests(prepare(products))
    sys.stdout.write(f"{products:,} products\n")
    is_kept = True
    with serve() as port:
        for (name, way), request in requests.items():
            _seconds, content = ask(port, request, 1)
            if way == "API":
                answer = json.loads(content)
                assert "errors" not in answer, answer["errors"]
                assert answer["data"]["route"]["content"], name
            figures = measure(port, request, times)
            queries = count_queries(request)
            is_kept &= way != "API" or queries <= MOST_QUERIES[name]
            sys.stdout.write(
                f"  {name:<13} {way:<11} {queries:3} SQL  {len(content) / 1024:6.0f} KiB  "
                f"median {figures['median']:7.1f} ms  95th percentile {figures['p95']:7.1f} ms  "
                f"{figures['alone']:5.0f}/s, four clients {figures['together']:5.0f}/s\n"
            )
            sys.stdout.flush()
    return is_kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, nargs="+", default=[120, 20000])
    parser.add_argument("--requests", type=int, default=300)
    options = parser.parse_args()
    if len(options.products) > 1:
        # A shop each in a process of its own: settings and database are read once.
        again = [sys.executable, "-m", "tests.benchmarks.pages", "--requests", str(options.requests), "--products"]
        return max(subprocess.run([*again, str(size)], cwd=CHECKOUT).returncode for size in options.products)
    with tempfile.TemporaryDirectory(prefix="vitrine-pages-") as folder:
        os.environ.update(VITRINE_DATA=folder, DJANGO_SETTINGS_MODULE="cms.settings.base", ALLOWED_HOSTS="*")
        sys.path.append(str(CHECKOUT / "graphql"))
        is_kept = measure_shop(options.products[0], options.requests)
    return 0 if is_kept else 1


if __name__ == "__main__":
    raise SystemExit(main())

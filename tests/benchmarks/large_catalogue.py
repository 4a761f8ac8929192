"""A search with five facets over a feed that is indexed several times over, and what a web process needs for it.

python -m tests.benchmarks.large_catalogue [FILE --mapping icecat] [--times 10] [--judgements FILE]

Without a file rows are made up. The queries are those of the judgements, or the titles' words. Everything happens in a
temporary VITRINE_DATA, on SQLite and the embedded engine.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.benchmarks.import_products import make_rows, write_feed
from tests.benchmarks.serving import Request, ask, serve

_FACETS = ("brand", "category", "price", "availability", "specification")
_TARGET_MS = 60.0
_TARGET_MIB = 500
_BATCH = 400
_STEP = 10_000_000
"""Between the sequences of one copy and the next."""


def main() -> None:
    """Import, index copies, ask, and weigh the server."""
    arguments = _parse_arguments()
    with tempfile.TemporaryDirectory(prefix="vitrine-large-") as folder:
        os.environ["VITRINE_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.development"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        file = arguments.file or write_feed(Path(folder) / "feed.jsonl", make_rows(arguments.rows))
        call_command("import_products", str(file), mapping=arguments.mapping, verbosity=0)
        count, locale = _index_copies(arguments.times)
        texts = _read_queries(arguments.judgements) or _pick_words(200)
        _measure(texts, locale, count)
        _weigh_server(texts)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="a feed of your own")
    parser.add_argument("--mapping", default="icecat")
    parser.add_argument("--rows", type=int, default=2000, help="rows to make up where no file is given")
    parser.add_argument("--times", type=int, default=10, help="how often each product is indexed")
    parser.add_argument("--judgements", type=Path, help="a CSV file whose queries are asked")
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _index_copies(times: int) -> tuple[int, str]:
    """Build the index anew with every product `times` times; returns how many documents, and their locale."""
    from search.engines import get_engine

    started_at = time.perf_counter()
    count = 0
    locale = ""
    with get_engine().rebuild() as new:
        for batch in _build_batches():
            for copy in range(times):
                new.add([_copy(document, copy) for document in batch] if copy else batch)
                count += len(batch)
            locale = batch[0].locale if batch else locale
        new.finish(lambda keys: [])
    seconds = time.perf_counter() - started_at
    _say(f"{count:,} documents indexed in {seconds:.0f} s, {count / seconds:,.0f} a second")
    return count, locale


def _copy(document: Any, number: int) -> Any:
    return replace(document, key=f"{document.key}~{number}", sequence=document.sequence + number * _STEP)


def _build_batches() -> Iterator[list[Any]]:
    from django.utils import timezone

    from cms.catalog.models import Product
    from search.documents import build_documents

    keys = list(Product.objects.order_by("pk").values_list("key", flat=True))
    for start in range(0, len(keys), _BATCH):
        yield build_documents(keys[start : start + _BATCH], at=timezone.now())[0]


def _read_queries(path: Path | None) -> list[str]:
    if path is None:
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(dict.fromkeys(row["query"] for row in csv.DictReader(file)))


def _pick_words(count: int) -> list[str]:
    from cms.catalog.models import ProductContent

    titles = ProductContent.objects.order_by("pk").values_list("title", flat=True)[:count]
    return [" ".join(title.split()[-2:]) for title in titles]


def _measure(texts: Sequence[str], locale: str, count: int) -> None:
    from search.engines import get_engine
    from search.querying import search
    from search.requests import SearchRequest

    engine = get_engine()
    for name, facets in (("24 products", ()), ("24 products and five facets", _FACETS)):
        requests = [SearchRequest(text, locale, facets=facets) for text in texts]
        found = [search(engine, request).total for request in requests]
        times = []
        for request in requests * 3:
            started_at = time.perf_counter()
            search(engine, request)
            times.append((time.perf_counter() - started_at) * 1000)
        times.sort()
        p95 = times[int(len(times) * 0.95)]
        verdict = f": {'kept' if p95 <= _TARGET_MS else 'BROKEN'} ({_TARGET_MS:.0f} ms)" if facets else ""
        _say(
            f"{name}: {statistics.mean(found):,.0f} of {count:,} found:"
            f" median {statistics.median(times):6.2f} ms, 95th {p95:6.2f} ms{verdict}"
        )


def _weigh_server(texts: Sequence[str]) -> None:
    """The memory of a web process after every query, with facets, over HTTP."""
    query = (
        "query ($text: String!) { search(text: $text, first: 24) { totalCount edges { node { title } }"
        " facets { key values { value label count } } } }"
    )
    with serve() as port:
        for text in texts:
            body = json.dumps({"query": query, "variables": {"text": text}}).encode()
            ask(port, Request("POST", "/graphql", body, {"Content-Type": "application/json"}), 2)
        heaviest = max(_list_descendants(os.getpid()), key=_read_private)
        private, mapped = _read_private(heaviest), _read_status(heaviest, "RssFile")
    verdict = "kept" if private <= _TARGET_MIB else "BROKEN"
    _say(f"web process: {private} MiB of its own: {verdict} ({_TARGET_MIB} MiB); {mapped} MiB of files mapped")


def _list_descendants(pid: int) -> list[int]:
    children = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return children + [each for child in children for each in _list_descendants(child)]


def _read_private(pid: int) -> int:
    return _read_status(pid, "RssAnon")


def _read_status(pid: int, name: str) -> int:
    """In MiB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(name))


if __name__ == "__main__":
    main()

"""How long indexing and asking take, engine and our code together, beside what tantivy alone takes for the same query.

python -m tests.benchmarks.search [FILE --mapping icecat] [--judgements FILE] [--products 19406] [--queries 100]

Without a file products are made up, many of them alike; the queries are those of the judgements, or a list of their
kinds. The raw engine calls of a query are those that its search makes of the library (searching, counting, reading the
documents of the page), made again with the same compiled queries and nothing of ours around them. `cold` is a text that
is read for the first time, `warm` one that was read before: what is kept is how it is read, never what it finds. A
list's highlights are worked out for who asks for them, so they are measured apart.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from search.engines.base import IndexDocument
from search.engines.embedded import EmbeddedEngine
from search.querying import search
from search.ranking.impacts import ProductText
from search.ranking.reading import forget
from search.requests import ProductFilter, SearchRequest, Sort
from tests.benchmarks.catalogue_documents import add_arguments, import_documents, read_queries

_BATCH = 400
_MOST_MILLISECONDS = 15
_MOST_TIMES = 1.3
_BRANDS = "Lumen Kaori Nordhaus 山岚 Bluefin 青禾 Tessel Orbit 墨言 Pavona".split()
_KINDS = {
    "headphones": "无线蓝牙耳机",
    "teapot": "手工紫砂茶壶",
    "backpack": "双肩背包",
    "keyboard": "机械键盘",
    "desk lamp": "护眼台灯",
    "phone case": "手机保护壳",
    "thermos": "不锈钢保温杯",
    "notebook": "商务笔记本",
}
_WORDS = (
    "portable wireless gaming leather ceramic compact rechargeable waterproof stereo classic"
    " 便携 轻薄 防水 经典 复古 大容量 静音 礼盒装"
).split()
_COLOURS = "black white red blue green silver".split()
_ASKED = [
    *_KINDS,
    *_KINDS.values(),
    *_BRANDS,
    "wireless headphones",
    "蓝牙耳机",
    "便携保温杯",
    "lumen backpack",
    "KB-1042",
]


def make_products(count: int, *, seed: int = 7) -> Iterator[IndexDocument]:
    """Products of a believable size: a title, a summary and forty specifications."""
    chance = random.Random(seed)
    for number in range(count):
        kind, chinese = chance.choice(list(_KINDS.items()))
        brand, colour = chance.choice(_BRANDS), chance.choice(_COLOURS)
        model = f"{kind[:1].upper()}{chance.choice('BXZ')}-{number}"
        title = f"{brand} {model} {' '.join(chance.sample(_WORDS, 3))} {kind} {chinese}"
        specifications = [("colour", colour), *((f"attribute-{n}", str(chance.randint(1, 50))) for n in range(40))]
        yield IndexDocument(
            key=f"product-{number}",
            locale="zh-hans",
            serves=("zh-hans", "en"),
            sequence=number,
            title=title,
            summary=" ".join(chance.sample(_WORDS, 12)),
            text=ProductText(
                title=title,
                brand=brand,
                product_types=(kind, chinese),
                summary=" ".join(chance.sample(_WORDS, 12)),
                specifications=tuple(f"{key} {value}" for key, value in specifications),
                identifiers=(f"SKU-{number}", model),
            ),
            brand=brand.lower(),
            categories=("all", kind.replace(" ", "-")),
            stage="mature",
            price_minor=chance.randint(500, 500_000),
            weight=10,
            released=number,
            sold_total=chance.randint(0, 10_000),
            specifications=tuple(specifications),
            facets=("colour",),
        )


def measure_indexing(engine: EmbeddedEngine, products: Sequence[IndexDocument]) -> float:
    started = time.perf_counter()
    for start in range(0, len(products), _BATCH):
        batch = products[start : start + _BATCH]
        engine.apply(batch, replaces=[product.key for product in batch])
    return time.perf_counter() - started


def measure_rebuild(engine: EmbeddedEngine, products: Sequence[IndexDocument]) -> float:
    started = time.perf_counter()
    with engine.rebuild() as new:
        for start in range(0, len(products), _BATCH):
            new.add(products[start : start + _BATCH])
        new.finish(lambda keys: [])
    return time.perf_counter() - started


class Recorder:
    """A searcher that remembers what it was asked, so that the same can be asked without our code around it."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher
        self.calls: list[Callable[[], Any]] = []

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._searcher, name)
        if not callable(found):
            return found

        def ask(*arguments: Any, **options: Any) -> Any:
            self.calls.append(lambda: found(*arguments, **options))
            return found(*arguments, **options)

        return ask


def record(engine: EmbeddedEngine, request: SearchRequest) -> list[Callable[[], Any]]:
    """What a search asks of the library."""
    reader = engine.read()
    recorder = reader._searcher = Recorder(reader._searcher)
    with patch.object(engine, "read", lambda: reader):
        search(engine, request)
    return recorder.calls


def measure_queries(
    engine: EmbeddedEngine, requests: Sequence[SearchRequest], *, rounds: int = 7
) -> dict[str, list[float]]:
    """Milliseconds of each: read for the first time, read before, with highlights, and tantivy alone.

    In turn, and of each query the middle one of its rounds: what else the machine does is not to be measured.
    """
    ways: dict[str, Callable[[SearchRequest, list[Callable[[], Any]]], Any]] = {
        "cold": lambda request, _: search(engine, request),
        "warm": lambda request, _: search(engine, request),
        "highlighted": lambda request, _: [hit.highlights for hit in search(engine, request).hits],
        "raw": lambda _, calls: [call() for call in calls],
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for request in requests:
        calls = record(engine, request)
        rounds_of: dict[str, list[float]] = {name: [] for name in ways}
        for _ in range(rounds):
            forget()
            for name, way in ways.items():
                started_at = time.perf_counter()
                way(request, calls)
                rounds_of[name].append((time.perf_counter() - started_at) * 1000)
        for name, each in rounds_of.items():
            times[name].append(statistics.median(each))
    return {name: sorted(each) for name, each in times.items()}


def list_workloads(count: int) -> dict[str, list[SearchRequest]]:
    return make_workloads([_ASKED[n % len(_ASKED)] for n in range(count)], "en")


def make_workloads(texts: Sequence[str], locale: str) -> dict[str, list[SearchRequest]]:
    every = ("brand", "category", "price", "availability", "stage", "specification")
    narrow = ProductFilter(brands=("lumen", "山岚"), price_min=1000, specifications={"colour": ("red",)})
    return {
        "24 by relevance": [SearchRequest(text, locale) for text in texts],
        "with every facet": [SearchRequest(text, locale, facets=every) for text in texts],
        "filtered, by price": [SearchRequest(text, locale, narrow, Sort.PRICE_ASC) for text in texts],
        "browsing, every facet": [SearchRequest("", locale, facets=every) for _ in texts],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_arguments(parser)
    parser.add_argument("--queries", type=int, default=100, help="how many, where no judgements are given")
    options = parser.parse_args()
    write = sys.stdout.write
    if options.file:
        products = import_documents(options.file, options.mapping)
    else:
        products = list(make_products(options.products))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        engine = EmbeddedEngine(Path(folder) / "index")
        if not options.file:
            seconds = measure_indexing(engine, products)
            write(
                f"{len(products)} products in batches of {_BATCH}: {seconds:.1f} s, {len(products) / seconds:.0f}/s\n"
            )
        seconds = measure_rebuild(engine, products)
        write(f"rebuild: {seconds:.1f} s, {len(products) / seconds:.0f}/s\n")
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
        write(f"index {size / 1e6:.0f} MB, memory grew by {grown} MB\n")
        if options.judgements:
            workloads = make_workloads(read_queries(options.judgements), products[0].locale)
        else:
            workloads = list_workloads(options.queries)
        # As the server does once it is loaded.
        gc.collect()
        gc.freeze()
        for name, requests in workloads.items():
            _say(name, measure_queries(engine, requests))


def _say(name: str, times: dict[str, list[float]]) -> None:
    p95 = {which: each[int(len(each) * 0.95)] for which, each in times.items()}
    middle = {which: statistics.median(each) for which, each in times.items()}
    figures = "; ".join(f"{which} {middle[which]:.2f}/{p95[which]:.2f}" for which in times)
    verdict = "kept" if p95["cold"] <= _MOST_MILLISECONDS else "BROKEN"
    ratios = ", ".join(f"{which} {p95[which] / p95['raw']:.2f}" for which in ("warm", "cold", "highlighted"))
    sys.stdout.write(
        f"{name:<21} ms in the middle/at the 95th: {figures}: {verdict} ({_MOST_MILLISECONDS} ms);"
        f" times the raw calls at the 95th: {ratios} (wanted {_MOST_TIMES})\n"
    )


if __name__ == "__main__":
    main()

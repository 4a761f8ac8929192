"""How long indexing and asking take, over products made up on the spot.

python -m tests.benchmarks.search [--products 20000] [--queries 300]
"""

from __future__ import annotations

import argparse
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
from search.requests import ProductFilter, SearchRequest, Sort

_BATCH = 400
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


def measure_queries(engine: EmbeddedEngine, requests: Sequence[SearchRequest]) -> list[float]:
    """Milliseconds of each, in order."""
    times = []
    for request in requests:
        started = time.perf_counter()
        search(engine, request)
        times.append((time.perf_counter() - started) * 1000)
    return sorted(times)


class Recorder:
    """A reader that remembers what it was asked, so that the same can be asked without our code around it."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.asked: list[Callable[[], Any]] = []

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._reader, name)
        if name not in ("find", "count", "count_values", "summarise_number"):
            return found

        def ask(*arguments: Any, **options: Any) -> Any:
            self.asked.append(lambda: found(*arguments, **options))
            return found(*arguments, **options)

        return ask


def measure_engine_alone(engine: EmbeddedEngine, requests: Sequence[SearchRequest]) -> list[float]:
    """Milliseconds of the engine's own work for each: what our code asks of it, and nothing else."""
    times = []
    for request in requests:
        recorder = Recorder(engine.read())
        with patch.object(engine, "read", lambda recorder=recorder: recorder):
            search(engine, request)
        started = time.perf_counter()
        for ask in recorder.asked:
            ask()
        times.append((time.perf_counter() - started) * 1000)
    return sorted(times)


def list_workloads(count: int) -> dict[str, list[SearchRequest]]:
    texts = [_ASKED[n % len(_ASKED)] for n in range(count)]
    every = ("brand", "category", "price", "availability", "stage", "specification")
    narrow = ProductFilter(brands=("lumen", "山岚"), price_min=1000, specifications={"colour": ("red",)})
    return {
        "24 by relevance": [SearchRequest(text, "en") for text in texts],
        "with every facet": [SearchRequest(text, "en", facets=every) for text in texts],
        "filtered, by price": [SearchRequest(text, "en", narrow, Sort.PRICE_ASC) for text in texts],
        "browsing, every facet": [SearchRequest("", "en", facets=every) for _ in texts],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=300)
    options = parser.parse_args()
    write = sys.stdout.write
    products = list(make_products(options.products))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        engine = EmbeddedEngine(Path(folder) / "index")
        seconds = measure_indexing(engine, products)
        write(f"{len(products)} products in batches of {_BATCH}: {seconds:.1f} s, {len(products) / seconds:.0f}/s\n")
        seconds = measure_rebuild(engine, products)
        write(f"rebuild: {seconds:.1f} s, {len(products) / seconds:.0f}/s\n")
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
        write(f"index {size / 1e6:.0f} MB, memory grew by {grown} MB\n")
        for name, requests in list_workloads(options.queries).items():
            measure_queries(engine, requests[:20])
            times, alone = measure_queries(engine, requests), measure_engine_alone(engine, requests)
            p95, p95_alone = (each[int(len(each) * 0.95)] for each in (times, alone))
            write(
                f"{name:<24} p50 {statistics.median(times):6.2f} ms  p95 {p95:6.2f} ms;"
                f" engine alone p95 {p95_alone:6.2f} ms, {p95 / p95_alone:.2f} times\n"
            )


if __name__ == "__main__":
    main()

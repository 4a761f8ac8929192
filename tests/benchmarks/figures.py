"""What a change of a price costs the index, beside a change of the words, on each engine there is.

python -m tests.benchmarks.figures [--products 5000] [--batch 50] [--batches 20]

Batches of products are applied in turn: with other words, then with other prices. Processor time is that of this
process, so it tells what is saved also on a busy machine; the cluster's own work is in the wall time alone.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from cms.settings.cluster import Cluster
from search.engines.base import Engine, IndexDocument
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.embedded import EmbeddedEngine
from tests.benchmarks.search import make_products
from tests.servers import find_elasticsearch_url


def main() -> None:
    """Fill each engine, then change."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--products", type=int, default=5000)
    parser.add_argument("--batch", type=int, default=50)
    parser.add_argument("--batches", type=int, default=20)
    arguments = parser.parse_args()
    products = list(make_products(arguments.products))
    for make in (_open_embedded, _open_elasticsearch):
        with make() as engine:
            if engine is not None:
                _fill(engine, products)
                _compare(engine, products, arguments.batch, arguments.batches)


@contextmanager
def _open_embedded() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory(prefix="vitrine-figures-") as folder:
        yield EmbeddedEngine(Path(folder))


@contextmanager
def _open_elasticsearch() -> Iterator[Engine | None]:
    url = find_elasticsearch_url()
    if not url:
        yield None
        return
    cluster = Cluster(urls=(url,), prefix=f"benchmark_{uuid4().hex[:8]}", timeout_seconds=30)
    engine = ElasticsearchEngine(cluster)
    try:
        yield engine
    finally:
        engine.client.indices.delete(index=list(engine.client.indices.get(index=f"{cluster.prefix}*")))
        engine.client.indices.delete_index_template(name=f"{cluster.prefix}*")
        engine.client.close()


def _fill(engine: Engine, products: Sequence[IndexDocument]) -> None:
    with engine.rebuild() as new:
        new.add(products)
        new.finish(lambda keys: [])


def _compare(engine: Engine, products: Sequence[IndexDocument], size: int, batches: int) -> None:
    chance = random.Random(11)
    times: dict[str, list[tuple[float, float]]] = {"words": [], "prices": []}
    for number in range(batches):
        for name, measured in times.items():
            batch = [_change(each, name, number, chance) for each in chance.sample(products, size)]
            wall, processor = time.perf_counter(), time.process_time()
            engine.apply(batch, replaces=[each.key for each in batch])
            measured.append((time.perf_counter() - wall, time.process_time() - processor))
    for name, measured in times.items():
        wall, processor = (statistics.median(column) * 1000 for column in zip(*measured, strict=True))
        sys.stdout.write(
            f"{engine.name}, {size} products with other {name}: {wall:.0f} ms, {processor:.0f} ms of this processor\n"
        )


def _change(product: IndexDocument, name: str, number: int, chance: random.Random) -> IndexDocument:
    if name == "prices":
        return replace(product, price_minor=chance.randrange(100, 500_000))
    return replace(product, text=replace(product.text, details=f"batch {number} {chance.random()}"))


if __name__ == "__main__":
    main()

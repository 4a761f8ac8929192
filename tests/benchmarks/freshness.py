"""How long a change takes to be found while prices change all the time.

python -m tests.benchmarks.freshness [FILE --mapping icecat] [--rows 2000] [--rate 50] [--seconds 30]

A worker of its own applies the outbox; here offers change, `--rate` a second, and now and then a title is published.
Everything happens in a temporary VITRINE_DATA, on SQLite; the engine is what ELASTICSEARCH_URL names, or the embedded.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.import_products import make_rows, write_feed
from tests.benchmarks.serving import CHECKOUT

_TARGET_SECONDS = 2.0
_LOOK_AGAIN = 0.02
_GIVE_UP = 30.0


def main() -> None:
    """Import, start a worker, change, and watch."""
    arguments = _parse_arguments()
    with tempfile.TemporaryDirectory(prefix="vitrine-fresh-") as folder:
        os.environ["VITRINE_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.development"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        file = arguments.file or write_feed(Path(folder) / "feed.jsonl", make_rows(arguments.rows))
        call_command("import_products", str(file), mapping=arguments.mapping, verbosity=0)
        call_command("search_rebuild", verbosity=0)
        with working():
            # It is there once it has done something; how long it takes to start is not what is measured.
            publish_and_wait(0)
            _measure(arguments.rate, arguments.seconds)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="a feed of your own")
    parser.add_argument("--mapping", default="icecat")
    parser.add_argument("--rows", type=int, default=2000, help="rows to make up where no file is given")
    parser.add_argument("--rate", type=float, default=50, help="offers changed a second")
    parser.add_argument("--seconds", type=float, default=30)
    return parser.parse_args()


@contextmanager
def working() -> Iterator[None]:
    worker = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=CHECKOUT, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(timeout=30)


def _measure(rate: float, seconds: float) -> None:
    stop = threading.Event()
    changed: list[int] = [0]
    thread = threading.Thread(target=_change_offers, args=(rate, stop, changed))
    thread.start()
    started_at = time.monotonic()
    waits = []
    try:
        number = 0
        while time.monotonic() - started_at < seconds:
            number += 1
            waits.append(publish_and_wait(number))
            time.sleep(0.5)
    finally:
        stop.set()
        thread.join()
    lasted = time.monotonic() - started_at
    waits.sort()
    verdict = "kept" if waits[-1] <= _TARGET_SECONDS else "BROKEN"
    write = sys.stdout.write
    write(f"{changed[0] / lasted:.0f} offers changed a second for {lasted:.0f} s\n")
    write(
        f"{len(waits)} titles published: found after {statistics.median(waits):.2f} s (median),"
        f" {waits[-1]:.2f} s at most: {verdict} ({_TARGET_SECONDS:.0f} s)\n"
    )


def _change_offers(rate: float, stop: threading.Event, changed: list[int]) -> None:
    from django.db import transaction
    from django.utils import timezone

    from cms.catalog.models import Offer
    from cms.delivery import outbox

    chance = random.Random(5)
    keys = list(Offer.objects.values_list("pk", flat=True))
    due = time.monotonic()
    while not stop.is_set():
        offer = Offer.objects.select_related("product").get(pk=chance.choice(keys))
        offer.price_minor = chance.randrange(100, 500_000)
        # As an import or a form does it: together with word of it to the index.
        with transaction.atomic():
            offer.save()
            outbox.announce_documents([f"product:{offer.product.key}"], at=timezone.now())
        changed[0] += 1
        due += 1 / rate
        stop.wait(max(0.0, due - time.monotonic()))


def publish_and_wait(number: int) -> float:
    """Seconds from the end of publishing to the first search that finds the new title."""
    from django.utils import timezone

    from cms.catalog.models import ProductContent
    from search.selectors import search_products

    content = ProductContent.objects.order_by("pk")[number]
    # Letters alone: of a word and a number, either would find the titles published before.
    word = f"freshly{chr(97 + number // 26)}{chr(97 + number % 26)}q"
    content.title = f"{content.title[:80]} {word}"
    content.save_revision().publish()
    locale = content.locale.language_code
    return wait_until(lambda: search_products(text=word, locale=locale, at=timezone.now()).total == 1)


def wait_until(is_there: Callable[[], bool]) -> float:
    started_at = time.monotonic()
    while not is_there():
        if time.monotonic() - started_at > _GIVE_UP:
            raise SystemExit(f"not found after {_GIVE_UP:.0f} s")
        time.sleep(_LOOK_AGAIN)
    return time.monotonic() - started_at


if __name__ == "__main__":
    main()

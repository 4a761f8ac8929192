"""How long judging a whole catalogue takes, what it says of it, and how long one product takes while it is edited.

python -m tests.benchmarks.norms [FILE --mapping NAME] [--rows 5000] [--keep FOLDER]

Without a file it makes rows up, in the mapping "icecat". Everything happens in a temporary VITRINE_DATA, on SQLite;
`--keep` names a folder that stays, and is not imported into again.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Any

ALLOWED_SECONDS = 60.0
ALLOWED_MILLISECONDS = 150.0


def main() -> None:
    """Import, judge, tell."""
    arguments = _parse_arguments()
    folder = nullcontext(arguments.keep) if arguments.keep else tempfile.TemporaryDirectory(prefix="vitrine-norms-")
    with folder as name:
        os.environ["VITRINE_DATA"] = str(name)
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.development"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        _prepare(arguments, Path(name))
        _measure_all()
        _measure_one()
        _tell()


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, help="a feed of your own")
    parser.add_argument("--mapping", default="icecat")
    parser.add_argument("--rows", type=int, default=5000, help="rows to make up where no file is given")
    parser.add_argument("--keep", type=Path, help="a folder to work in that is kept")
    return parser.parse_args()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _prepare(arguments: argparse.Namespace, folder: Path) -> None:
    from django.core.management import call_command

    from cms.catalog.models import Product
    from tests.benchmarks.import_products import make_rows, write_feed

    call_command("migrate", verbosity=0)
    if Product.objects.exists():
        return
    file = arguments.file or write_feed(folder / "feed.jsonl", make_rows(arguments.rows))
    call_command("import_products", str(file), mapping=arguments.mapping)


def _measure_all() -> None:
    from cms.catalog.models import ProductScore
    from cms.catalog.scoring.starting import ensure_starters
    from cms.catalog.scoring.working import judge_stale

    ensure_starters()
    ProductScore.objects.all().delete()
    started, computing = time.perf_counter(), time.process_time()
    judged = judge_stale()
    seconds, computing = time.perf_counter() - started, time.process_time() - computing
    verdict = "kept" if seconds <= ALLOWED_SECONDS else "BROKEN"
    each = seconds / max(judged.done, 1) * 1000
    _say(f"judged               {judged.done:8,d} in {seconds:.1f} s, {each:.2f} ms each")
    _say(f"of the processor     {computing:8.1f} s")
    _say(f"allowed              {ALLOWED_SECONDS:8.0f} s: {verdict}")


def _measure_one() -> None:
    from django.utils import timezone

    from cms.catalog.models import ProductContent
    from cms.catalog.scoring.batches import judge_contents

    times = []
    for content in ProductContent.objects.select_related("product", "locale").order_by("pk")[:200]:
        started = time.perf_counter()
        judge_contents([content], at=timezone.now())
        times.append((time.perf_counter() - started) * 1000)
    worst = statistics.quantiles(times, n=20)[-1]
    verdict = "kept" if worst <= ALLOWED_MILLISECONDS else "BROKEN"
    _say(f"one, 19 of 20 within {worst:8.1f} ms: {verdict}")


def _tell() -> None:
    from cms.catalog.models import ProductScore
    from cms.catalog.scoring.saying import say_packed
    from cms.catalog.scoring.selectors import count_by_tens

    for name, count in count_by_tens():
        _say(f"{name:>8} {count:8,d} {'#' * (count // 250)}")
    _say(f"blocked  {ProductScore.objects.filter(blocking__gt=0).count():8,d}")
    counts: Counter[Any] = Counter()
    for findings in ProductScore.objects.values_list("findings", flat=True).iterator():
        counts.update({one["code"] for one in findings})
    for code, count in counts.most_common():
        _say(f"  {count:8,d} {code}")
    _say("worst:")
    for row in ProductScore.objects.select_related("content__product").order_by("score", "pk")[:10]:
        _say(f"{row.score:4d} {row.content.product.key} {row.content.title[:70]}")
        for packed in row.findings[:4]:
            said = say_packed(packed)
            _say(f"       −{said.points:2d} {said.place}: {said.text}")
    for row in ProductScore.objects.filter(blocking__gt=0).select_related("content")[:20]:
        texts = [say_packed(one).text for one in row.findings if one["severity"] == "blocks"]
        _say(f"BLOCKED {row.content.title[:70]}: {texts}")


if __name__ == "__main__":
    main()

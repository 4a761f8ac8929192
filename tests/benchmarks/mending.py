"""The story of norms on a real catalogue: scored, the worst mended by XLSX in one go, scores up, searches changed.

python -m tests.benchmarks.mending FILE [--mapping icecat] [--worst 50] [--keep FOLDER]

Imports FILE, judges it by the starter norms, and shows how scores are spread and the ten worst, every point explained.
Then it does what a merchandiser does: downloads the worst as tables, changes cells with openpyxl (specifications first,
then titles, short descriptions, selling points and details made of what the catalogue itself knows), uploads, confirms,
and lets the worker write, publish, judge and index. Everything happens in a temporary VITRINE_DATA, on SQLite, with the
embedded engine; `--keep` names a folder that stays, and is not imported into again.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from tests.benchmarks import mending_words
from tests.benchmarks.mending_words import Known

_TEXTS = ("title", "summary", "selling_points", "details")
_DEEP = 100


def main() -> None:
    """Tell the story once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--mapping", default="icecat")
    parser.add_argument("--worst", type=int, default=50)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    folder = nullcontext(arguments.keep) if arguments.keep else tempfile.TemporaryDirectory(prefix="vitrine-mending-")
    with folder as name:
        Path(name).mkdir(parents=True, exist_ok=True)
        os.environ["VITRINE_DATA"] = str(name)
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.development"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.utils.translation import activate

        activate("en")
        _prepare(arguments)
        _tell_spread("scores before")
        _tell_worst()
        _mend(arguments.worst)
        _tell_spread("scores after")


def _say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _prepare(arguments: argparse.Namespace) -> None:
    from django.core.management import call_command

    from cms.catalog.models import Product, ProductScore
    from cms.catalog.scoring.starting import ensure_starters
    from cms.catalog.scoring.working import judge_stale
    from cms.delivery import worker

    call_command("migrate", verbosity=0)
    if not Product.objects.exists():
        call_command("import_products", str(arguments.file), mapping=arguments.mapping)
    ensure_starters()
    # In a folder that was kept, those of another version of the norms.
    ProductScore.objects.all().delete()
    started = time.perf_counter()
    judged = judge_stale()
    _say(f"judged {judged.done:,d} in {time.perf_counter() - started:.1f} s")
    worker.drain()
    call_command("search_rebuild")


def _tell_spread(heading: str) -> None:
    from cms.catalog.models import ProductScore
    from cms.catalog.scoring.selectors import count_by_tens

    scores = list(ProductScore.objects.values_list("score", flat=True))
    _say(f"\n{heading}: {len(scores):,d} products, median {statistics.median(scores):.0f}, lowest {min(scores)}")
    for name, count in count_by_tens():
        if count:
            _say(f"{name:>8} {count:8,d} {'#' * (count // 250)}")
    counts: Counter[Any] = Counter()
    for findings in ProductScore.objects.values_list("findings", flat=True).iterator():
        counts.update({one["code"] for one in findings})
    _say("found at: " + ", ".join(f"{code} {count:,d}" for code, count in counts.most_common()))


def _tell_worst() -> None:
    from cms.catalog.models import ProductScore
    from cms.catalog.scoring.saying import say_packed

    _say("\nthe ten worst, every point:")
    for row in ProductScore.objects.select_related("content__product").order_by("score", "pk")[:10]:
        _say(f"{row.score:4d} {row.content.product.key} {row.content.title[:80]}")
        said = [say_packed(packed) for packed in row.findings]
        for one in said:
            _say(f"      {-one.points:3d} {one.place}: {one.text}")
        assert row.score == 100 - sum(one.points for one in said), "points do not add up"


def _mend(count: int) -> None:
    from django.contrib.auth import get_user_model

    from cms.catalog.models import ProductContent, ProductScore

    worst = ProductScore.objects.order_by("score", "pk").values_list("content_id", flat=True)[:count]
    contents = ProductContent.objects.filter(pk__in=list(worst)).order_by("pk")
    user = get_user_model().objects.filter(is_superuser=True).first() or get_user_model().objects.create_superuser(
        "merchandiser", "merchandiser@example.com", "bench"
    )
    queries = _choose_queries(contents)
    before = _read_scores(contents)
    ranks = _rank(queries)
    started = time.perf_counter()
    _mend_specifications(contents, user)
    _mend_words(contents, user)
    _work_off()
    _say(f"two tables compared, confirmed, published, judged and indexed in {time.perf_counter() - started:.1f} s")
    _tell_scores(contents, before, _read_scores(contents))
    _tell_ranks(queries, ranks, _rank(queries))


def _know(contents: Any) -> dict[str, Known]:
    """By key, what the catalogue knows of each."""
    from cms.catalog.models import SpecificationDefinition

    names = dict(SpecificationDefinition.objects.values_list("key", "name"))
    found = {}
    for content in contents.select_related("product__brand").prefetch_related("product__offers"):
        product, offer = content.product, content.product.offers.first()
        found[product.key] = Known(
            content.title,
            product.brand.name if product.brand else "",
            content.search_terms,
            content.summary,
            offer.gtin if offer else "",
            product.released_at,
            product.specifications,
            names,
        )
    return found


def _mend_specifications(contents: Any, user: Any) -> None:
    """Rows for what titles say and facts do not."""
    from cms.catalog.models import Product, SpecificationDefinition

    texts = frozenset(SpecificationDefinition.objects.filter(type="text").values_list("key", flat=True))
    rows = Product.objects.values_list("specifications", flat=True).iterator(chunk_size=2000)
    learnt = mending_words.learn_values(rows, texts=texts)

    def change(sheet: Any, columns: dict[str, int]) -> None:
        for key, known in _know(contents).items():
            for specification, value in mending_words.find_said(known, learnt).items():
                line = sheet.max_row + 1
                for name, cell in (("product", key), ("specification", specification), ("value", value)):
                    sheet.cell(line, columns[name]).value = cell

    products = Product.objects.filter(contents__in=contents).order_by("pk")
    _upload("specifications", products, change, user)


def _mend_words(contents: Any, user: Any) -> None:
    known = _know(contents)

    def change(sheet: Any, columns: dict[str, int]) -> None:
        for line in range(2, sheet.max_row + 1):
            one = known[str(sheet.cell(line, columns["product"]).value)]
            written = (
                mending_words.write_title(one),
                mending_words.write_summary(one),
                "\n".join(mending_words.write_points(one)),
                mending_words.write_details(one),
            )
            for name, text in zip(_TEXTS, written, strict=True):
                sheet.cell(line, columns[name]).value = text

    _upload("words", contents, change, user, publishes=True)


def _upload(name: str, chosen: Any, change: Any, user: Any, *, publishes: bool = False) -> None:
    """Download, change, upload, confirm; the worker does the rest."""
    from openpyxl import load_workbook

    from cms.bulk.files.writing import Sheet, write_xlsx
    from cms.bulk.jobs import services
    from cms.bulk.subjects.registry import get_subject

    subject = get_subject(name)
    columns = subject.list_columns()
    file = io.BytesIO()
    rows = (
        [column.kind.write(target.values.get(column.name), target.context) for column in columns]
        for target in subject.iterate(chosen)
    )
    write_xlsx(Sheet(name, columns, rows), file)
    workbook = load_workbook(io.BytesIO(file.getvalue()))
    change(workbook.worksheets[0], {column.name: place for place, column in enumerate(columns, start=1)})
    changed = io.BytesIO()
    workbook.save(changed)
    job = services.upload(subject, f"{name}.xlsx", changed.getvalue(), publishes=publishes, user=user)
    _work_off("bulk")
    job.refresh_from_db()
    _say(f"\n{name}: {job.total} rows, {job.rows.count()} different {job.error}")
    services.confirm(job.pk, user=user)
    _work_off("bulk")
    states = Counter(job.rows.values_list("state", flat=True))
    _say(f"{name}: {', '.join(f'{count} {state}' for state, count in states.items())}")
    for row in job.rows.exclude(problems=[])[:5]:
        _say(f"  row {row.number}: {row.problems}")


def _work_off(*consumers: str) -> None:
    from cms.delivery import worker

    worker.drain(consumers=list(consumers) or None)


def _read_scores(contents: Any) -> dict[int, tuple[int, set[str]]]:
    from cms.catalog.models import ProductScore

    rows = ProductScore.objects.filter(content__in=contents)
    return {row.content_id: (row.score, {one["code"] for one in row.findings}) for row in rows}


def _tell_scores(contents: Any, before: dict[int, Any], after: dict[int, Any]) -> None:
    _say("\nscore before → after:")
    for content in contents.select_related("product"):
        was, will = before[content.pk], after[content.pk]
        left = ", ".join(sorted(will[1]))
        _say(f"{was[0]:4d} → {will[0]:3d} {content.product.key:>9} {content.title[:60]:<60} left: {left}")
    means = [statistics.mean(one[0] for one in each.values()) for each in (before, after)]
    ups = sum(after[pk][0] > before[pk][0] for pk in before)
    _say(f"mean {means[0]:.1f} → {means[1]:.1f}; {ups} of {len(before)} up, {_count_down(before, after)} down")


def _count_down(before: dict[int, Any], after: dict[int, Any]) -> int:
    return sum(after[pk][0] < before[pk][0] for pk in before)


def _choose_queries(contents: Any) -> dict[str, str]:
    """By product, what somebody would type who looks for one like it: its brand and the words its title ends with."""
    queries = {}
    for key, known in _know(contents).items():
        words = [word.strip("()").casefold() for word in known.title.split() if word.strip("()").isalpha()]
        words = [word for word in words if word != known.brand.casefold()]
        queries[key] = " ".join([known.brand.casefold(), *words[-2:]]).strip()
    return queries


def _rank(queries: dict[str, str]) -> dict[str, int | None]:
    """By product, its place among the first hundred for its query."""
    from django.utils import timezone

    from search.selectors import search_products

    found: dict[str, int | None] = {}
    for key, text in queries.items():
        results = search_products(text=text, locale="en", first=_DEEP, at=timezone.now())
        keys = [hit.key for hit in results.hits]
        found[key] = keys.index(key) + 1 if key in keys else None
    return found


def _tell_ranks(queries: dict[str, str], before: dict[str, int | None], after: dict[str, int | None]) -> None:
    _say(f"\nplace in the search before → after (– is beyond the first {_DEEP}):")
    moved: Sequence[str] = [key for key in queries if before[key] != after[key]]
    for key in sorted(moved, key=lambda key: (after[key] or _DEEP + 1) - (before[key] or _DEEP + 1)):
        _say(f"  {before[key] or '–':>4} → {after[key] or '–':<4} “{queries[key]}” {key}")
    ups = sum((after[key] or _DEEP + 1) < (before[key] or _DEEP + 1) for key in moved)
    _say(f"{ups} of {len(queries)} up, {len(moved) - ups} down, {len(queries) - len(moved)} where they were")


if __name__ == "__main__":
    main()

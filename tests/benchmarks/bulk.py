"""How long bulk work takes, and how much memory: download, compare, write and undo of many rows.

python -m tests.benchmarks.bulk [--rows 10000] [--subject words|offers|facts] [--publish]

Everything happens in a temporary VITRINE_DATA, on SQLite.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

CHANGES: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "words": ("title", lambda value: f"{value} 新"),
    "offers": ("price", lambda value: float(value) + 1),
    "facts": ("stage", lambda value: "growth"),
}


def main() -> None:
    """Fill a catalogue, change every row in a spreadsheet, and measure each step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--subject", choices=sorted(CHANGES), default="words")
    parser.add_argument("--publish", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="vitrine-bulk-") as folder:
        os.environ["VITRINE_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.development"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _measure(arguments)


def _measure(arguments: argparse.Namespace) -> None:
    from django.contrib.auth import get_user_model
    from django.utils.translation import activate

    from cms.bulk.files.writing import Sheet, write_xlsx
    from cms.bulk.jobs import services
    from cms.bulk.jobs.working import CONSUMER
    from cms.bulk.subjects.registry import get_subject
    from cms.catalog.models import Product, ProductContent
    from cms.delivery import worker
    from tests.benchmarks.catalogue_rows import fill

    activate("en")
    # Two offers a product.
    fill(arguments.rows // 2 if arguments.subject == "offers" else arguments.rows, brands=200)
    user = get_user_model().objects.create_superuser("bench", "bench@example.com", "bench")
    subject = get_subject(arguments.subject)
    chosen: Any = (
        ProductContent.objects.order_by("pk") if arguments.subject == "words" else Product.objects.order_by("pk")
    )
    file = io.BytesIO()

    def download() -> None:
        columns = subject.list_columns()
        rows = (
            [column.kind.write(target.values.get(column.name), target.context) for column in columns]
            for target in subject.iterate(chosen)
        )
        write_xlsx(Sheet("rows", columns, rows), file)

    _say("download", _time(download), arguments.rows)
    content = _change(file.getvalue(), arguments.subject)

    def work(step: Callable[[], Any]) -> Callable[[], None]:
        def run() -> None:
            step()
            worker.drain(consumers=[CONSUMER])

        return run

    job = services.upload(subject, "bench.xlsx", content, publishes=arguments.publish, user=user)
    _say("compare", _time(work(lambda: None)), arguments.rows)
    job.refresh_from_db()
    _tell(f"{job.get_state_display()}: {job.total:,} rows, {job.rows.count():,} different {job.error}")
    _say("write", _time(work(lambda: services.confirm(job.pk, user=user))), arguments.rows)
    _say("undo", _time(work(lambda: services.undo(job.pk, user=user))), arguments.rows)
    states = sorted(set(job.rows.values_list("state", flat=True)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _tell(f"rows are {', '.join(states)}; peak {peak:,.0f} MiB")


def _change(content: bytes, subject: str) -> bytes:
    from openpyxl import load_workbook

    name, change = CHANGES[subject]
    labels = {"title": "Title *", "price": "Price *", "stage": "Life-cycle stage *"}
    workbook = load_workbook(io.BytesIO(content))
    sheet = workbook.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == labels[name])
    for row in range(2, sheet.max_row + 1):
        cell = sheet.cell(row, column)
        cell.value = change(cell.value)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def _time(action: Callable[[], Any]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _say(step: str, seconds: float, rows: int) -> None:
    _tell(f"{step:<10}{seconds:8.1f} s {rows / seconds:8,.0f} rows a second")


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

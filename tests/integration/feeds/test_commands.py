"""The commands: what they print, report and refuse."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from cms.catalog.models import Product
from cms.delivery.models import OutboxEntry
from tests.factories import make_offer, make_product

pytestmark = pytest.mark.django_db

HEADER = ["sku", "title", "price"]
ROWS = [["A", "茶", "9.9"], ["B", "茶", "-1"], ["C", "", "5"]]
REASONS = {"B": ("offer.price", "-1 is negative"), "C": ("content.title", "it is empty")}


def run(name: str, *arguments: object, **options: object) -> tuple[str, str]:
    output, errors = io.StringIO(), io.StringIO()
    with override("en"):
        call_command(name, *map(str, arguments), stdout=output, stderr=errors, **options)
    return output.getvalue(), errors.getvalue()


def write_feed(folder: Path, kind: str) -> Path:
    path = folder / f"feed.{kind}"
    if kind == "jsonl":
        path.write_bytes(b"\n".join(orjson.dumps(dict(zip(HEADER, row, strict=True))) for row in ROWS))
    elif kind == "csv":
        with path.open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows([HEADER, *ROWS])
    else:
        workbook = Workbook()
        for row in (HEADER, *ROWS):
            workbook.active.append(row)
        workbook.save(path)
    return path


def read_report(path: Path) -> list[dict[str, str]]:
    if path.suffix == ".jsonl":
        return [orjson.loads(line) for line in path.read_bytes().splitlines()]
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    header, *rows = load_workbook(path).active.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize("kind", ["jsonl", "csv", "xlsx"])
def test_bad_rows_are_reported_in_their_own_format(tmp_path: Path, kind: str) -> None:
    feed, report = write_feed(tmp_path, kind), tmp_path / f"bad.{kind}"
    output, errors = run("import_products", feed, report=report)
    assert "created" in output
    assert str(report) in output
    assert Product.objects.get().key == "A"
    rows = read_report(report)
    assert {row["sku"]: (row["import_field"], row["import_reason"]) for row in rows} == REASONS
    first = 1 if kind == "jsonl" else 2
    assert [int(row["import_line"]) for row in rows] == [first + 1, first + 2]
    assert f"line {first + 1}, offer.price: -1 is negative" in errors
    again, _errors = run("import_products", report)
    assert "Nothing has changed." in again


def test_the_outbox_is_worked_off_when_the_command_returns(tmp_path: Path) -> None:
    output, _errors = run("import_products", write_feed(tmp_path, "csv"))
    # Suggestions are made anew later, once for many changes.
    assert not OutboxEntry.objects.exclude(consumer="suggestions").exists()
    assert [line.split()[-1] for line in output.splitlines()[:4]] == ["1", "0", "0", "2"]


def test_a_dry_run_says_so(tmp_path: Path) -> None:
    output, _errors = run("import_products", write_feed(tmp_path, "csv"), "--dry-run")
    assert "created" in output
    assert not Product.objects.exists()


def test_offers_are_imported_by_the_same_mapping(tmp_path: Path) -> None:
    make_offer(make_product("a"), "A")
    _output, errors = run("import_offers", write_feed(tmp_path, "csv"))
    assert "offer.price: -1 is negative" in errors
    assert "there is no SKU 'C'" in errors
    assert Product.objects.get().offers.get().price_minor == 990


@pytest.mark.parametrize("name", ["import_products", "import_offers"])
def test_what_cannot_be_read_is_one_line(tmp_path: Path, name: str) -> None:
    feed = write_feed(tmp_path, "csv")
    with pytest.raises(CommandError, match="No such file"):
        run(name, tmp_path / "none.csv")
    with pytest.raises(CommandError, match="there is no such mapping"):
        run(name, feed, mapping="nowhere")
    with pytest.raises(CommandError, match="would overwrite the feed"):
        run(name, feed, report=feed)
    with pytest.raises(CommandError, match="its folder is not there"):
        run(name, feed, report=tmp_path / "no" / "bad.csv")

"""Whoever works in Chinese reads Chinese: reasons, ways out, differences and figures of the import commands."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.management import CommandError, call_command
from django.utils.translation import override

from cms.catalog.feeds.widths import measure
from cms.catalog.models import Offer
from cms.operations.catalogues.compiling import compile_changed
from tests.factories import make_offer, make_product

pytestmark = pytest.mark.django_db

FEED = "sku,title,price\nA,茶,9.9\nB,茶,-1\nC,,5\nD,茶,9.999\nE,茶\n"


@pytest.fixture(autouse=True)
def _chinese(settings: Any, tmp_path: Path) -> Iterator[None]:
    folder = Path("zh_Hans") / "LC_MESSAGES"
    (tmp_path / "locale" / folder).mkdir(parents=True)
    shutil.copy(configured.CHECKOUT / "locale" / folder / "django.po", tmp_path / "locale" / folder)
    compile_changed(tmp_path / "locale")
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    with override("zh-hans"):
        yield


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.csv"
    path.write_text(FEED, encoding="utf-8")
    return path


def run(name: str, *arguments: object) -> tuple[str, str]:
    output, errors = io.StringIO(), io.StringIO()
    call_command(name, *map(str, arguments), stdout=output, stderr=errors)
    return output.getvalue(), errors.getvalue()


def test_reasons_are_said_in_chinese_and_reported_so(feed: Path, tmp_path: Path) -> None:
    report = tmp_path / "bad.csv"
    _output, errors = run("import_products", feed, "--report", report)
    assert errors.splitlines() == [
        "第 3 行，offer.price：-1 是负数",
        "第 4 行，content.title：为空",
        "第 5 行，offer.price：'9.999' 的小数超过 2 位，对 CNY 来说太多",
        "第 6 行：有 2 个单元格，而表头有 3 列",
    ]
    with report.open(encoding="utf-8-sig", newline="") as file:
        assert [row["import_reason"] for row in csv.DictReader(file)][:2] == ["-1 是负数", "为空"]


def test_the_figures_have_chinese_names_and_stand_in_a_column(feed: Path) -> None:
    feed.write_text("sku,title,price,brand,category\nA,茶,9.9,山行,茶饮\n", encoding="utf-8")
    output, _errors = run("import_products", feed)
    lines = output.splitlines()
    assert [line.split()[0] for line in lines] == ["创建", "更新", "未变", "有误", "品牌", "类目", "秒"]
    assert {measure(line) for line in lines} == {measure(lines[0])}


def test_a_dry_run_tells_differences_in_chinese(feed: Path) -> None:
    make_offer(make_product("a"), "A", on_shelf_from=None)
    before = Offer.objects.get().price_minor
    output, errors = run("import_offers", feed, "--dry-run")
    assert f"第 2 行，A：price_minor {before} → 990" in output
    assert "没有 SKU 'C'；请先导入其商品" in errors


def test_errors_name_reason_and_way_out_in_chinese(feed: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"^nowhere：没有这个映射文件。请指定一个 TOML 文件.*：default, icecat$"):
        run("import_products", feed, "--mapping", "nowhere")
    mapping = tmp_path / "shop.toml"
    mapping.write_text('[offer]\nsku = { colum = "S" }\n', encoding="utf-8")
    with pytest.raises(CommandError, match=r"shop\.toml，offer\.sku\.colum：此处无法识别。此处可用：column, "):
        run("import_products", feed, "--mapping", mapping)
    with pytest.raises(CommandError, match="报告会覆盖数据源文件。请指定其他文件"):
        run("import_products", feed, "--report", feed)

"""A merchandiser downloads a list, changes fifty rows in a spreadsheet, uploads, looks, confirms, and undoes it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from cms.catalog.models import ProductContent
from tests import factories
from tests.functional.browsing import MARKS, keep, log_in, make_person

pytestmark = MARKS
COUNT = 52
# Fifty products are published by a worker that also indexes and judges them, on a machine with other work.
PATIENCE = 120_000


@pytest.fixture
def merchandiser() -> User:
    rights = ("catalog.change_productcontent", "catalog.publish_productcontent", "catalog.view_productcontent")
    return make_person("xiaolin", "商品运营", *rights)


@pytest.fixture
def teas() -> None:
    for number in range(COUNT):
        factories.make_published(f"tea-{number:02}", title=f"绿茶 {number:02}")


def change(path: Path) -> Path:
    """Fifty new titles, one that is too long, one left alone, and a formula for whoever would run it."""
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    title = next(cell.column for cell in sheet[1] if cell.value == "Title *")
    for row in range(2, 52):
        sheet.cell(row, title).value = f"明前{sheet.cell(row, title).value}"
    sheet.cell(52, title).value = "长" * 300
    changed = path.with_name("changed.xlsx")
    workbook.save(changed)
    return changed


def count_new() -> int:
    return ProductContent.objects.filter(title__startswith="明前").count()


def test_fifty_rows_there_and_back(
    live_server: Any, teas: None, worker: subprocess.Popen, merchandiser: User, page: Page, tmp_path: Path
) -> None:
    server = live_server.url
    log_in(page, server)
    page.goto(f"{server}/admin/catalogue/products/?q=绿茶")
    page.get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name="Import or export: Product texts").click()
    page.get_by_text("With the filters of the list you came from.").wait_for()
    keep(page, "bulk-1-upload")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download XLSX").click()
    path = tmp_path / "words.xlsx"
    download.value.save_as(path)

    page.get_by_label("File").set_input_files(change(path))
    page.get_by_label("Publish at once what is live").check()
    page.get_by_role("button", name="Upload and see the difference").click()
    page.get_by_role("button", name="Write 50 rows").wait_for()
    expect(page.get_by_text("It has 300 characters; at most 255 are allowed. Shorten it.")).to_have_count(0)
    expect(page.locator("ins").first).to_have_text("明前绿茶 00")
    page.get_by_role("link", name="Refused 1").click()
    page.get_by_text("It has 300 characters; at most 255 are allowed. Shorten it.").wait_for()
    page.get_by_role("link", name="All").first.click()
    expect(page.get_by_text("明前绿茶 09")).to_be_visible()
    keep(page, "bulk-2-difference")
    assert count_new() == 0

    page.get_by_role("button", name="Write 50 rows").click()
    page.get_by_role("button", name="Undo 50 rows").wait_for(timeout=PATIENCE)
    assert count_new() == 50
    keep(page, "bulk-3-done")
    with page.expect_download() as refused:
        page.get_by_role("link", name="Download refused rows with reasons").click()
    refused.value.save_as(tmp_path / "refused.xlsx")
    cells = [cell.value for cell in load_workbook(tmp_path / "refused.xlsx").worksheets[0][2]]
    assert cells[-1] == "Title: It has 300 characters; at most 255 are allowed. Shorten it."

    page.get_by_role("button", name="Undo 50 rows").click()
    expect(page.locator("#bulk-state")).to_have_attribute("data-state", re.compile("undone"), timeout=PATIENCE)
    assert count_new() == 0
    assert ProductContent.objects.filter(title__startswith="绿茶", has_unpublished_changes=False).count() == COUNT
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    keep(page, "bulk-4-phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert worker.poll() is None

"""The law of every table: a download that comes back untouched is no difference."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from cms.bulk.models import JobState
from cms.catalog.models import Product, SpecificationDefinition
from cms.content.models import ArticleIndexPage, ArticlePage
from tests import factories
from tests.integration.bulk.tables import download, read_csv, read_workbook, upload

pytestmark = pytest.mark.django_db
SUBJECTS = ("words", "facts", "offers", "specifications", "articles", "answers")
NASTY = '=HYPERLINK("http://x","y")'


@pytest.fixture
def shop() -> None:
    """Products with everything that spreadsheets like to spoil."""
    audio = factories.make_category("audio", name="影音 > 设备")
    ear = factories.make_category("ear", parent=audio, name="耳机")
    SpecificationDefinition.objects.create(category=audio, key="weight", name="重量", type="number", unit="g")
    SpecificationDefinition.objects.create(category=audio, key="wireless", name="无线", type="boolean")
    SpecificationDefinition.objects.create(
        category=ear, key="colour", name="颜色", type="choice", choices=["黑", "白"], is_required=True
    )
    brands = [factories.make_brand("sony", name="Sony"), factories.make_brand("sony-2", name="SONY")]
    for number, title in enumerate(["00123", NASTY, "-5% off", "+86", "@home", "'quoted", "两行\n标题", "a  b", "1e5"]):
        product = factories.make_product(
            f"p-{number}",
            brand=brands[number % 2],
            category=ear if number % 3 else None,
            specifications={"weight": 2.5, "wireless": True, "stray": "x"} if number % 2 else {"colour": "蓝"},
            released_at=datetime(2026, 11, 11, 1, 2, 3, 999_900, tzinfo=UTC),
        )
        product.tags.set(["双十一", "gift"])
        product.save()
        factories.make_offer(
            product,
            f"000{number}",
            price_minor=59_90 + number,
            list_price_minor=100_00,
            gtin="0012345678905",
            on_shelf_from=datetime(2026, 1, 1, 0, 0, 0, 123_456, tzinfo=UTC),
            options={"颜色": "红"} if number else {},
        )
        content = factories.make_published(
            product=product,
            title=title,
            summary=f"{NASTY}\n第二行",
            seo_title="=1+1",
            search_terms="\t=cmd|' /C calc'!A0",
        )
        content.selling_points = [("point", "降噪"), ("point", "=1+1, 续航")]
        content.title = f"{title} "
        if number % 2:
            content.save_revision()
    home = factories.make_home()
    index = home.add_child(instance=ArticleIndexPage(title="文章", slug="articles", locale=home.locale))
    for number in range(3):
        page = ArticlePage(title=f"=文章 {number}", slug=f"a-{number}", locale=home.locale, lead="第一行\n-第二行")
        page.shown_at = datetime(2026, 2, 3, 4, 5, 6, 700_000, tzinfo=UTC)
        index.add_child(instance=page)
    page.title = "草稿"
    page.save_revision()


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("name", SUBJECTS[:-1])
def test_nothing_is_different(admin_client: Client, name: str, kind: str) -> None:
    content = download(admin_client, name, format=kind)
    rows = (read_csv if kind == "csv" else read_workbook)(content)
    assert len(rows) > 3
    job = upload(admin_client, name, content, file=f"table.{kind}")
    assert (job.error, job.state) == ("", JobState.READY)
    assert [(row.number, row.changes, row.problems) for row in job.rows.all()] == []
    assert job.total == job.unchanged == len(rows) - 1


@pytest.mark.usefixtures("shop")
def test_nothing_written_is_a_formula(admin_client: Client) -> None:
    import io

    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(download(admin_client, "words")))
    cells = [cell for row in workbook.worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    dangerous = [cell for cell in cells if str(cell.value).startswith("=")]
    assert len(dangerous) > 9
    assert all(cell.quotePrefix for cell in dangerous)
    texts = [cell for row in read_csv(download(admin_client, "words", format="csv")) for cell in row]
    assert not [text for text in texts if text[:1] in set("=+-@\t\r")]
    assert f"'{NASTY} " in texts or f"'{NASTY}" in texts


@pytest.mark.usefixtures("shop")
def test_another_language_reads_it_as_well(admin_client: Client, admin) -> None:
    content = download(admin_client, "facts")
    admin.wagtail_userprofile.preferred_language = "zh-hans"
    admin.wagtail_userprofile.save()
    job = upload(admin_client, "facts", content)
    assert (job.error, job.rows.count(), job.unchanged) == ("", 0, Product.objects.count())

"""What the screens and the files say to a Chinese editor is Chinese."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cms.bulk.models import BulkJob
from tests import factories
from tests.integration.bulk.tables import act, read_workbook, upload_rows
from tests.integration.roles.test_languages import chinese, find_english

__all__ = ["chinese"]

pytestmark = pytest.mark.django_db
_ANSWERS = [["商品标识", "语言", "标题"], ["tea", "简体中文", ""], ["gone", "zh-hans", "x"], ["tea", "英", "x"]]


@pytest.fixture
def editor(chinese: None, admin: Any, admin_client: Client) -> Client:
    admin.wagtail_userprofile.preferred_language = "zh-hans"
    admin.wagtail_userprofile.save()
    return admin_client


def read(client: Client, name: str, *arguments: Any) -> list[str]:
    """The English sentences of a page."""
    response = client.get(reverse(f"bulk:{name}", args=arguments), headers={"accept-language": "zh-hans"})
    assert response.status_code == 200
    return list(find_english(BeautifulSoup(response.content, "html.parser")))


def test_every_screen(editor: Client) -> None:
    first, second = factories.make_published("tea", title="茶"), factories.make_published("tea-2", title="茶")
    job = upload_rows(editor, "words", _ANSWERS)
    assert [text for _column, text in (row.problems[0] for row in job.rows.all())] == [
        "不能为空。请填写，或删除该行。",
        "没有商品“gone”。请先通过商品基础资料或数据源新建，或更正标识。",
        "没有“英”。请从以下选择：English, 简体中文。",
    ]
    pages = [("index",), ("job", job.pk), ("duplicates",), ("duplicate", first.product_id, second.product_id)]
    for subject in ("words", "facts", "offers", "specifications", "answers"):
        pages.append(("upload", subject))
    assert {page: found for page in pages if (found := read(editor, *page))} == {}


def test_a_job_speaks_the_language_of_who_uploaded_it(editor: Client) -> None:
    factories.make_published("tea", title="茶")
    job = act(editor, upload_rows(editor, "words", [_ANSWERS[0], ["tea", "zh-hans", "新茶"]]), "confirm")
    assert "已完成" in editor.get(reverse("bulk:job", args=[job.pk])).content.decode()
    assert BulkJob.objects.get().language == "zh-hans"


def test_files(editor: Client) -> None:
    factories.make_published("tea", title="茶")
    response = editor.get(reverse("bulk:download", args=["words"]))
    table = read_workbook(b"".join(response.streaming_content))
    assert table[0] == ["商品标识 *", "语言 *", "标题 *", "网址名 *", *table[0][4:]]
    assert all(re.search(r"[\u4e00-\u9fff]", name) for name in table[0])

"""Product texts in bulk: drafts and publishing, other people's drafts, what is refused, undo."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.bulk.models import JobState, RowState
from cms.bulk.subjects import words
from cms.catalog.models import ProductContent
from cms.delivery.models import DeliveryDocument
from cms.delivery.problems import ERROR, Problem
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.bulk.tables import (
    act,
    download,
    list_changes,
    list_problems,
    read_workbook,
    upload_rows,
    write_workbook,
)

pytestmark = pytest.mark.django_db
HEADER = ["Product key", "Language", "Title", "Selling points"]


def read(key: str) -> tuple[str, str, bool]:
    """Live title, newest title, and whether they are two things."""
    content = ProductContent.objects.get(product__key=key, locale__language_code="zh-hans")
    return content.title, content.get_latest_revision_as_object().title, content.has_unpublished_changes


def read_served(key: str) -> str:
    return DeliveryDocument.objects.get(kind="product", key=key, live_until__isnull=True).data()["title"]


@pytest.fixture
def teas() -> None:
    """One live, one live with a newer draft, one that was never published."""
    factories.make_published("green", title="绿茶", summary="清香")
    black = factories.make_published("black", title="红茶")
    black.summary, black.title = "浓", "红茶（草稿）"
    black.save_revision()
    factories.make_offer(factories.make_product("white"))
    factories.make_draft(ProductContent.objects.none().first() or _find_product("white"), title="白茶")


def _find_product(key: str) -> Any:
    from cms.catalog.models import Product

    return Product.objects.get(key=key)


def rows(*lines: list[Any]) -> list[list[Any]]:
    return [HEADER, *lines]


CHANGED = rows(
    ["green", "zh-hans", "明前绿茶", "清香\n回甘"],
    ["black", "简体中文", "祁门红茶", None],
    ["white", "zh-hans", "福鼎白茶", None],
)


@pytest.mark.usefixtures("teas")
def test_drafts_change_nothing_that_is_live(admin_client: Client) -> None:
    job = upload_rows(admin_client, "words", CHANGED)
    assert job.state == JobState.READY
    assert list_changes(job) == {
        2: {"title": ["绿茶", "明前绿茶"], "selling_points": [[], ["清香", "回甘"]]},
        3: {"title": ["红茶（草稿）", "祁门红茶"]},
        4: {"title": ["白茶", "福鼎白茶"]},
    }
    assert read("green") == ("绿茶", "绿茶", False)
    job = act(admin_client, job, "confirm")
    assert (job.state, list_problems(job)) == (JobState.DONE, [])
    assert read("green") == ("绿茶", "明前绿茶", True)
    assert read("black") == ("红茶", "祁门红茶", True)
    assert read("white")[1:] == ("福鼎白茶", True)
    draft = ProductContent.objects.get(product__key="black").get_latest_revision_as_object()
    assert draft.summary == "浓"
    assert read_served("green") == "绿茶"
    job = act(admin_client, job, "undo")
    assert (job.state, list_problems(job)) == (JobState.UNDONE, [])
    assert read("green") == ("绿茶", "绿茶", False)
    assert read("black") == ("红茶", "红茶（草稿）", True)
    assert read("white")[1] == "白茶"


@pytest.mark.usefixtures("teas")
def test_publishing_keeps_the_drafts_of_others(admin_client: Client) -> None:
    job = act(admin_client, upload_rows(admin_client, "words", CHANGED, way="publish"), "confirm")
    assert (job.state, list_problems(job)) == (JobState.DONE, [])
    assert read("green") == ("明前绿茶", "明前绿茶", False)
    assert read_served("green") == "明前绿茶"
    black = ProductContent.objects.get(product__key="black")
    assert read("black") == ("祁门红茶", "祁门红茶", True)
    # Of the draft only what the file says went live.
    assert (black.summary, black.get_latest_revision_as_object().summary) == ("", "浓")
    white = ProductContent.objects.get(product__key="white")
    assert (white.live, white.get_latest_revision_as_object().title) == (False, "福鼎白茶")
    job = act(admin_client, job, "undo")
    assert (job.state, list_problems(job)) == (JobState.UNDONE, [])
    assert read("green") == ("绿茶", "绿茶", False)
    assert read_served("green") == "绿茶"
    assert read("black") == ("红茶", "红茶（草稿）", True)


@pytest.mark.usefixtures("teas")
def test_undo_leaves_what_somebody_has_changed_since(admin_client: Client) -> None:
    job = act(admin_client, upload_rows(admin_client, "words", CHANGED), "confirm")
    green = ProductContent.objects.get(product__key="green").get_latest_revision_as_object()
    green.title = "别人改的"
    green.save_revision()
    job = act(admin_client, job, "undo")
    assert job.state == JobState.UNDONE
    assert list_problems(job) == [
        (
            2,
            "title",
            "Somebody has changed it since, so it stays as it is. Change it by hand if it has to be as before.",
        )
    ]
    assert read("green")[1] == "别人改的"
    assert read("black")[1] == "红茶（草稿）"
    assert list(job.rows.values_list("state", flat=True)) == [RowState.KEPT, RowState.UNDONE, RowState.UNDONE]


@pytest.mark.usefixtures("teas")
def test_what_changed_after_the_comparison_is_not_overwritten(admin_client: Client) -> None:
    job = upload_rows(admin_client, "words", CHANGED)
    factories.publish(ProductContent.objects.get(product__key="green"), title="别人改的")
    job = act(admin_client, job, "confirm")
    assert [(number, text[:44]) for number, _column, text in list_problems(job)] == [
        (2, "It was changed between the comparison and th")
    ]
    assert read("green")[0] == "别人改的"
    assert read("white")[1] == "福鼎白茶"


@pytest.mark.usefixtures("teas")
def test_bad_rows_say_column_reason_and_way_out(admin_client: Client) -> None:
    factories.make_published("taken", title="占用", slug="taken")
    job = upload_rows(
        admin_client,
        "words",
        [
            ["Product key", "Language", "Title", "Slug", "Title tag"],
            ["green", "zh-hans", "", "green", ""],
            ["gone", "zh-hans", "没有", "x", ""],
            ["green", "Klingon", "x", "x", ""],
            ["black", "zh-hans", "红茶", "taken", ""],
            ["", "zh-hans", "x", "x", ""],
            ["white", "zh-hans", "x" * 256, "white", "y" * 121],
            ["taken", "zh-hans", "新", "taken", ""],
            ["taken", "zh-hans", "又", "taken", ""],
            ["white", "zh-hans", "=1+1", "white", ""],
        ],
    )
    assert list_problems(job) == [
        (2, "title", "It cannot be empty. Fill it in, or delete the row."),
        (3, "product", "There is no product “gone”. Make it first, with its facts or by a feed; or correct the key."),
        (4, "language", "“Klingon” is not known. Choose one of: English, 简体中文."),
        (5, "slug", "“占用” already has the address “taken” in this language. “taken-2” is free."),
        (6, "product", "It is empty, so nobody knows what the row is about. Fill it in, or delete the row."),
        (7, "title", "It has 256 characters; at most 255 are allowed. Shorten it."),
        (7, "seo_title", "It has 121 characters; at most 120 are allowed. Shorten it."),
        (9, "", "Row 8 is about the same already. Delete one of the two."),
        (10, "title", "It holds a formula. Copy it and paste it as a value."),
    ]
    assert admin_client.get(reverse("bulk:job", args=[job.pk])).status_code == 200
    job = act(admin_client, job, "confirm")
    assert [row.number for row in job.rows.filter(state=RowState.WRITTEN)] == [8]
    assert read("green") == ("绿茶", "绿茶", False)


@pytest.mark.usefixtures("teas")
def test_refused_rows_come_back_with_reasons_and_go_in_again(admin_client: Client) -> None:
    job = upload_rows(admin_client, "words", rows(["green", "zh-hans", "", ""], ["black", "zh-hans", "新红茶", ""]))
    response = admin_client.get(reverse("bulk:result", args=[job.pk]))
    table = read_workbook(b"".join(response.streaming_content))
    assert table == [
        ["Product key *", "Language *", "Title *", "Selling points", "Row in the file", "Reason"],
        ["green", "zh-hans", None, None, 2, "Title: It cannot be empty. Fill it in, or delete the row."],
    ]
    table[1][2] = "改好的"
    again = upload_rows(admin_client, "words", table)
    assert (again.error, list_changes(again)) == ("", {2: {"title": ["绿茶", "改好的"]}})


@pytest.mark.usefixtures("teas")
def test_a_product_without_text_in_a_language_gets_a_draft_and_loses_it_by_undo(admin_client: Client) -> None:
    job = upload_rows(admin_client, "words", [HEADER, ["green", "en", "Green tea", "Fresh"]], way="publish")
    assert [row.state for row in job.rows.all()] == [RowState.NEW]
    job = act(admin_client, job, "confirm")
    english = ProductContent.objects.get(product__key="green", locale__language_code="en")
    assert (english.title, english.slug, english.live) == ("Green tea", "green-tea", False)
    assert english.translation_key == ProductContent.objects.get(title="绿茶").translation_key
    act(admin_client, job, "undo")
    assert not ProductContent.objects.filter(locale__language_code="en").exists()


@pytest.mark.usefixtures("teas")
def test_what_may_not_be_published_is_refused_row_by_row(admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def list_problems_of(content: Any, *, at: Any) -> list[Problem]:
        banned = "最" in content.title
        return [Problem(ERROR, "标题", "“最” is banned: say it another way.", field="title")] if banned else []

    def check_products(sources: Any, *, at: Any) -> list[list[Problem]]:
        return [list_problems_of(one, at=at) for one in sources]

    monkeypatch.setattr(ProductContent, "list_problems", list_problems_of)
    monkeypatch.setattr(words, "check_products", check_products)
    lines = rows(["green", "zh-hans", "最好的绿茶", ""], ["black", "zh-hans", "好红茶", ""])
    job = act(admin_client, upload_rows(admin_client, "words", lines, way="publish"), "confirm")
    assert list_problems(job) == [(2, "title", "标题: “最” is banned: say it another way.")]
    assert read("green") == ("绿茶", "绿茶", False)
    assert read("black")[0] == "好红茶"
    job = upload_rows(admin_client, "words", lines)
    assert job.rows.get(number=2).warnings == ["As a draft only: 标题: “最” is banned: say it another way."]


@pytest.mark.usefixtures("teas")
def test_locked_and_scheduled_ones_are_left_alone(admin_client: Client, admin: Any) -> None:
    from datetime import timedelta

    from django.utils import timezone

    other = make_user(is_superuser=True)
    ProductContent.objects.filter(product__key="green").update(locked=True, locked_by=other, locked_at=timezone.now())
    black = ProductContent.objects.get(product__key="black")
    factories.publish(black, go_live_at=timezone.now() + timedelta(days=1))
    job = upload_rows(admin_client, "words", CHANGED, way="publish")
    found = list_problems(job)
    assert [(number, text[:13]) for number, _column, text in found] == [(2, "It is locked:"), (3, "It is locked:")]
    assert job.rows.get(number=4).state == RowState.CHANGED


@pytest.mark.usefixtures("teas")
def test_who_may_not_publish_is_not_asked_and_cannot() -> None:
    client = log_in(make_user("catalog.change_productcontent"))
    job = act(client, upload_rows(client, "words", CHANGED, way="publish"), "confirm")
    assert (job.publishes, job.state) == (False, JobState.DONE)
    assert read("green") == ("绿茶", "明前绿茶", True)


@pytest.mark.usefixtures("teas")
def test_a_download_follows_the_list(admin_client: Client) -> None:
    titles = [row[2] for row in read_workbook(download(admin_client, "words", state="live"))[1:]]
    assert titles == ["绿茶", "红茶（草稿）"]
    assert [row[2] for row in read_workbook(download(admin_client, "words", q="白"))[1:]] == ["白茶"]
    facts = read_workbook(download(admin_client, "facts", state="draft"))
    assert [row[0] for row in facts[1:]] == ["white"]


def test_a_whole_file_is_refused_with_its_reason(admin_client: Client) -> None:
    cases = {
        write_workbook([["Product key", "Language", "Titel"]]): "There is no column “Titel” here.",
        write_workbook([["Title"]]): "The column “Product key, Language” is missing",
        write_workbook([["Product key", "Language"]]): "There is nothing to change",
        write_workbook([["Product key", "Product key"]]): "The column “Product key” is there twice.",
        write_workbook([]): "The first sheet is empty.",
        b"PK\x03\x04nonsense": "It is no XLSX workbook.",
        b"\xd0\xcf\x11\xe0old": "It is an old Excel file (.xls)",
        b"\0\1\2": "It is neither XLSX nor CSV.",
        b"": "",
    }
    from tests.integration.bulk.tables import upload

    for content, reason in cases.items():
        if content:
            job = upload(admin_client, "words", content)
            assert job.state == JobState.REFUSED
            assert job.error.startswith(reason), job.error
            assert job.rows.count() == 0

"""The screens of bulk work: by right, in every state, with progress and buttons."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.bulk.admin import downloading
from cms.bulk.jobs import services
from cms.bulk.jobs.working import CONSUMER
from cms.bulk.models import BulkJob, JobState
from cms.bulk.subjects.words import Words
from cms.catalog.models import SpecificationDefinition
from cms.delivery.models import OutboxEntry
from tests import factories
from tests.integration.admin.conftest import log_in, make_user
from tests.integration.bulk.tables import act, download, read_workbook, upload_rows, work_off, write_workbook

pytestmark = pytest.mark.django_db
FACTS = [["Product key", "Life-cycle stage"], ["tea", "growth"]]
RIGHTS = {
    "words": ("catalog.change_productcontent",),
    "facts": ("catalog.change_product",),
    "offers": ("catalog.change_product", "catalog.change_offer"),
    "specifications": ("catalog.change_product",),
    "answers": ("community.moderate_review",),
}


def open_page(client: Client, name: str, *arguments: Any) -> str:
    response = client.get(reverse(f"bulk:{name}", args=arguments))
    assert response.status_code == 200
    return response.content.decode()


def test_index_shows_what_one_may_change_and_what_was_done(admin_client: Client) -> None:
    assert "Nothing has been uploaded yet." in open_page(admin_client, "index")
    factories.make_product("tea")
    job = upload_rows(admin_client, "facts", FACTS, file="茶.xlsx")
    client = log_in(make_user("catalog.change_productcontent"))
    page = open_page(admin_client, "index")
    assert "茶.xlsx" in page
    assert "waiting for confirmation" in page
    assert "茶.xlsx" not in open_page(client, "index")
    assert client.get(reverse("bulk:job", args=[job.pk])).status_code == 302


@pytest.mark.parametrize("name", RIGHTS)
def test_each_table_is_for_who_may_change_it(name: str) -> None:
    client, stranger = log_in(make_user(*RIGHTS[name])), log_in(make_user("catalog.view_product"))
    for view in ("upload", "download", "template"):
        address = reverse(f"bulk:{view}", args=[name])
        response = client.get(address)
        assert response.status_code == 200
        if response.streaming:
            b"".join(response.streaming_content)
        assert stranger.get(address).status_code == 302
    assert stranger.post(reverse("bulk:upload", args=[name])).status_code == 302
    assert stranger.get(reverse("bulk:index")).status_code == 302
    assert BulkJob.objects.count() == 0
    assert client.get(reverse("bulk:upload", args=["nothing"])).status_code == 404


def test_a_template_has_drop_downs_and_notes(admin_client: Client) -> None:
    import io

    from openpyxl import load_workbook

    factories.make_brand("sony", name="索尼")
    response = admin_client.get(reverse("bulk:template", args=["facts"]))
    workbook = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert workbook.sheetnames == ["Product facts", "Notes", "Choices"]
    sheet = workbook.worksheets[0]
    assert [cell.value for cell in sheet[1]][:4] == ["Product key *", "Title", "Brand", "Category"]
    assert sheet["C1"].comment.text.startswith("By name, or by key.")
    validations = sheet.data_validations.dataValidation
    lists = {one.formula1: str(one.sqref) for one in validations if one.type == "list"}
    assert lists == {
        "'Choices'!$A$1:$A$1": "C2:C20000",
        "'Choices'!$B$1:$B$4": "E2:E20000",
        "'Choices'!$C$1:$C$4": "F2:F20000",
    }
    assert workbook["Choices"]["A1"].value == "索尼"
    assert workbook["Choices"].sheet_state == "hidden"


def test_progress_and_buttons(admin_client: Client, admin: Any) -> None:
    factories.make_product("tea")
    job = services.upload(Words(), "x.xlsx", write_workbook(FACTS), publishes=False, user=admin)
    page = open_page(admin_client, "job", job.pk)
    assert "data-bulk-progress" in page
    answer = admin_client.get(reverse("bulk:progress", args=[job.pk])).json()
    assert answer == {"running": True, "state": "checking", "done": 0, "total": 0, "text": "0 rows compared …"}
    work_off()
    page = open_page(admin_client, "job", job.pk)
    assert "Nothing of the file was taken: There is no column “Life-cycle stage” here." in page
    job = upload_rows(admin_client, "facts", FACTS)
    page = open_page(admin_client, "job", job.pk)
    assert "Write 1 row" in page
    assert "<del>mature</del> <ins>growth</ins>" in page
    job = act(admin_client, job, "confirm")
    assert "Undo 1 row" in open_page(admin_client, "job", job.pk)
    job = act(admin_client, job, "undo")
    assert "Undo" not in open_page(admin_client, "job", job.pk).split("bulk-actions")[1].split("</div>")[0]
    for show in ("all", "changed", "bad", "done", "undone", "nonsense"):
        assert admin_client.get(reverse("bulk:job", args=[job.pk]), {"show": show}).status_code == 200


def test_a_step_whose_moment_has_passed_is_refused(admin_client: Client) -> None:
    factories.make_product("tea")
    job = act(admin_client, upload_rows(admin_client, "facts", FACTS), "confirm")
    for action in ("confirm", "stop", "go_on", "dismiss"):
        address = reverse(f"bulk:{action}", args=[job.pk])
        response = admin_client.post(address, follow=True)
        assert "Nothing was changed: by now it is “done”." in response.content.decode()
        assert admin_client.get(address).status_code == 405
    job = act(admin_client, job, "undo")
    response = admin_client.post(reverse("bulk:undo", args=[job.pk]), follow=True)
    assert "There is nothing to undo" in response.content.decode()
    unchanged = upload_rows(admin_client, "facts", [FACTS[0], ["tea", "mature"]])
    response = admin_client.post(reverse("bulk:confirm", args=[unchanged.pk]), follow=True)
    assert "There is nothing to write" in response.content.decode()


def test_nobody_acts_on_what_they_may_not_change(admin_client: Client) -> None:
    factories.make_published("tea")
    job = upload_rows(admin_client, "facts", FACTS)
    words = upload_rows(
        admin_client, "words", [["Product key", "Language", "Title"], ["tea", "en", "T"]], way="publish"
    )
    stranger = log_in(make_user("catalog.change_productcontent"))
    for one in (job, words):
        for action in ("confirm", "dismiss"):
            assert stranger.post(reverse(f"bulk:{action}", args=[one.pk])).status_code == 302
            one.refresh_from_db()
            assert one.state == JobState.READY
    assert not OutboxEntry.objects.filter(consumer=CONSUMER).exists()


def test_lists_lead_to_it_with_their_filters(admin_client: Client) -> None:
    from cms.content.models import ArticleIndexPage, ArticlePage

    page = admin_client.get(reverse("wagtailsnippets_catalog_productcontent:list"), {"state": "live"}).content.decode()
    assert reverse("bulk:upload", args=["words"]) + "?state=live" in page
    home = factories.make_home()
    index = home.add_child(instance=ArticleIndexPage(title="文章", slug="articles", locale=home.locale))
    index.add_child(instance=ArticlePage(title="一篇", slug="one", locale=home.locale))
    page = admin_client.get(reverse("wagtailadmin_explore", args=[index.pk])).content.decode()
    assert reverse("bulk:upload", args=["articles"]) + f"?parent={index.pk}" in page
    upload = admin_client.get(reverse("bulk:upload", args=["words"]), {"state": "live"}).content.decode()
    assert reverse("bulk:download", args=["words"]) + "?state=live" in upload


def test_a_file_that_is_missing_or_too_large_is_refused_at_once(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from cms.bulk.admin import forms

    address = reverse("bulk:upload", args=["facts"])
    assert admin_client.post(address, {}).status_code == 200
    monkeypatch.setattr(forms, "LARGEST_FILE", 10)
    response = admin_client.post(address, {"file": SimpleUploadedFile("x.xlsx", b"x" * 11)})
    assert "It is larger than 0 MB." in response.content.decode()
    assert BulkJob.objects.count() == 0


def test_refused_rows_of_a_download_with_everything_right_are_none(admin_client: Client) -> None:
    factories.make_product("tea")
    job = upload_rows(admin_client, "facts", FACTS)
    response = admin_client.get(reverse("bulk:result", args=[job.pk]))
    assert len(read_workbook(b"".join(response.streaming_content))) == 1


def test_what_does_not_fit_into_one_file_comes_in_several(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloading, "MOST_DOWNLOADED", 3)
    for number in range(7):
        factories.make_published(f"p-{number}", title=f"绿茶 {number}")
    page = reverse("bulk:upload", args=["words"])
    response = admin_client.get(reverse("bulk:download", args=["words"]), {"q": "绿茶"})
    assert (response.status_code, response.headers["Location"]) == (302, f"{page}?q=%E7%BB%BF%E8%8C%B6")
    shown = admin_client.get(page, {"q": "绿茶"}).content.decode()
    assert "they come in 3 files" in shown
    assert "Rows 7 to 7:" in shown
    parts = [read_workbook(download(admin_client, "words", q="绿茶", part=str(part))) for part in (1, 2, 3)]
    keys = [row[0] for part in parts for row in part[1:]]
    assert [len(part) for part in parts] == [4, 4, 2]
    assert sorted(keys) == [f"p-{number}" for number in range(7)]


@pytest.mark.parametrize("subject", ["words", "facts", "offers", "specifications", "answers"])
def test_every_table_knows_how_many_rows_it_has(admin_client: Client, subject: str) -> None:
    audio = factories.make_category("audio")
    SpecificationDefinition.objects.create(category=audio, key="colour", name="颜色", is_required=True)
    product = factories.make_product("ear", category=audio, specifications={"stray": 1})
    factories.make_offer(product, "A1")
    factories.make_published(product=product, title="耳机")
    rows = len(read_workbook(download(admin_client, subject))) - 1
    shown = admin_client.get(reverse("bulk:upload", args=[subject]))
    assert shown.context["parts"][-1].last == rows

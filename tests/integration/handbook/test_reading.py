"""Reading, confirming, saying something, checking and restoring."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale

from cms.handbook import selectors
from cms.handbook.admin.today import read_unread, read_upkeep
from cms.handbook.keeping import KEEPER
from cms.handbook.models import HandbookNote, HandbookPage, HandbookReading
from cms.handbook.starter.reading import find_starter_text
from cms.notices.models import Notice
from tests.integration.admin.conftest import log_in, make_user

pytestmark = pytest.mark.django_db

BLUETOOTH = [{"type": "steps", "value": ["<p>给无线蓝牙耳机写标题。</p>"]}]


def make_page(title: str = "Titles", *, language: str = "en", body: Any = (), **fields: Any) -> HandbookPage:
    locale, _is_new = Locale.objects.get_or_create(language_code=language)
    groups = fields.pop("groups", [])
    page = HandbookPage(title=title, locale=locale, live=False, **fields)
    page.body = page.body.stream_block.to_python(list(body))
    page.groups.set(groups)
    page.save()
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def publish(page: HandbookPage, **fields: Any) -> HandbookPage:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return HandbookPage.objects.get(pk=page.pk)


@pytest.fixture
def reader(db: Any) -> Any:
    user = make_user()
    user.groups.add(Group.objects.create(name="Readers"))
    return user


@pytest.fixture
def client(reader: Any) -> Client:
    return log_in(reader)


def test_everybody_in_the_admin_reads_and_only_heads_and_editors_write(client: Client) -> None:
    page = make_page()
    assert client.get(reverse("handbook:page", args=[page.pk])).status_code == 200
    for name in ("index", "changes", "notes", "print_all"):
        assert client.get(reverse(f"handbook:{name}")).status_code == 200
    for name in ("wagtailsnippets_handbook_handbookpage:edit", "handbook:restore"):
        assert client.get(reverse(name, args=[page.pk])).status_code in (302, 403)
    assert client.post(reverse("handbook:restore", args=[page.pk])).status_code in (302, 403)
    assert HandbookPage.objects.get(pk=page.pk).has_unpublished_changes is False
    assert client.get(reverse("handbook:readers")).status_code in (302, 403)
    assert Client().get(reverse("handbook:page", args=[page.pk])).status_code == 302


def test_drafts_are_read_by_nobody(client: Client) -> None:
    page = make_page()
    page.title = "Not yet"
    page.save_revision()
    hidden = make_page("Hidden")
    hidden.unpublish()
    text = client.get(reverse("handbook:index")).content.decode()
    assert "Titles" in text
    assert "Not yet" not in text
    assert "Hidden" not in text
    assert client.get(reverse("handbook:page", args=[hidden.pk])).status_code == 404


def test_a_new_edition_has_to_be_read_again_a_correction_has_not(client: Client, reader: Any) -> None:
    page = make_page(groups=list(reader.groups.all()))
    with translation.override("en"):
        assert list(selectors.list_unread(reader)) == [page]
    client.post(reverse("handbook:read", args=[page.pk]))
    client.post(reverse("handbook:read", args=[page.pk]))
    assert HandbookReading.objects.count() == 1
    with translation.override("en"):
        assert not selectors.list_unread(reader).exists()
        assert read_unread(reader, at=timezone.now()) is None
    page = publish(page, title="Titels", is_correction=True)
    assert page.edition == 1
    assert selectors.has_read(reader, page)
    page = publish(page, title="Titles, anew", is_correction=False)
    assert page.edition == 2
    assert not selectors.has_read(reader, page)
    with translation.override("en"):
        assert read_unread(reader, at=timezone.now()).count == 1
    (row,) = selectors.list_readers([page])
    assert (row.expected, row.done, row.missing) == (1, 0, [reader])


def test_going_back_to_a_former_version_is_a_new_edition(reader: Any) -> None:
    page = make_page()
    first = page.latest_revision
    page = publish(page, title="Second")
    first.publish()
    page.refresh_from_db()
    assert (page.title, page.edition) == ("Titles", 3)


def test_chinese_is_found_inside_words_and_by_a_question() -> None:
    page = make_page("写标题", language="zh-hans", body=BLUETOOTH)
    make_page("图片", language="zh-hans")
    with translation.override("zh-hans"):
        for query in ("蓝牙", "标题", "蓝牙 标题", "怎么写蓝牙耳机的标题"):
            assert selectors.search_pages(query, selectors.list_live()) == [page], query
        assert selectors.search_pages("洗衣机", selectors.list_live()) == []
        assert selectors.search_pages("  ", selectors.list_live()) == []


def test_english_is_found_without_case_title_first(client: Client) -> None:
    second = make_page("Pictures", body=[{"type": "text", "value": "<p>A title for each.</p>"}])
    first = make_page("Good titles")
    with translation.override("en"):
        assert selectors.search_pages("TITLE", selectors.list_live()) == [first, second]
    text = client.get(reverse("handbook:index"), {"q": "title"}).content.decode()
    assert text.index("Good titles") < text.index(">Pictures<")
    assert "Nothing is found" in client.get(reverse("handbook:index"), {"q": "xyzzy"}).content.decode()


def test_feedback_goes_to_the_owner_and_is_seen_to(client: Client) -> None:
    owner = make_user("handbook.change_handbookpage")
    page = make_page(owner=owner)
    said = client.post(
        reverse("handbook:note", args=[page.pk]),
        {"text": "A picture is missing.", "address": "/admin/members/"},
        headers={"x-requested-with": "handbook"},
    )
    assert said.json() == {"said": "Thank you. Whoever sees to it reads it on their home page."}
    refused = client.post(
        reverse("handbook:note", args=[page.pk]), {"text": " "}, headers={"x-requested-with": "handbook"}
    )
    assert refused.status_code == 400
    (note,) = HandbookNote.objects.all()
    assert (note.page, note.text, note.address) == (page, "A picture is missing.", "/admin/members/")
    assert list(selectors.list_notes(owner)) == [note]
    told = Notice.objects.get(kind="handbook")
    assert (told.user, told.subject, told.body) == (owner, "Feedback: Titles", "A picture is missing.")
    assert list(selectors.list_notes(make_user())) == []
    assert read_upkeep(owner, at=timezone.now()).entries[0].title == "A picture is missing."
    assert client.post(reverse("handbook:notes"), {"note": note.pk}).status_code == 404
    assert log_in(owner).post(reverse("handbook:notes"), {"note": note.pk}).status_code == 302
    note.refresh_from_db()
    assert note.done_by == owner
    assert read_upkeep(owner, at=timezone.now()) is None


def test_what_is_said_of_the_product_reaches_heads(client: Client) -> None:
    client.post(reverse("handbook:tell"), {"text": "More colours."})
    head = make_user("handbook.view_handbooknote")
    assert [note.text for note in selectors.list_notes(head)] == ["More colours."]
    assert "More colours." in log_in(head).get(reverse("handbook:notes")).content.decode()
    assert "More colours." not in client.get(reverse("handbook:notes")).content.decode()


def test_one_verdict_a_person(client: Client) -> None:
    page = make_page()
    for verdict in ("yes", "no", "no"):
        client.post(reverse("handbook:judge", args=[page.pk]), {"helpful": verdict})
    assert selectors.count_helpful(page) == {"yes": 0, "no": 1}


def test_owners_are_reminded_of_what_is_old_until_they_check_it(client: Client) -> None:
    owner = make_user()
    page = make_page(owner=owner, check_months=3)
    assert page.checked_at == timezone.localdate()
    assert not page.is_old(timezone.localdate() + timedelta(days=80))
    HandbookPage.objects.filter(pk=page.pk).update(checked_at=date(2026, 1, 1))
    page.refresh_from_db()
    assert selectors.list_old(owner, on=date(2026, 4, 1)) == []
    assert selectors.list_old(owner, on=date(2026, 4, 2)) == [page]
    assert client.post(reverse("handbook:check", args=[page.pk])).status_code in (302, 403)
    page.refresh_from_db()
    assert page.checked_at == date(2026, 1, 1)
    log_in(owner).post(reverse("handbook:check", args=[page.pk]))
    page.refresh_from_db()
    assert (page.checked_at, page.checked_by) == (timezone.localdate(), owner)


def test_the_original_text_comes_back_as_a_draft() -> None:
    user = make_user("handbook.change_handbookpage", "handbook.view_handbookpage")
    page = make_page("Ours", starter_key="products-write")
    response = log_in(user).post(reverse("handbook:restore", args=[page.pk]))
    assert response.url == reverse("wagtailsnippets_handbook_handbookpage:edit", args=[page.pk])
    page.refresh_from_db()
    assert page.title == "Ours"
    draft = page.get_latest_revision_as_object()
    original = find_starter_text("products-write", "en")
    assert (draft.title, len(draft.body)) == (original.title, len(original.body))
    own = make_page("Own")
    log_in(user).post(reverse("handbook:restore", args=[own.pk]))
    own.refresh_from_db()
    assert not own.has_unpublished_changes


def test_a_page_never_stands_inside_itself() -> None:
    chapter = make_page("Chapter")
    page = make_page(parent=chapter)
    chapter.parent = page
    with pytest.raises(Exception, match="cannot stand inside itself"):
        chapter.clean()


def test_every_screen_has_one_link_and_it_costs_no_query(client: Client, django_assert_num_queries: Any) -> None:
    page = make_page("About the home page", screens=["wagtailadmin_home"])
    text = client.get(reverse("wagtailadmin_home")).content.decode()
    assert text.count("data-handbook-link") == 1
    assert f'data-handbook-beside="{reverse("handbook:beside", args=[page.pk])}"' in text
    account = client.get(reverse("wagtailadmin_account")).content.decode()
    assert f'href="{reverse("handbook:index")}"' in account
    assert "data-handbook-beside" not in account
    with django_assert_num_queries(0):
        KEEPER.find()
    page = publish(page, title="Another name")
    assert "Another name" in client.get(reverse("wagtailadmin_home")).content.decode()
    page.unpublish()
    assert "Another name" not in client.get(reverse("wagtailadmin_home")).content.decode()

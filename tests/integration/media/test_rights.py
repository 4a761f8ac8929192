"""Rights of files: written in their forms, taken from collections, looked at before anything is published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Collection
from wagtailmedia.models import Media

from cms.delivery.models import OutboxEntry
from cms.media.models import LicenceKind, MediaImage, UsageRights
from cms.media.rights.services import write_rights
from tests.integration.media.test_admin import editor, english, list_form

__all__ = ["editor", "english"]

MakeImage = Callable[..., MediaImage]


def list_rights(**values: Any) -> dict[str, Any]:
    given = dict.fromkeys(UsageRights.TERMS, "") | values
    return {f"rights_{name}": value for name, value in given.items()}


def test_rights_are_written_with_the_picture(editor: Client, make_image: MakeImage) -> None:
    image = make_image()
    OutboxEntry.objects.all().delete()
    form = list_form("tea.jpg", b"")
    del form["file"]
    form |= list_rights(holder="Tea Photo Ltd", kind="bought", valid_until="2030-05-01", credit="© Tea Photo")
    assert editor.post(reverse("wagtailimages:edit", args=[image.pk]), form).status_code == 302
    rights = UsageRights.objects.get(image=image)
    assert (rights.holder, rights.kind, rights.valid_until) == ("Tea Photo Ltd", LicenceKind.BOUGHT, date(2030, 5, 1))
    image.refresh_from_db()
    assert image.credit == "© Tea Photo"
    # What shows the picture shows the credit line.
    assert ("dependants", f"image:{image.pk}") in OutboxEntry.objects.values_list("consumer", "key")


def test_a_term_that_ends_before_it_begins_is_refused(editor: Client, make_image: MakeImage) -> None:
    image = make_image()
    form = list_form("tea.jpg", b"")
    del form["file"]
    form |= list_rights(valid_from="2030-05-02", valid_until="2030-05-01")
    answer = editor.post(reverse("wagtailimages:edit", args=[image.pk]), form)
    assert answer.context["form"].errors == {
        "rights_valid_until": ["It ends before it begins. Correct one of the two days."]
    }
    assert not UsageRights.objects.exists()


def test_a_form_without_rights_leaves_them(editor: Client, make_image: MakeImage) -> None:
    image = make_image()
    UsageRights.objects.create(image=image, holder="Tea Photo Ltd")
    form = list_form("tea.jpg", b"", title="Cup")
    del form["file"]
    assert editor.post(reverse("wagtailimages:edit", args=[image.pk]), form).status_code == 302
    assert UsageRights.objects.get().holder == "Tea Photo Ltd"


def test_documents_and_videos_have_rights_too(editor: Client, db: None) -> None:
    document = Document.objects.create(title="Contract", file=ContentFile(b"words", name="contract.txt"))
    video = Media.objects.create(title="Film", type="video", file=ContentFile(b"film", name="film.mp4"))
    root = Collection.objects.get(depth=1).pk
    for name, row in (("wagtaildocs:edit", document), ("wagtailmedia:edit", video)):
        form = {"title": row.title, "collection": root, "tags": "", "duration": "", **list_rights(kind="partner")}
        assert editor.post(reverse(name, args=[row.pk]), form).status_code == 302
    assert [(one.document, one.media, one.kind) for one in UsageRights.objects.order_by("pk")] == [
        (document, None, "partner"),
        (None, video, "partner"),
    ]


def test_a_new_file_takes_the_rights_of_its_collection(make_image: MakeImage) -> None:
    root = Collection.objects.get(depth=1)
    products = root.add_child(name="Products")
    shoots = products.add_child(name="Shoots")
    UsageRights.objects.create(collection=root, holder="Us")
    UsageRights.objects.create(collection=products, holder="Studio", kind="bought", credit="Studio")
    image = make_image(collection=shoots)
    assert (image.rights.holder, image.rights.kind) == ("Studio", "bought")
    image.refresh_from_db()
    assert image.credit == "Studio"
    document = Document.objects.create(title="D", file=ContentFile(b"words", name="d.txt"), collection=root)
    assert UsageRights.objects.get(document=document).holder == "Us"
    # What was there before keeps its own.
    UsageRights.objects.filter(collection=products).update(holder="Other")
    image.title = "Cup"
    image.save()
    assert UsageRights.objects.get(image=image).holder == "Studio"


def test_rights_are_about_one_thing(make_image: MakeImage) -> None:
    image = make_image()
    for fields in ({}, {"image": image, "collection": Collection.objects.get(depth=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            UsageRights.objects.create(**fields)


def test_another_day_is_told_of_anew(make_image: MakeImage) -> None:
    day = timezone.localdate()
    rights = UsageRights.objects.create(image=make_image(), valid_until=day, told_at=timezone.now())
    write_rights(rights, {"holder": "Us"})
    assert rights.told_at is not None
    write_rights(rights, {"valid_until": day + timedelta(days=400)})
    assert UsageRights.objects.get().told_at is None


def test_words_by_language(editor: Client, make_image: MakeImage, settings: Any) -> None:
    settings.LANGUAGE_CODE = "zh-hans"
    image = make_image()
    form = list_form("tea.jpg", b"", description="一杯茶") | {"alt_en": " A cup of tea "}
    del form["file"]
    assert editor.post(reverse("wagtailimages:edit", args=[image.pk]), form).status_code == 302
    image.refresh_from_db()
    assert image.alt_texts == {"en": "A cup of tea"}
    assert [image.find_alt(language) for language in ("en", "zh-hans", "")] == ["A cup of tea", "一杯茶", "一杯茶"]

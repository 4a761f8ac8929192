"""Many pictures at once: tags for all of them, and a file that is sent again because its answer was lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Collection

from cms.media.models import MediaImage
from tests.integration.admin.conftest import admin, admin_client
from tests.pictures import make_photo, save

__all__ = ["admin", "admin_client"]

pytestmark = pytest.mark.django_db
PHOTO = save(make_photo(60, 40))


def send(client: Client, content: bytes = PHOTO, *, title: str = "Tea", name: str = "tea.jpg", **fields: str) -> Any:
    form = {
        "title": title,
        "files[]": SimpleUploadedFile(name, content),
        "collection": Collection.objects.get(depth=1).pk,
        **fields,
    }
    return json.loads(client.post(reverse("wagtailimages:add_multiple"), form).content)


def test_the_page_asks_for_tags(admin_client: Client) -> None:
    page = admin_client.get(reverse("wagtailimages:add_multiple")).content.decode()
    assert "Tags for all of them" in page
    assert 'name="tags"' in page


def test_tags_for_all_of_them(admin_client: Client) -> None:
    assert send(admin_client, tags='spring, "green tea"')["success"] is True
    assert sorted(MediaImage.objects.get().tags.names()) == ["green tea", "spring"]


def test_a_tag_that_is_too_long_stores_nothing(admin_client: Client, list_files: Callable[[], list[str]]) -> None:
    answer = send(admin_client, tags="x" * 101)
    assert answer == {"success": False, "error_message": f"Tag(s) {'x' * 101} are over 100 characters."}
    assert not MediaImage.objects.exists()
    assert not Tag.objects.exists()
    assert list_files() == []


def test_what_is_sent_again_is_stored_once(
    admin_client: Client, list_files: Callable[[], list[str]], settings: Any
) -> None:
    settings.MEDIA_KEEP_ORIGINALS, settings.MEDIA_MAX_EDGE = True, 40
    first = send(admin_client)
    stored = list_files()
    assert len(stored) == 2
    again = send(admin_client, again="1", tags="spring")
    assert (again["success"], again["duplicate"], again["image_id"]) == (True, False, first["image_id"])
    assert MediaImage.objects.get().tags.get().name == "spring"
    assert list_files() == stored


def test_only_what_is_sent_again_is_taken_for_the_same(admin_client: Client, admin: Any) -> None:
    send(admin_client)
    assert send(admin_client)["duplicate"] is True
    assert send(admin_client, title="Other", again="1")["duplicate"] is True
    assert MediaImage.objects.count() == 3
    MediaImage.objects.update(created_at=timezone.now() - timedelta(hours=2))
    send(admin_client, again="1")
    MediaImage.objects.update(uploaded_by_user=None)
    send(admin_client, again="1")
    assert MediaImage.objects.count() == 5


def test_the_name_of_a_file_is_no_markup(admin_client: Client, media_folder: Path) -> None:
    message = send(admin_client, name="<b>x.bmp")["error_message"]
    assert "&lt;b&gt;x.bmp is not a kind of picture" in message

"""Videos: a limit, how long they are, captions by language; all of it reaches the storefront."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection
from wagtailmedia.models import Media

from cms.delivery.models import OutboxEntry
from cms.media.delivering import describe_video
from cms.media.models import UsageRights, VideoCaption
from tests.integration.admin.conftest import admin, admin_client
from tests.pictures import make_jpeg
from tests.unit.media.test_durations import make_mp4

__all__ = ["admin", "admin_client"]

pytestmark = pytest.mark.django_db
WORDS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nTea.\n"


def send(client: Client, *, pk: int | None = None, **fields: Any) -> Any:
    address = reverse("wagtailmedia:edit", args=[pk]) if pk else reverse("wagtailmedia:add", args=["video"])
    root = Collection.objects.get(depth=1).pk
    return client.post(address, {"title": "Film", "collection": root, "tags": "", "duration": "", **fields})


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_video_with_captions_and_a_poster(admin_client: Client) -> None:
    answer = send(
        admin_client,
        file=upload("film.mp4", make_mp4(1000, 12_300)),
        thumbnail=upload("poster.jpg", make_jpeg()),
        captions_en=upload("film.vtt", WORDS),
    )
    assert answer.status_code == 302
    video = Media.objects.get()
    UsageRights.objects.create(media=video, credit="© Film")
    described = describe_video(Media.objects.get())
    caption = VideoCaption.objects.get()
    assert described["seconds"] == 12.3
    assert described["captions"] == [{"language": "en", "url": caption.file.url}]
    assert described["credit"] == "© Film"
    assert described["poster"]["url"] == video.thumbnail.url


def test_captions_are_replaced(admin_client: Client) -> None:
    video = Media.objects.create(title="Film", type="video", file=ContentFile(b"film", name="film.mp4"))
    send(admin_client, pk=video.pk, **{"captions_zh-hans": upload("a.vtt", WORDS)})
    first = VideoCaption.objects.get()
    OutboxEntry.objects.all().delete()
    send(admin_client, pk=video.pk, **{"captions_zh-hans": upload("b.vtt", WORDS + b"\n")})
    second = VideoCaption.objects.get()
    assert (second.pk, second.language) == (first.pk, "zh-hans")
    assert not second.file.storage.exists(first.file.name)
    assert f"media:{video.pk}" in OutboxEntry.objects.values_list("key", flat=True)


@pytest.mark.parametrize("content", [b"1\n00:00 --> 00:02\nTea", b"WEBVTT", "WEBVTT -->".encode("utf-16")])
def test_what_is_no_webvtt_is_refused(admin_client: Client, content: bytes) -> None:
    answer = send(admin_client, file=upload("film.mp4", b"film"), captions_en=upload("film.vtt", content))
    assert list(answer.context["form"].errors) == ["captions_en"]
    assert not Media.objects.exists()


def test_a_video_that_is_too_large_is_refused(admin_client: Client, settings: Any) -> None:
    settings.MEDIA_MAX_VIDEO_SIZE = 10
    answer = send(admin_client, file=upload("film.mp4", b"x" * 11))
    assert "at most 10" in answer.context["form"].errors["file"][0]
    assert not Media.objects.exists()


def test_a_poster_is_a_picture(admin_client: Client) -> None:
    answer = send(admin_client, file=upload("film.mp4", b"film"), thumbnail=upload("poster.jpg", b"words"))
    assert list(answer.context["form"].errors) == ["thumbnail"]

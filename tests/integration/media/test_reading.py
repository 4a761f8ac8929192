"""Pictures from before fingerprints were: read by the worker or by a command, each once, and what fails is said."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from cms.delivery import worker
from cms.delivery.models import OutboxEntry
from cms.media.alike import reading
from cms.media.models import MediaImage, PicturePair
from cms.operations.preparing import ensure_collections
from tests.pictures import make_jpeg, make_photo, save

pytestmark = pytest.mark.django_db
MakeImage = Callable[..., MediaImage]
READ = ("fingerprint", "look", "band_a", "band_b", "band_c", "band_d")


def forget() -> None:
    """As the migration left pictures that were there before."""
    MediaImage.objects.update(fingerprint=None, look=b"", band_a=None, band_b=None, band_c=None, band_d=None)
    PicturePair.objects.all().delete()
    OutboxEntry.objects.all().delete()


def list_read() -> list[tuple[Any, ...]]:
    rows = MediaImage.objects.order_by("pk").values_list(*READ)
    return [(fingerprint, bytes(look), *bands) for fingerprint, look, *bands in rows]


def run(**options: Any) -> tuple[list[str], str]:
    out, errors = StringIO(), StringIO()
    call_command("fingerprint_pictures", stdout=out, stderr=errors, **options)
    return [" ".join(line.split()) for line in out.getvalue().splitlines()], errors.getvalue()


def test_what_is_read_is_what_an_upload_would_have(make_image: MakeImage) -> None:
    photo = make_photo(300, 200)
    make_image(save(photo))
    make_image(save(photo.resize((150, 100))), name="small.jpg")
    make_image(make_jpeg(), name="plain.jpg")
    before = list_read()
    forget()
    assert run()[0] == ["fingerprints read 3", "failed 0"]
    assert list_read() == before
    assert [(pair.first.title, pair.second.title) for pair in PicturePair.objects.all()] == [("Tea", "Tea")]
    # Nothing that shoppers see is different.
    assert not OutboxEntry.objects.exists()
    assert run()[0] == ["fingerprints read 0", "failed 0"]


def test_a_stopped_run_goes_on_where_it_was(make_image: MakeImage) -> None:
    for seed in range(4):
        make_image(save(make_photo(60, 40, seed=seed)), name=f"{seed}.jpg")
    forget()
    assert run(limit=3)[0] == ["fingerprints read 3", "failed 0"]
    assert reading.list_unread().count() == 1
    assert run(limit=3)[0] == ["fingerprints read 1", "failed 0"]
    with pytest.raises(CommandError, match=r"--limit 0: it is at least 1\."):
        run(limit=0)


def test_what_cannot_be_read_is_named_and_passed_over(make_image: MakeImage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_BATCH", 1)
    lost = make_image(name="lost.jpg")
    kept = make_image(save(make_photo(60, 40)), name="kept.jpg")
    default_storage.delete(lost.file.name)
    forget()
    lines, errors = run()
    assert lines == ["fingerprints read 1", "failed 1"]
    assert f"{lost.pk} original_images/lost.jpg: FileNotFoundError" in errors
    assert list(reading.list_unread()) == [lost]
    kept.refresh_from_db()
    assert kept.fingerprint is not None


def test_the_worker_does_it_by_itself(make_image: MakeImage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_BATCH", 2)
    images = [make_image(save(make_photo(60, 40, seed=seed)), name=f"{seed}.jpg") for seed in range(5)]
    forget()
    default_storage.delete(images[0].file.name)
    ensure_collections()
    assert list(OutboxEntry.objects.values_list("consumer", "key")) == [("fingerprints", "after:0")]
    assert reading.plan() == 5
    assert OutboxEntry.objects.count() == 1
    worker.drain(consumers=[reading.CONSUMER])
    assert list(reading.list_unread()) == [images[0]]
    assert not OutboxEntry.objects.filter(consumer=reading.CONSUMER).exists()


def test_nothing_is_planned_where_all_are_read(make_image: MakeImage) -> None:
    make_image()
    OutboxEntry.objects.all().delete()
    assert reading.plan() == 0
    assert not OutboxEntry.objects.exists()


def test_a_file_that_was_replaced_meanwhile_keeps_its_own(make_image: MakeImage) -> None:
    image = make_image(save(make_photo(60, 40, seed=1)))
    stale = MediaImage.objects.get(pk=image.pk)
    make_image(save(make_photo(60, 40, seed=2)), name="other.jpg")
    MediaImage.objects.filter(pk=image.pk).update(file="original_images/other.jpg", look=b"x" * 768)
    assert reading.read_picture(stale) == ""
    assert bytes(MediaImage.objects.get(pk=image.pk).look) == b"x" * 768

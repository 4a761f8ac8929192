"""What saving and deleting a picture brings about, in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import ImageFile

from cms.delivery.models import OutboxEntry
from cms.media import disposal, renditions
from cms.media.models import MediaImage, MediaRendition
from tests.pictures import make_jpeg, make_photo, save

MakeImage = Callable[..., MediaImage]
ListFiles = Callable[[], list[str]]


def take_outbox() -> list[tuple[str, str]]:
    """What is in the outbox; empties it."""
    entries = sorted(OutboxEntry.objects.values_list("consumer", "key"))
    OutboxEntry.objects.all().delete()
    return entries


@pytest.fixture
def image(make_image: MakeImage) -> MediaImage:
    """A picture with its renditions made and the outbox empty."""
    made = make_image(save(make_photo(300, 200)))
    assert renditions.make_missing([f"image:{made.pk}"], timezone.now()) == {}
    take_outbox()
    return MediaImage.objects.get(pk=made.pk)


def test_a_new_picture_is_measured_and_its_renditions_are_ordered(make_image: MakeImage) -> None:
    content = save(make_photo(300, 200))
    image = make_image(content)
    image.refresh_from_db()
    assert (image.width, image.height, image.file_size) == (300, 200, len(content))
    assert len(image.file_hash) == 40
    assert len(image.blurhash) == 28
    assert take_outbox() == [("renditions", f"image:{image.pk}")]
    assert not MediaRendition.objects.exists()


def test_one_decode_for_checks_size_and_placeholder(make_image: MakeImage, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[tuple[int, int]] = []
    load = ImageFile.ImageFile.load

    def counted(self: Any) -> Any:
        if self.tile:
            loads.append(self.size)
        return load(self)

    monkeypatch.setattr(ImageFile.ImageFile, "load", counted)
    make_image(save(make_photo(1600, 1200)))
    assert len(loads) == 1
    # A JPEG is not even decoded at its size.
    assert loads[0][0] <= 200


def test_saving_without_a_change_tells_nobody(image: MediaImage) -> None:
    image.save()
    image.save(update_fields=["file_hash"])
    assert take_outbox() == []


def test_a_new_description_renders_documents_again(image: MediaImage) -> None:
    image.description = "A cup of tea"
    image.save()
    assert take_outbox() == [("dependants", f"image:{image.pk}")]
    image.title = "Cup"
    image.save()
    assert take_outbox() == [("dependants", f"image:{image.pk}")]


def test_what_documents_do_not_show_tells_nobody(image: MediaImage) -> None:
    image.source_url = "https://example.com/tea.jpg"
    image.save()
    image.tags.add("tea")
    assert take_outbox() == []


def test_a_moved_focal_point(image: MediaImage) -> None:
    image.focal_point_x, image.focal_point_y = 10, 20
    image.focal_point_width = image.focal_point_height = 4
    image.save()
    assert take_outbox() == [("dependants", f"image:{image.pk}"), ("renditions", f"image:{image.pk}")]
    assert MediaRendition.objects.count() == 6


def test_a_new_file(image: MediaImage, list_files: ListFiles) -> None:
    old_file = image.file.name
    old_renditions = sorted(MediaRendition.objects.values_list("file", flat=True))
    old_placeholder = image.blurhash
    image.file = ContentFile(save(make_photo(120, 240, seed=3)), name="green.jpg")
    image.save()
    image.refresh_from_db()
    assert (image.width, image.height) == (120, 240)
    assert image.blurhash != old_placeholder
    assert not MediaRendition.objects.exists()
    assert take_outbox() == sorted(
        [
            ("dependants", f"image:{image.pk}"),
            ("renditions", f"image:{image.pk}"),
            ("unused-files", f"file:{old_file}"),
            *(("unused-files", f"file:{name}") for name in old_renditions),
        ]
    )
    # Documents out there show the old ones for a while.
    assert set(list_files()) == {old_file, *old_renditions, image.file.name}
    later = timezone.now() + timedelta(days=1, minutes=1)
    assert disposal.delete_unused([f"file:{name}" for name in (old_file, *old_renditions)], later) == {}
    assert list_files() == [image.file.name]


def test_a_refused_file_changes_nothing(image: MediaImage, list_files: ListFiles) -> None:
    files = list_files()
    before = MediaImage.objects.values().get()
    image.file = ContentFile(b"words", name="green.jpg")
    with pytest.raises(Exception, match="not a picture"):
        image.save()
    assert MediaImage.objects.values().get() == before
    assert MediaRendition.objects.count() == 6
    assert list_files() == files
    assert take_outbox() == []


def test_the_same_content_again_keeps_the_renditions(image: MediaImage) -> None:
    old_file = image.file.name
    with image.open_file() as file:
        image.file = ContentFile(file.read(), name="again.jpg")
    image.save()
    assert MediaRendition.objects.count() == 6
    assert take_outbox() == [
        ("dependants", f"image:{image.pk}"),
        ("renditions", f"image:{image.pk}"),
        ("unused-files", f"file:{old_file}"),
    ]


def test_only_the_file_is_named(image: MediaImage) -> None:
    image.file = ContentFile(make_jpeg(90, 60), name="small.jpg")
    image.title = "Not saved"
    image.save(update_fields=["file"])
    image.refresh_from_db()
    assert (image.width, image.height, image.title) == (90, 60, "Tea")


def test_a_file_that_is_used_again_is_not_deleted(image: MediaImage, list_files: ListFiles) -> None:
    later = timezone.now() + timedelta(days=9)
    rendition = MediaRendition.objects.first()
    assert rendition is not None
    keys = [f"file:{image.file.name}", f"file:{rendition.file.name}", f"renditions-of:{image.pk}"]
    files = list_files()
    assert disposal.delete_unused(keys, later) == {}
    assert list_files() == files


def test_retired_files_outlive_a_look_for_leftovers(image: MediaImage, list_files: ListFiles) -> None:
    now = timezone.now()
    disposal.retire_renditions(image, MediaRendition.objects.filter(image=image), at=now + timedelta(hours=23))
    files = list_files()
    assert disposal.delete_unused([f"renditions-of:{image.pk}"], now + timedelta(days=1, minutes=1)) == {}
    assert list_files() == files


def test_deleting(image: MediaImage, list_files: ListFiles, django_capture_on_commit_callbacks: Any) -> None:
    pk = image.pk
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert list_files() == []
    assert take_outbox() == [("dependants", f"image:{pk}"), ("unused-files", f"renditions-of:{pk}")]
    assert disposal.delete_unused([f"renditions-of:{pk}"], timezone.now() + timedelta(days=2)) == {}


def test_deleting_many_at_once(
    make_image: MakeImage, list_files: ListFiles, django_capture_on_commit_callbacks: Any
) -> None:
    keys = {f"image:{make_image(name=f'{number}.jpg').pk}" for number in range(3)}
    take_outbox()
    with django_capture_on_commit_callbacks(execute=True):
        MediaImage.objects.all().delete()
    assert {key for consumer, key in take_outbox() if consumer == "dependants"} == keys
    assert list_files() == []


def test_a_rollback_takes_the_announcement_along(image: MediaImage) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        image.description = "Never"
        image.save()
        raise RuntimeError
    assert take_outbox() == []


def test_a_storage_that_fails_is_tried_again_without_the_others(
    image: MediaImage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.files.storage import FileSystemStorage

    deleted = []

    def delete(self: Any, name: str) -> None:
        if name == "gone/a.jpg":
            raise PermissionError("not yours")
        deleted.append(name)

    monkeypatch.setattr(FileSystemStorage, "delete", delete)
    failures = disposal.delete_unused(["file:gone/a.jpg", "file:gone/b.jpg"], timezone.now())
    assert failures == {"file:gone/a.jpg": "PermissionError: not yours"}
    assert deleted == ["gone/b.jpg"]

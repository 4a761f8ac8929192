"""The same life on a storage that has no paths, as S3 has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage
from django.utils import timezone

from cms.media import disposal
from cms.media.delivering import describe_image
from cms.media.models import MediaImage, MediaRendition
from cms.media.renditions import make_missing
from tests.pictures import make_photo, save


class DistantStorage(InMemoryStorage):
    """Counts what is fetched; `shared` outlives an instance, as a bucket does."""

    _root: Any
    shared: dict[str, Any] = {}
    opened: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._root = self.shared.setdefault("root", self._root)

    def _open(self, name: str, mode: str = "rb") -> Any:
        self.opened.append(name)
        return super()._open(name, mode)  # type: ignore[misc]


@pytest.fixture(autouse=True)
def distant_storage(media_folder: Any, settings: Any) -> Iterator[None]:
    DistantStorage.shared.clear()
    DistantStorage.opened.clear()
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": f"{__name__}.DistantStorage", "OPTIONS": {"base_url": "https://files.example/"}},
    }
    yield
    DistantStorage.shared.clear()


def list_stored(folder: str = "") -> list[str]:
    folders, files = default_storage.listdir(folder)
    return sorted(
        [f"{folder}{name}" for name in files] + [path for one in folders for path in list_stored(f"{folder}{one}/")]
    )


def test_from_upload_to_deletion(
    make_image: Callable[..., MediaImage], django_capture_on_commit_callbacks: Any
) -> None:
    image = make_image(save(make_photo(300, 200)))
    # Everything about the file was known from the upload: nothing was fetched back.
    assert DistantStorage.opened == []
    assert make_missing([f"image:{image.pk}"], timezone.now()) == {}
    assert DistantStorage.opened == ["original_images/tea.jpg"]
    assert len(list_stored()) == 7

    image = MediaImage.objects.get(pk=image.pk)
    described = describe_image(image)
    assert described["url"] == "https://files.example/original_images/tea.jpg"
    assert all(one["url"].startswith("https://files.example/renditions/") for one in described["renditions"])
    assert DistantStorage.opened == ["original_images/tea.jpg"]

    old = list_stored()
    image.file = ContentFile(save(make_photo(100, 100, seed=2)), name="green.jpg")
    image.save()
    assert make_missing([f"image:{image.pk}"], timezone.now()) == {}
    later = timezone.now() + timedelta(days=1, minutes=1)
    assert disposal.delete_unused([f"file:{name}" for name in old], later) == {}
    assert list_stored() == sorted(
        ["original_images/green.jpg", *MediaRendition.objects.values_list("file", flat=True)]
    )
    assert len(list_stored()) == 4

    pk = image.pk
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert disposal.delete_unused([f"renditions-of:{pk}"], later) == {}
    assert list_stored() == []

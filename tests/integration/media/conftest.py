"""Pictures lie in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from cms.media.models import MediaImage
from tests.pictures import make_jpeg


@pytest.fixture(autouse=True)
def media_folder(vitrine_data: Path, settings: Any) -> Path:
    folder = vitrine_data / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(folder), "base_url": "/media/"},
        },
    }
    return folder


@pytest.fixture
def list_files(media_folder: Path) -> Callable[[], list[str]]:
    """The files in the media folder, as paths from there."""

    def list_now() -> list[str]:
        return sorted(str(path.relative_to(media_folder)) for path in media_folder.rglob("*") if path.is_file())

    return list_now


@pytest.fixture
def make_image(db: None) -> Callable[..., MediaImage]:
    """Saves an image; by default a small JPEG."""

    def make(content: bytes | None = None, *, name: str = "tea.jpg", title: str = "Tea", **fields: Any) -> MediaImage:
        file = ContentFile(make_jpeg() if content is None else content, name=name)
        return MediaImage.objects.create(title=title, file=file, **fields)

    return make

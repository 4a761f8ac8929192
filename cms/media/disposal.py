"""Deletes files nothing refers to any more, a day late: documents and caches out there may still show them.

Two kinds of leftovers come here: files of a picture that was replaced, and renditions whose worker was killed
before it could say what it had written. One outbox consumer looks after both.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.storage import Storage
from django.db.models import QuerySet

from cms.delivery import outbox
from cms.delivery.models import OutboxEntry

if TYPE_CHECKING:
    from cms.media.models import MediaImage, MediaRendition

logger = logging.getLogger(__name__)

UNUSED_FILES = "unused-files"
KEPT_FOR = timedelta(days=1)
_FILE = "file:"
_FOLDER = "renditions-of:"


def name_folder(image_id: int) -> str:
    """Where the renditions of a picture lie, a folder each, so that leftovers are found by looking there."""
    return f"renditions/{image_id}"


def retire_file(path: str, *, at: datetime) -> None:
    """Delete the file at `path` in a day, unless a picture has it by then."""
    outbox.enqueue(UNUSED_FILES, [f"{_FILE}{path}"], available_at=at + KEPT_FOR)


def retire_renditions(image: MediaImage, renditions: QuerySet[MediaRendition], *, at: datetime) -> int:
    """Forget `renditions` of `image` now and delete their files in a day; returns how many they were."""
    rows = list(renditions)
    for row in rows:
        row.image = image
        row.purge_from_cache()
    # Not delete(): its signals would delete the files the moment this is committed.
    renditions.model._base_manager.filter(pk__in=[row.pk for row in rows])._raw_delete(renditions.db)
    outbox.enqueue(UNUSED_FILES, [f"{_FILE}{row.file.name}" for row in rows], available_at=at + KEPT_FOR)
    return len(rows)


def expect_leftovers(image_id: int, *, at: datetime) -> None:
    """Look through the rendition folder of a picture in a day."""
    outbox.enqueue(UNUSED_FILES, [f"{_FOLDER}{image_id}"], available_at=at + KEPT_FOR)


def delete_unused(keys: list[str], at: datetime) -> dict[str, str]:
    """Delete what `keys` name and nothing uses; the outbox consumer."""
    failures = {}
    for key in keys:
        try:
            if key.startswith(_FILE):
                _delete_unused_file(key.removeprefix(_FILE))
            elif key.startswith(_FOLDER):
                _delete_leftovers(int(key.removeprefix(_FOLDER)), at=at)
        except Exception as error:  # every storage fails in its own way, and one file must not stop the others
            logger.warning("Could not delete unused files of %s: %s", key, error)
            failures[key] = f"{type(error).__name__}: {error}"
    return failures


def _delete_unused_file(path: str) -> None:
    from cms.media.models import MediaImage, MediaRendition

    for model in (MediaImage, MediaRendition):
        if model._base_manager.filter(file=path).exists():
            return
    MediaImage._meta.get_field("file").storage.delete(path)


def _delete_leftovers(image_id: int, *, at: datetime) -> None:
    from cms.media.models import MediaRendition

    storage = MediaRendition._meta.get_field("file").storage
    folder = name_folder(image_id)
    used = set(MediaRendition.objects.filter(image_id=image_id).values_list("file", flat=True))
    unused = set(_list_files(storage, folder)) - used
    unused -= _list_promised(unused)
    young = {path for path in unused if storage.get_modified_time(path) > at - KEPT_FOR}
    for path in unused - young:
        storage.delete(path)
    if young:
        expect_leftovers(image_id, at=at)
    elif not used:
        _remove_folder(storage, folder)


def _list_promised(paths: set[str]) -> set[str]:
    """Those of `paths` that were retired less than a day ago and have an entry of their own."""
    keys = [f"{_FILE}{path}" for path in paths]
    kept = OutboxEntry.objects.filter(consumer=UNUSED_FILES, key__in=keys).values_list("key", flat=True)
    return {key.removeprefix(_FILE) for key in kept}


def _list_files(storage: Storage, folder: str) -> Iterable[str]:
    try:
        _folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{name}" for name in files if name]


def _remove_folder(storage: Storage, folder: str) -> None:
    """Folders are real on a disk only; a storage without them has nothing to remove."""
    try:
        storage.delete(folder)
    except OSError as error:
        logger.debug("Left %s: %s", folder, error)


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(UNUSED_FILES, delete_unused, batch_size=50))

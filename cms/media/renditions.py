"""Makes the renditions of pictures, after they were saved and never while somebody waits: an outbox consumer."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import Filter

from cms.delivery import outbox, services
from cms.media import changes, disposal, encoding
from cms.media.alike.finding import note_pairs
from cms.media.ladder import Step, find_complete, list_steps, name_spec, read_spec
from cms.media.models import MediaImage, MediaRendition

logger = logging.getLogger(__name__)

_ENDINGS = {"jpeg": "jpg"}


def make_missing(keys: list[str], at: datetime) -> dict[str, str]:
    """Bring the renditions of the pictures `keys` ("image:12") up to date; the outbox consumer."""
    failures = {}
    for key in keys:
        image = MediaImage.objects.filter(pk=int(key.removeprefix("image:"))).first()
        if image is None:
            continue
        try:
            make_renditions(image, at=at)
            note_pairs(image)
        except Exception as error:  # storages fail in ways of their own, and one picture must not stop the others
            if _is_current(image):
                failures[key] = _explain(image, error)
                logger.warning("No renditions for %s: %s", key, failures[key])
    return failures


def make_renditions(image: MediaImage, *, at: datetime) -> int:
    """Make what is missing of `image` and forget what is out of date; returns how many were made.

    Files are written first and become renditions together, in the transaction that also tells the documents. A
    worker killed before that leaves files nobody names, which `disposal` finds in the picture's folder.
    """
    rows = list(MediaRendition.objects.filter(image=image))
    present = {step: row for row in rows if (step := read_spec(row.filter_spec))}
    made: list[MediaRendition] = []
    wanted = find_complete(present, image.width)
    if wanted is None:
        wanted, made = _make_files(image, present, at=at)
    stale = [row for step, row in present.items() if step not in wanted] + _find_unfocused(image, rows)
    if not made and not stale:
        return 0
    return _store(image, made, stale, at=at)


def _make_files(
    image: MediaImage, present: Collection[Step], *, at: datetime
) -> tuple[list[Step], list[MediaRendition]]:
    """Which renditions there must be, and rows, not saved yet, for those whose files were written just now."""
    with image.open_file() as file:
        picture = encoding.decode(file)
    if picture is None:
        return [], []
    wanted = list_steps(image.width, has_transparency=picture.mode == "RGBA")
    missing = [step for step in wanted if step not in present]
    disposal.expect_leftovers(image.pk, at=at)
    attempt = uuid.uuid4().hex[:6]
    return wanted, [_write(image, encoded, attempt) for encoded in encoding.encode_steps(picture, missing)]


def _write(image: MediaImage, encoded: encoding.Encoded, attempt: str) -> MediaRendition:
    """Store one file. Its name is never used again: what caches keep under an address stays true."""
    width, format_name = encoded.step
    stem = PurePath(image.file.name).stem[:32]
    name = f"{disposal.name_folder(image.pk)}/{stem}-{width}-{attempt}.{_ENDINGS.get(format_name, format_name)}"
    storage = MediaRendition._meta.get_field("file").storage
    stored = storage.save(name, ContentFile(encoded.content), max_length=100)
    return MediaRendition(
        image=image,
        filter_spec=name_spec(encoded.step),
        file=stored,
        width=encoded.size[0],
        height=encoded.size[1],
    )


def _store(image: MediaImage, made: list[MediaRendition], stale: list[MediaRendition], *, at: datetime) -> int:
    with transaction.atomic():
        if not _is_current(image, for_update=True):
            # Replaced or deleted meanwhile: that has an entry of its own, and these files belong to nobody.
            return 0
        MediaRendition.objects.bulk_create(made, ignore_conflicts=True)
        disposal.retire_renditions(image, MediaRendition.objects.filter(pk__in=[row.pk for row in stale]), at=at)
        services.announce_change([changes.describe_target(image.pk)], at=at)
    return len(made)


def _is_current(image: MediaImage, *, for_update: bool = False) -> bool:
    images = MediaImage.objects.select_for_update() if for_update else MediaImage.objects
    found = images.filter(pk=image.pk, file=image.file.name, file_hash=image.file_hash)
    return found.values_list("pk", flat=True).first() is not None


def _find_unfocused(image: MediaImage, rows: Iterable[MediaRendition]) -> list[MediaRendition]:
    """Crops round a focal point that has been moved since."""
    stale = []
    for row in rows:
        try:
            is_stale = row.focal_point_key != Filter(row.filter_spec).get_cache_key(image)
        except InvalidFilterSpecError:
            continue
        if is_stale:
            stale.append(row)
    return stale


def _explain(image: MediaImage, error: Exception) -> str:
    reason = "; ".join(error.messages) if isinstance(error, ValidationError) else str(error) or type(error).__name__
    return f"the file {image.file.name} of picture {image.pk} cannot be read: {reason}"


def register() -> None:
    """Join the outbox. A picture at a time: whoever waits for the worker waits for one at most."""
    outbox.register_consumer(outbox.Consumer(changes.RENDITIONS, make_missing, batch_size=1))

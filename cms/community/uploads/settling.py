"""Brings an upload to where it belongs: an image for everybody, a secret again, or nothing. The worker's part."""

from __future__ import annotations

import logging
import secrets
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.models import Collection

from cms.community.models import Upload
from cms.delivery import outbox, services
from cms.media.models import MediaImage

logger = logging.getLogger(__name__)

UPLOADS = "uploads"
COLLECTION = "Community"
_UNUSED = timedelta(days=1)
_ENDINGS = {"image/jpeg": "jpg", "image/webp": "webp"}


def name_dependency(key: str) -> str:
    """What documents note as the dependency on a picture that is not an image yet."""
    return f"upload:{key}"


def settle(keys: list[str], at: datetime) -> dict[str, str]:
    """Bring the uploads `keys` up to what they are to be; the outbox consumer."""
    failures = {}
    for key in keys:
        try:
            _settle_one(key, at=at)
        except Exception as error:  # storages fail in ways of their own, and one picture must not stop the others
            logger.warning("Could not settle the upload %s: %s", key, error)
            failures[key] = f"{type(error).__name__}: {error}"
    return failures


def _settle_one(key: str, *, at: datetime) -> None:
    # Decoding takes its time, so it is done before the transaction: on SQLite nobody else writes during one.
    image = _make_image(key)
    with transaction.atomic():
        upload = Upload.objects.select_for_update().filter(key=key).first()
        if upload is None:
            return
        if not upload.used_for and upload.created_at <= at - _UNUSED:
            delete_uploads([upload])
        elif _is_unpublished(upload):
            if image is not None:
                _publish(upload, image, at=at)
        elif not upload.is_public and upload.image_id is not None:
            take_back(upload)


def _is_unpublished(upload: Upload) -> bool:
    return upload.is_public and upload.image_id is None and upload.content is not None


def _make_image(key: str) -> MediaImage | None:
    """The image an upload is to become, checked and not saved yet; None where it is to become none."""
    upload = Upload.objects.filter(key=key, is_public=True, image=None, content__isnull=False).first()
    if upload is None:
        return None
    name = f"member-{secrets.token_hex(8)}.{_ENDINGS[upload.content_type]}"
    file = ContentFile(bytes(upload.content or b""), name=name)
    image = MediaImage(title=name, description=upload.alt, file=file)
    image.file.inspect()
    return image


def _publish(upload: Upload, image: MediaImage, *, at: datetime) -> None:
    image.collection = find_collection()
    image.save()
    upload.image, upload.content = image, None
    upload.save(update_fields=["image", "content"])
    services.announce_change([name_dependency(upload.key)], at=at)


def take_back(upload: Upload) -> None:
    """Make a published picture a secret again: the image goes, with all its files."""
    image = upload.image
    if image is None:
        return
    with image.open_file() as file:
        upload.content = file.read()
    upload.image = None
    upload.save(update_fields=["image", "content"])
    image.delete()


def delete_uploads(uploads: list[Upload]) -> None:
    """Delete pictures for good, the images they have become too."""
    images = [upload.image for upload in uploads if upload.image is not None]
    Upload.objects.filter(pk__in=[upload.pk for upload in uploads]).delete()
    for image in images:
        image.delete()


def find_collection() -> Collection:
    """Where members' pictures are kept apart from the editors'."""
    found = Collection.objects.filter(depth=2, name=COLLECTION).first()
    return found if found is not None else Collection.get_first_root_node().add_child(name=COLLECTION)


def register() -> None:
    """Join the outbox. One at a time: a picture takes a while, and each is a transaction of its own."""
    outbox.register_consumer(outbox.Consumer(UPLOADS, settle, batch_size=1))

"""What saving or deleting a picture means for renditions and for the documents that show it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import ReferenceIndex

from cms.delivery import outbox, services
from cms.media import disposal

if TYPE_CHECKING:
    from cms.media.models import MediaImage

RENDITIONS = "renditions"
_FOCAL_POINT = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
_SHOWN = ("file", "file_hash", "title", "description", "alt_texts", "is_decorative", "credit", *_FOCAL_POINT)


def describe_target(image_id: int) -> str:
    """What documents note as the dependency on a picture, and its key in the outbox."""
    return f"image:{image_id}"


def describe_media_target(media_id: int) -> str:
    """The same of a video."""
    return f"media:{media_id}"


def read_saved(image: MediaImage) -> dict[str, Any] | None:
    """What the database knows of `image`: the fields that documents show; None for a new one."""
    if image.pk is None:
        return None
    return type(image)._base_manager.filter(pk=image.pk).values(*_SHOWN, "original").first()


def has_new_file(image: MediaImage, before: dict[str, Any] | None, *, update_fields: Collection[str] | None) -> bool:
    """Whether this save stores another file than `before` names."""
    if not image.file or (update_fields is not None and "file" not in update_fields):
        return False
    return not image.file._committed or before is None or before["file"] != image.file.name


def announce(image: MediaImage, before: dict[str, Any] | None, *, at: datetime) -> None:
    """Have made what is missing since `before`, and rendered again what shows the picture."""
    target = describe_target(image.pk)
    if before is None:
        outbox.enqueue(RENDITIONS, [target], available_at=at)
        return
    after = read_saved(image) or before
    changed = {name for name in _SHOWN if before[name] != after[name]}
    if "file" in changed:
        disposal.retire_file(before["file"], at=at)
        if before["original"]:
            disposal.retire_file(before["original"], at=at)
    if "file_hash" in changed:
        disposal.retire_renditions(image, image.get_rendition_model().objects.filter(image_id=image.pk), at=at)
    if changed & {"file", "file_hash", *_FOCAL_POINT}:
        outbox.enqueue(RENDITIONS, [target], available_at=at)
    if changed:
        services.announce_change([target], at=at)


def connect() -> None:
    """Hear of every deletion, those of whole querysets and of collections included."""
    from wagtailmedia.models import get_media_model

    from cms.media.models import MediaImage, UsageRights, VideoCaption

    post_delete.connect(_announce_deletion, sender=MediaImage, dispatch_uid="media-image-deleted")
    for signal in (post_save, post_delete):
        uid = f"media-video-{id(signal)}"
        signal.connect(_announce_video, sender=get_media_model(), dispatch_uid=uid)
        signal.connect(_announce_part_of_video, sender=VideoCaption, dispatch_uid=f"{uid}-captions")
        signal.connect(_announce_part_of_video, sender=UsageRights, dispatch_uid=f"{uid}-rights")


def connect_usage() -> None:
    """Note when something stops using a picture, so that what is unused is unused since some day."""
    post_delete.connect(_note_last_use, sender=ReferenceIndex, dispatch_uid="media-last-use")


def _note_last_use(instance: ReferenceIndex, **kwargs: Any) -> None:
    from cms.media.models import MediaImage

    target = ContentType.objects.get_for_id(instance.to_content_type_id).model_class()
    if target is MediaImage and instance.to_object_id.isdecimal():
        # Not save(): what shows the picture need not hear of it.
        MediaImage._base_manager.filter(pk=instance.to_object_id).update(last_used_at=timezone.now())


def _announce_video(instance: Any, created: bool = False, **kwargs: Any) -> None:
    if not created:
        services.announce_change([describe_media_target(instance.pk)], at=timezone.now())


def _announce_part_of_video(instance: Any, **kwargs: Any) -> None:
    if instance.media_id is not None:
        services.announce_change([describe_media_target(instance.media_id)], at=timezone.now())


def _announce_deletion(instance: MediaImage, **kwargs: Any) -> None:
    # Wagtail deletes the file and its renditions once the transaction is through.
    at = timezone.now()
    services.announce_change([describe_target(instance.pk)], at=at)
    disposal.expect_leftovers(instance.pk, at=at)
    if instance.original:
        disposal.retire_file(instance.original, at=at)

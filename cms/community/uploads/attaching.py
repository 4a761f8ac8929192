"""Which pictures a contribution shows, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from cms.community.models import Upload
from cms.community.texts import tidy_line
from cms.community.uploads.settling import UPLOADS, delete_uploads
from cms.delivery import outbox
from cms.members.models import Member
from cms.refusals import Refused

_LONGEST_ALT = 200


def attach(
    used_for: str,
    given: Sequence[tuple[str, str]],
    *,
    member: Member,
    most: int = 9,
    field: str = "pictures",
    at: datetime,
) -> int:
    """Have `used_for` show just the uploads `given` (key, alternative text), in this order; returns how many.

    What it showed before and shows no longer is deleted. Raises Refused for too many, and for what is not `member`'s.
    """
    if len(given) > most:
        raise Refused.because(
            "TOO_MANY", _("There are too many pictures; %(most)s are the most.") % {"most": most}, field=field
        )
    found = {
        upload.key: upload
        for upload in Upload.objects.select_for_update()
        .filter(member=member, used_for__in=["", used_for])
        .filter(key__in=[key for key, _alt in given])
    }
    if len(found) < len(given):
        raise Refused.because(
            "BAD_PICTURE",
            _("One of the pictures is not there any more, or is used already. Upload it again."),
            field=field,
        )
    discard([used_for], except_keys=found, at=at)
    for position, (key, alt) in enumerate(given):
        upload = found[key]
        upload.used_for, upload.position, upload.alt = used_for, position, tidy_line(alt)[:_LONGEST_ALT]
    Upload.objects.bulk_update(found.values(), ["used_for", "position", "alt"])
    return len(given)


def discard(used_for: Sequence[str], *, except_keys: Iterable[str] = (), at: datetime) -> int:
    """Delete what `used_for` show; returns how many pictures that were."""
    rows = Upload.objects.filter(used_for__in=used_for).exclude(key__in=list(except_keys)).select_related("image")
    uploads = list(rows)
    delete_uploads(uploads)
    return len(uploads)


def publish(used_for: str, *, at: datetime) -> None:
    """Everybody may see what `used_for` shows: the worker makes images of it."""
    _set_public(used_for, True, at=at)


def retract(used_for: str, *, at: datetime) -> None:
    """Nobody but its author may see any more what `used_for` shows: the worker takes the images away."""
    _set_public(used_for, False, at=at)


def _set_public(used_for: str, is_public: bool, *, at: datetime) -> None:
    rows = Upload.objects.filter(used_for=used_for).exclude(is_public=is_public)
    keys = list(rows.values_list("key", flat=True))
    if keys:
        rows.update(is_public=is_public)
        outbox.enqueue(UPLOADS, keys, available_at=at)

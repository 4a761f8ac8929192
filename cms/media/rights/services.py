"""Writes rights: those an editor gives, and those a new file takes from its collection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from wagtail.models import Collection

from cms.media.models import KINDS_OF_FILES, MediaImage, UsageRights


@transaction.atomic
def write_rights(rights: UsageRights, terms: Mapping[str, Any]) -> None:
    """Keep `terms`; a term that ends another day is told of anew. A picture's credit line goes with the picture."""
    if "valid_until" in terms and terms["valid_until"] != rights.valid_until:
        rights.told_at = None
    for name, value in terms.items():
        setattr(rights, name, value)
    rights.save()
    _note_credit(rights)


def take_defaults(kind: str, file: Any) -> UsageRights | None:
    """Give a new file the rights of the nearest collection above it that has any; None where none has."""
    path = file.collection.path
    step = Collection.steplen
    above = [path[:length] for length in range(step, len(path) + 1, step)]
    given = (
        UsageRights.objects.filter(collection__path__in=above)
        .select_related("collection")
        .order_by("-collection__depth")
    ).first()
    if given is None:
        return None
    terms = {name: getattr(given, name) for name in UsageRights.TERMS}
    rights, is_new = UsageRights.objects.get_or_create(**{kind: file}, defaults=terms)
    if is_new:
        _note_credit(rights)
    return rights


def _note_credit(rights: UsageRights) -> None:
    if rights.image_id is None:
        return
    image = MediaImage.objects.get(pk=rights.image_id)
    if image.credit != rights.credit:
        image.credit = rights.credit
        image.save(update_fields=["credit"])


def connect() -> None:
    """Hear of every new file, whatever way it comes."""
    for kind in KINDS_OF_FILES:
        model = UsageRights._meta.get_field(kind).related_model
        post_save.connect(_hear_of_file, sender=model, dispatch_uid=f"media-rights-of-{kind}")


def _hear_of_file(sender: Any, instance: Any, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    if created and not raw:
        kind = next(one for one in KINDS_OF_FILES if UsageRights._meta.get_field(one).related_model is sender)
        take_defaults(kind, instance)

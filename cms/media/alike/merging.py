"""Makes two pictures one: whatever names the one names the other, published or not, and can be undone.

The picture that is not kept stays for some days, unused, so that an undo has something to go back to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import ForeignKey, Model, OneToOneField, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField, StreamField
from wagtail.models import ReferenceIndex, Revision

from cms.delivery import outbox, services
from cms.media.alike.rewriting import Swap, names_picture, rewrite_data, rewrite_value
from cms.media.changes import describe_target
from cms.media.models import MediaImage, MediaRendition, PicturePair, Verdict

CONSUMER = "media-merged"
KEPT_FOR = timedelta(days=7)
"""How long a merge can be undone."""

_ROW, _REMOVED, _REVISION = "row", "removed", "revision"


class MergeRefused(Exception):
    """Nothing was changed; the message says why."""


def merge(pair_id: int, *, keep_id: int, user: Any) -> int:
    """Put the picture `keep_id` in the place of the other of its pair, everywhere; returns in how many places."""
    pair = PicturePair.objects.get(pk=pair_id)
    if keep_id not in (pair.first_id, pair.second_id):
        raise MergeRefused(_("This picture is not one of the two. Choose one of them."))
    other_id = pair.second_id if keep_id == pair.first_id else pair.first_id
    # Looking through all revisions takes a while: nothing is held meanwhile.
    revisions = _find_revisions(other_id)
    at = timezone.now()
    with transaction.atomic():
        pair = _hold(pair_id, decided=False)
        list(MediaImage.objects.select_for_update().filter(pk__in=[keep_id, other_id]).order_by("pk"))
        changes = [*_move_keys(other_id, keep_id), *_move_words(other_id, keep_id)]
        changes += _move_revisions(revisions, other_id, keep_id)
        pair.verdict, pair.kept_id, pair.changes = Verdict.MERGED, keep_id, changes
        pair.decided_by, pair.decided_at = user, at
        pair.save()
        _announce(keep_id, other_id, at=at)
        outbox.enqueue(CONSUMER, [str(pair.pk)], available_at=at + KEPT_FOR)
    return len(changes)


def undo(pair_id: int, *, user: Any) -> tuple[int, int]:
    """Put the pictures back where they were and still are as the merge left them; (how many, how many were not)."""
    at = timezone.now()
    with transaction.atomic():
        pair = _hold(pair_id, decided=True)
        keep_id = pair.kept_id
        if pair.verdict != Verdict.MERGED or keep_id is None:
            raise MergeRefused(_("There is nothing to undo: the two were not merged."))
        other_id = pair.second_id if keep_id == pair.first_id else pair.first_id
        done = sum(_take_back(change, keep_id, other_id) for change in reversed(pair.changes))
        missed = len(pair.changes) - done
        pair.verdict, pair.kept, pair.changes = "", None, []
        pair.decided_by, pair.decided_at = user, at
        pair.save()
        _announce(keep_id, other_id, at=at)
    return done, missed


def keep_both(pair_id: int, *, user: Any) -> None:
    """They are two: the pair is not shown again."""
    with transaction.atomic():
        pair = _hold(pair_id, decided=False)
        pair.verdict, pair.decided_by, pair.decided_at = Verdict.DIFFERENT, user, timezone.now()
        pair.save(update_fields=["verdict", "decided_by", "decided_at"])


def delete_merged(keys: list[str], at: datetime) -> dict[str, str]:
    """Delete the pictures that were merged into others, unless they were brought back or are used again."""
    for key in keys:
        pair = PicturePair.objects.filter(pk=key, verdict=Verdict.MERGED).select_related("first", "second").first()
        if pair is None or pair.decided_at is None or pair.decided_at > at - KEPT_FOR:
            continue
        other = pair.second if pair.kept_id == pair.first_id else pair.first
        if not ReferenceIndex.get_references_to(other).exists():
            other.delete()
    return {}


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, delete_merged, batch_size=20))


def _hold(pair_id: int, *, decided: bool) -> PicturePair:
    pair = PicturePair.objects.select_for_update(of=("self",)).get(pk=pair_id)
    if bool(pair.verdict) is not decided:
        raise MergeRefused(_("Somebody has decided about these two meanwhile. Look at the list again."))
    return pair


def _announce(*ids: int, at: datetime) -> None:
    services.announce_change([describe_target(pk) for pk in ids], at=at)


def _make_swap(old: int, new: int) -> tuple[Swap, list[str]]:
    """A swap of one picture for another, and the paths where it did."""
    paths: list[str] = []

    def swap(path: str, image_id: int) -> int:
        if image_id != old:
            return image_id
        paths.append(path)
        return new

    return swap, paths


def _make_swap_at(paths: Iterable[str], old: int, new: int) -> tuple[Swap, list[str]]:
    wanted, done = set(paths), []

    def swap(path: str, image_id: int) -> int:
        if path not in wanted or image_id != old:
            return image_id
        done.append(path)
        return new

    return swap, done


def _list_keys() -> Iterator[tuple[type[Model], ForeignKey[Any, Any]]]:
    """Every key of a picture in every model, but those that belong to the picture itself."""
    for model in apps.get_models():
        if model in (MediaRendition, PicturePair) or model._meta.proxy:
            continue
        for field in model._meta.local_fields:
            if names_picture(field) and not isinstance(field, OneToOneField):
                yield model, field  # type: ignore[misc]


def _move_keys(old: int, new: int) -> list[dict[str, Any]]:
    changes = []
    for model, field in _list_keys():
        for row in model._base_manager.select_for_update(of=("self",)).filter(**{field.name: old}).order_by("pk"):
            if _has_sibling(row, field.name, new):
                values = {one.attname: one.value_to_string(row) for one in model._meta.concrete_fields}
                changes.append({"kind": _REMOVED, "model": model._meta.label_lower, "pk": row.pk, "row": values})
                row.delete()
            else:
                setattr(row, field.attname, new)
                _save(row, field.name)
                changes.append(_describe_row(row, field.name, [field.name]))
    return changes


def _has_sibling(row: Any, name: str, image_id: int) -> bool:
    """Whether the parent of `row` has the picture already: a gallery does not show it twice."""
    parent = next((one for one in row._meta.local_fields if isinstance(one, ParentalKey)), None)
    if parent is None:
        return False
    siblings = type(row)._base_manager.filter(**{parent.attname: getattr(row, parent.attname), name: image_id})
    return siblings.exclude(pk=row.pk).exists()


def _move_words(old: int, new: int) -> list[dict[str, Any]]:
    """In blocks and rich text, as the index of references has them."""
    target = ContentType.objects.get_for_model(MediaImage, for_concrete_model=False)
    found = ReferenceIndex.objects.filter(to_content_type=target, to_object_id=str(old))
    sources = sorted(set(found.values_list("content_type_id", "object_id")))
    changes = []
    for type_id, pk in sources:
        model: Any = ContentType.objects.get_for_id(type_id).model_class()
        row = model._base_manager.select_for_update(of=("self",)).filter(pk=pk).first() if model else None
        for field in model._meta.concrete_fields if row is not None else ():
            if isinstance(field, StreamField | RichTextField):
                swap, paths = _make_swap(old, new)
                if _rewrite_row(row, field, swap, paths):
                    changes.append(_describe_row(row, field.name, paths))
    return changes


def _rewrite_row(row: Any, field: Any, swap: Swap, paths: list[str]) -> bool:
    value = getattr(row, field.attname)
    raw = list(value.raw_data) if isinstance(field, StreamField) else value
    rewritten = rewrite_value(field, raw, swap, field.name)
    if not paths:
        return False
    value = field.stream_block.to_python(rewritten) if isinstance(field, StreamField) else rewritten
    setattr(row, field.attname, value)
    _save(row, field.name)
    return True


def _save(row: Any, name: str) -> None:
    from wagtail.models import Page

    options: dict[str, Any] = {"clean": False} if isinstance(row, Page) else {}
    row.save(update_fields=[name], **options)


def _describe_row(row: Model, field: str, paths: list[str]) -> dict[str, Any]:
    return {"kind": _ROW, "model": row._meta.label_lower, "pk": row.pk, "field": field, "paths": list(paths)}


def _find_revisions(image_id: int) -> list[int]:
    """The revisions in which the picture's number stands somewhere; which of them name the picture is seen later."""
    number = re.compile(rf"(?<!\d){image_id}(?!\d)")
    texts = Revision.objects.annotate(text=Cast("content", TextField())).filter(text__contains=str(image_id))
    rows = texts.order_by("pk").values_list("pk", "text")
    return [pk for pk, text in rows.iterator(chunk_size=500) if number.search(text)]


def _move_revisions(ids: list[int], old: int, new: int) -> list[dict[str, Any]]:
    changes = []
    for start in range(0, len(ids), 200):
        batch = Revision.objects.select_for_update(of=("self",)).filter(pk__in=ids[start : start + 200]).order_by("pk")
        for revision in batch:
            swap, paths = _make_swap(old, new)
            if _rewrite_revision(revision, swap, paths):
                changes.append({"kind": _REVISION, "pk": revision.pk, "paths": paths})
    return changes


def _rewrite_revision(revision: Revision, swap: Swap, paths: list[str]) -> bool:
    model = ContentType.objects.get_for_id(revision.content_type_id).model_class()
    if model is None:
        return False
    content = rewrite_data(model, revision.content, swap)
    if paths:
        # Not save(): it would become the newest, and what it is about would have changes that nobody has made.
        Revision.objects.filter(pk=revision.pk).update(content=content)
    return bool(paths)


def _take_back(change: dict[str, Any], kept: int, other: int) -> bool:
    act: Callable[[dict[str, Any], int, int], bool] = {
        _ROW: _take_back_row,
        _REMOVED: _bring_back_row,
        _REVISION: _take_back_revision,
    }[change["kind"]]
    return act(change, kept, other)


def _take_back_row(change: dict[str, Any], kept: int, other: int) -> bool:
    model = apps.get_model(change["model"])
    row: Any = model._base_manager.select_for_update(of=("self",)).filter(pk=change["pk"]).first()
    if row is None:
        return False
    field: Any = model._meta.get_field(change["field"])
    if names_picture(field):
        if getattr(row, field.attname) != kept:
            return False
        setattr(row, field.attname, other)
        _save(row, field.name)
        return True
    swap, done = _make_swap_at(change["paths"], kept, other)
    return _rewrite_row(row, field, swap, done)


def _bring_back_row(change: dict[str, Any], _kept: int, _other: int) -> bool:
    model = apps.get_model(change["model"])
    parent = next(one for one in model._meta.local_fields if isinstance(one, ParentalKey))
    values = {name: _read(model, name, text) for name, text in change["row"].items()}
    exists = parent.related_model._base_manager.filter(pk=values[parent.attname]).exists()
    if not exists or model._base_manager.filter(pk=change["pk"]).exists():
        return False
    model(**values).save(force_insert=True)
    return True


def _read(model: type[Model], attname: str, text: str) -> Any:
    field = next(one for one in model._meta.concrete_fields if one.attname == attname)
    target = field.target_field if isinstance(field, ForeignKey) else field
    return None if text in ("None", "") and field.null else target.to_python(text)


def _take_back_revision(change: dict[str, Any], kept: int, other: int) -> bool:
    revision = Revision.objects.select_for_update(of=("self",)).filter(pk=change["pk"]).first()
    if revision is None:
        return False
    swap, done = _make_swap_at(change["paths"], kept, other)
    return _rewrite_revision(revision, swap, done)

"""Stores rendered documents as versions with windows: one is live at any instant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import orjson
from django.db.models import Model

from cms.delivery.kinds import Rendered
from cms.delivery.live import hash_body
from cms.delivery.models import DeliveryDocument, DocumentDependency, DocumentLabel
from cms.delivery.models.document import DocumentQuerySet
from cms.delivery.moves import Move, record_moves

# A version that has ended stays a while: a request that took its clock just before the change still finds it.
_KEEP_ENDED = timedelta(minutes=10)
_BATCH = 200
_REWRITTEN = [
    *("slug", "path", "listed_at", "live_until", "source_id", "revision_id", "body", "content_hash", "rendered_at")
]


@dataclass(frozen=True, slots=True)
class Version:
    """A rendered document with the window it is to be served in, and what it was rendered from."""

    rendered: Rendered
    source_id: int
    revision_id: int | None
    live_from: datetime
    live_until: datetime | None


def store_live(kind: str, versions: Sequence[Version], *, drop_planned: bool, at: datetime) -> set[str]:
    """Make each version the one that is live now: until what is planned takes over, unless that is dropped.

    Call inside a transaction. Returns the document keys ("tea-1") whose present or future has changed.
    """
    current, planned = _lock_versions(kind, [version.rendered.key for version in versions], at=at)
    changed: set[str] = set()
    writes = _Writes()
    for version in versions:
        identity = (version.rendered.key, version.rendered.locale)
        later = planned.get(identity, [])
        if later and drop_planned:
            writes.dropped += [document.pk for document in later]
            changed.add(version.rendered.key)
        elif later:
            version = _end_before(version, min(document.live_from for document in later))
        if _write(version, kind, current.get(identity), writes, at=at):
            changed.add(version.rendered.key)
    writes.carry_out()
    return changed


def store_planned(kind: str, versions: Sequence[Version], *, at: datetime) -> set[str]:
    """Have each version take over at its `live_from`, in place of what was planned before.

    Call inside a transaction. Returns the keys whose future has changed.
    """
    current, planned = _lock_versions(kind, [version.rendered.key for version in versions], at=at)
    writes = _Writes()
    for version in versions:
        identity = (version.rendered.key, version.rendered.locale)
        writes.dropped += [document.pk for document in planned.get(identity, [])]
        before = current.get(identity)
        if before is not None and (before.live_until is None or before.live_until > version.live_from):
            before.live_until = version.live_from
            writes.kept.append(before)
            writes.note_move(before, version.rendered.path)
        _write(version, kind, None, writes, at=at)
    writes.carry_out()
    return {version.rendered.key for version in versions}


def rewrite(pairs: Sequence[tuple[DeliveryDocument, Rendered]], *, at: datetime) -> set[str]:
    """Put newly rendered bodies into documents that the caller has locked; windows stay. Returns the keys changed."""
    writes = _Writes()
    changed = set()
    for document, rendered in pairs:
        writes.note_move(document, rendered.path)
        if _fill(document, rendered, at=at):
            writes.rewritten.append((document, rendered))
            changed.add(document.key)
    writes.carry_out()
    return changed


def drop_planned(kind: str, source_id: int, *, live_until: datetime | None, at: datetime) -> set[str]:
    """Forget what is planned for a source; what is live stays until `live_until`. Returns the keys changed."""
    documents = DeliveryDocument.objects.filter(kind=kind, source_id=source_id, release="")
    planned = documents.filter(live_from__gt=at)
    keys = set(planned.values_list("key", flat=True))
    if keys:
        planned.delete()
        documents.live(at=at).update(live_until=live_until)
    return keys


def end_documents(kind: str, source_ids: Iterable[int], *, at: datetime) -> set[str]:
    """Serve nothing of these sources from now on, in no locale, nor later. Returns the keys changed."""
    documents = DeliveryDocument.objects.filter(kind=kind, source_id__in=list(source_ids))
    keys = set(documents.open(at=at).values_list("key", flat=True))
    _end(documents, at=at)
    documents.filter(live_until__lt=at - _KEEP_ENDED).delete()
    return keys


def end_live(kind: str, source_ids: Iterable[int], *, at: datetime) -> set[str]:
    """Serve nothing of these sources any more until what is planned begins. Returns the keys changed."""
    documents = DeliveryDocument.objects.filter(kind=kind, source_id__in=list(source_ids), live_from__lte=at)
    keys = set(documents.open(at=at).values_list("key", flat=True))
    _end(documents, at=at)
    return keys


def _end(documents: DocumentQuerySet, *, at: datetime) -> None:
    documents.filter(live_from__gte=at).delete()
    documents.open(at=at).update(live_until=at)


def _end_before(version: Version, takeover: datetime) -> Version:
    if version.live_until is not None and version.live_until <= takeover:
        return version
    return replace(version, live_until=takeover)


def _lock_versions(
    kind: str, keys: Sequence[str], *, at: datetime
) -> tuple[dict[tuple[str, str], DeliveryDocument], dict[tuple[str, str], list[DeliveryDocument]]]:
    open_ones = (
        DeliveryDocument.objects.select_for_update()
        .open(at=at)
        .filter(kind=kind, key__in=list(set(keys)), release="")
        .order_by("pk")
    )
    current: dict[tuple[str, str], DeliveryDocument] = {}
    planned: dict[tuple[str, str], list[DeliveryDocument]] = {}
    for document in open_ones:
        identity = (document.key, document.locale)
        if document.live_from <= at:
            current[identity] = document
        else:
            planned.setdefault(identity, []).append(document)
    return current, planned


class _Writes:
    """What a batch will write, in as few statements as it takes."""

    def __init__(self) -> None:
        self.new: list[tuple[DeliveryDocument, Rendered]] = []
        self.rewritten: list[tuple[DeliveryDocument, Rendered]] = []
        self.kept: list[DeliveryDocument] = []
        self.dropped: list[int] = []
        self.moves: list[Move] = []

    def note_move(self, document: DeliveryDocument, path: str) -> None:
        """Remember that `document` will be found at `path`, if that is somewhere else than now."""
        if document.path and path and document.path != path:
            self.moves.append(Move(document.locale, document.path, path))

    def carry_out(self) -> None:
        if self.dropped:
            DeliveryDocument.objects.filter(pk__in=self.dropped).delete()
        if self.kept or self.rewritten:
            # One upsert is several times as fast as the CASE expressions of bulk_update; the rows are locked.
            DeliveryDocument.objects.bulk_create(
                [*self.kept, *(document for document, _rendered in self.rewritten)],
                batch_size=_BATCH,
                update_conflicts=True,
                unique_fields=["id"],
                update_fields=_REWRITTEN,
            )
        if self.new:
            DeliveryDocument.objects.bulk_create([document for document, _rendered in self.new], batch_size=_BATCH)
        self._write_names(DocumentDependency, "target", lambda rendered: rendered.dependencies)
        self._write_names(DocumentLabel, "label", lambda rendered: rendered.labels)
        record_moves(self.moves)

    def _write_names(self, model: type[Model], column: str, read: Callable[[Rendered], frozenset[str]]) -> None:
        """Have each document carry just the names that `read` finds in what was rendered."""
        wanted = {(document.pk, name) for document, rendered in self.new for name in read(rendered)}
        if self.rewritten:
            present: dict[tuple[int, str], int] = {
                (document_id, name): pk
                for pk, document_id, name in model._default_manager.filter(
                    document_id__in=[document.pk for document, _rendered in self.rewritten]
                ).values_list("pk", "document_id", column)
            }
            needed = {(document.pk, name) for document, rendered in self.rewritten for name in read(rendered)}
            gone = [pk for identity, pk in present.items() if identity not in needed]
            if gone:
                model._default_manager.filter(pk__in=gone).delete()
            wanted |= needed - present.keys()
        model._default_manager.bulk_create(
            [model(document_id=document_id, **{column: name}) for document_id, name in sorted(wanted)],
            batch_size=500,
        )


def _write(version: Version, kind: str, current: DeliveryDocument | None, writes: _Writes, *, at: datetime) -> bool:
    """Plan the write of one version; True where what is served, or how long, is different."""
    rendered = version.rendered
    if version.live_until is not None and version.live_until <= version.live_from:
        return False
    if current is None:
        document = DeliveryDocument(kind=kind, key=rendered.key, locale=rendered.locale, live_from=version.live_from)
        writes.new.append((document, rendered))
    else:
        document = current
        writes.note_move(document, rendered.path)
    is_different = _fill(document, rendered, at=at) or document.live_until != version.live_until
    is_moved = (document.source_id, document.revision_id) != (version.source_id, version.revision_id)
    document.live_until = version.live_until
    document.source_id = version.source_id
    document.revision_id = version.revision_id
    if current is not None and (is_different or is_moved):
        writes.rewritten.append((document, rendered))
    return is_different or current is None


def _fill(document: DeliveryDocument, rendered: Rendered, *, at: datetime) -> bool:
    """Put what was rendered into `document`; True where it is another body, or stands elsewhere."""
    body = orjson.dumps(rendered.body, option=orjson.OPT_SORT_KEYS)
    content_hash = hash_body(body)
    place = (rendered.path, rendered.listed_at)
    if document.content_hash == content_hash and (document.path, document.listed_at) == place:
        return False
    document.slug = rendered.slug
    document.path, document.listed_at = place
    document.body = body.decode()
    document.content_hash = content_hash
    document.rendered_at = at
    return True


def list_open_keys(kind: str, source_ids: Sequence[int], *, at: datetime) -> set[tuple[int, str]]:
    """(source id, key) of everything live or planned of these sources."""
    return set(
        DeliveryDocument.objects.open(at=at).filter(kind=kind, source_id__in=source_ids).values_list("source_id", "key")
    )


def end_keys(kind: str, identities: Iterable[tuple[int, str]], *, at: datetime) -> set[str]:
    """Serve nothing of (source id, key) from now on; for sources that go on under another key."""
    chosen = list(identities)
    documents = DeliveryDocument.objects.filter(
        kind=kind, source_id__in=[source_id for source_id, _key in chosen], key__in=[key for _id, key in chosen]
    )
    _end(documents, at=at)
    return {key for _source_id, key in chosen}

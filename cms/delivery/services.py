"""Publishes, schedules, withdraws: each change and everything that follows from it in one transaction.

Wagtail's actions are wrapped, never replaced; `guard.py` sees to it that nothing goes round these services.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from cms.delivery import checking, documents, outbox
from cms.delivery.documents import Version
from cms.delivery.kinds import get_kind, name_shown
from cms.delivery.models import DocumentDependency

DEPENDANTS = "dependants"
SCHEDULE = "schedule"

_watchers: dict[str, list[Callable[[Sequence[str]], None]]] = {}

_served: ContextVar[tuple[type, int] | None] = ContextVar("served", default=None)


def is_serving(source: Any) -> bool:
    """Whether one of these services is publishing or withdrawing `source` right now."""
    return _served.get() == (type(source), source.pk)


@contextmanager
def _serving(source: Any) -> Iterator[None]:
    token = _served.set((type(source), source.pk))
    try:
        with transaction.atomic():
            yield
    finally:
        _served.reset(token)


def publish(action: Any, source: Any, execute: Callable[[], Any]) -> Any:
    """Execute Wagtail's `action` that publishes `source`, now or scheduled, and store what it brings about.

    Raises what `checking` raises for a revision that must not be served: nothing has changed then.
    """
    checking.require_publishable(action.revision, at=timezone.now())
    with _serving(source):
        at = timezone.now()
        revision = action.revision
        type(source)._base_manager.select_for_update().filter(pk=source.pk).first()
        _keep_live_revision(action, source)
        result = execute()
        go_live_at = Revision.objects.values_list("approved_go_live_at", flat=True).get(pk=revision.pk)
        if go_live_at is None:
            deliver_many(source.delivery_kind, [_reload(source)], at=at, drop_planned=True)
        else:
            _plan(revision, go_live_at, at=at)
        return result


def unpublish(_action: Any, source: Any, execute: Callable[[], Any]) -> Any:
    """Execute Wagtail's action that unpublishes `source` and stop serving it, schedules included."""
    with _serving(source):
        result = execute()
        withdraw(source)
        return result


def withdraw(source: Any) -> None:
    """Serve nothing of `source` from now on."""
    withdraw_sources(source.delivery_kind, [source.pk], at=timezone.now())


def cancel_schedule(revision: Revision) -> None:
    """Forget the planned go-live of `revision`; what is live stays until its own end."""
    source = _reload(revision.content_object)
    with _serving(source):
        if revision.approved_go_live_at is not None:
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
        at = timezone.now()
        keys = documents.drop_planned(source.delivery_kind, source.pk, live_until=source.expire_at, at=at)
        announce_changed(source.delivery_kind, keys, at=at)


def deliver_saved(source: Any) -> None:
    """Store the documents of something that is live as soon as it is saved, and of what lists it."""
    at = timezone.now()
    with transaction.atomic():
        deliver_many(source.delivery_kind, [source, *source.list_delivered_along()], at=at)


def follow_saved(source: Any, *, at: datetime) -> None:
    """Serve what the row of `source` says, however it came to say so: nothing where it is not live.

    What is planned stays planned.
    """
    with transaction.atomic():
        saved = type(source)._base_manager.select_for_update().filter(pk=source.pk).first()
        if saved is None:
            return
        if saved.live:
            deliver_many(saved.delivery_kind, [saved], at=at)
        else:
            keys = documents.end_live(saved.delivery_kind, [saved.pk], at=at)
            announce_changed(saved.delivery_kind, keys, at=at)


def withdraw_saved(sources: Sequence[Any]) -> None:
    """Serve nothing of what is about to be deleted; all of one kind."""
    if sources:
        withdraw_sources(sources[0].delivery_kind, [source.pk for source in sources], at=timezone.now())


def withdraw_sources(kind: str, source_ids: Iterable[int], *, at: datetime) -> None:
    """Serve nothing of these sources of `kind` from now on, in no locale, nor later."""
    with transaction.atomic():
        announce_changed(kind, documents.end_documents(kind, source_ids, at=at), at=at)


def deliver_many(kind: str, sources: Sequence[Any], *, at: datetime, drop_planned: bool = False) -> set[str]:
    """Render live `sources` and store what is different as live from `at` on; for bulk work, a batch a call.

    What is planned to take over later stays planned, unless `drop_planned`: Wagtail's publishing clears it. Returns
    the keys that changed. What is unchanged costs no write and tells nobody.
    """
    if not sources:
        return set()
    with transaction.atomic():
        versions = [
            Version(rendered, source.pk, getattr(source, "live_revision_id", None), at, _read_expiry(source))
            for source, results in zip(sources, get_kind(kind).render(sources), strict=True)
            for rendered in results
        ]
        _end_renamed(kind, versions, at=at)
        changed = documents.store_live(kind, versions, drop_planned=drop_planned, at=at)
        announce_changed(kind, changed, at=at)
        _announce_boundaries(kind, [version for version in versions if version.rendered.key in changed], at=at)
        return changed


def announce_change(targets: Iterable[str], *, at: datetime) -> None:
    """Say that something documents show has changed ("image:12"): exactly those showing it are rendered again."""
    outbox.enqueue(DEPENDANTS, targets, available_at=at)


def announce_shown(targets: Iterable[str], *, at: datetime) -> None:
    """As `announce_change`, for what most often nothing shows: only those of `targets` that a document names."""
    shown = DocumentDependency.objects.filter(target__in=list(targets)).values_list("target", flat=True).distinct()
    announce_change(list(shown), at=at)


def watch(kind: str, hear: Callable[[Sequence[str]], None]) -> None:
    """Have `hear` told the keys of changed documents of `kind`, in the transaction of the change."""
    _watchers.setdefault(kind, []).append(hear)


def announce_changed(kind: str, keys: Iterable[str], *, at: datetime) -> None:
    """Tell who watches documents, and what shows them, that the documents of `keys` are different from `at` on."""
    keys = list(keys)
    targets = [f"{kind}:{key}" for key in keys]
    if not targets:
        return
    for hear in _watchers.get(kind, ()):
        hear(keys)
    outbox.announce_documents(targets, at=at)
    if get_kind(kind).changes_target:
        announce_change(targets, at=at)
    announce_shown((name_shown(kind, key) for key in keys), at=at)


def _announce_boundaries(kind: str, versions: Iterable[Version], *, at: datetime) -> None:
    """The index and its like must look again when a window opens or ends; Wagtail's own tables too."""
    for version in versions:
        target = f"{kind}:{version.rendered.key}"
        for boundary in (version.live_from, version.live_until):
            if boundary is not None and boundary > at:
                outbox.announce_documents([target], at=boundary)
                outbox.enqueue(SCHEDULE, [target], available_at=boundary)
                # What names it has to look again by then, even what begins to name it only after now.
                announce_change([name_shown(kind, version.rendered.key)], at=boundary)


def _plan(revision: Revision, go_live_at: datetime, *, at: datetime) -> None:
    future = revision.as_object()
    kind = future.delivery_kind
    rendered = get_kind(kind).render([future])[0]
    versions = [Version(one, future.pk, revision.pk, go_live_at, future.expire_at) for one in rendered]
    current = _reload(future)
    if not current.live:
        documents.end_documents(kind, [future.pk], at=at)
    changed = documents.store_planned(kind, versions, at=at)
    announce_changed(kind, changed, at=at)
    _announce_boundaries(kind, versions, at=at)


def _keep_live_revision(action: Any, source: Any) -> None:
    """Give a live object that has no live revision one, or Wagtail takes it offline when a change is scheduled."""
    live, revision = _reload(source), action.revision
    if not live.live or live.live_revision_id is not None:
        return
    kept = Revision.objects.create(
        content_object=live,
        base_content_type=live.get_base_content_type(),
        created_at=min(revision.created_at, live.last_published_at or revision.created_at),
        object_str=str(live),
        content=live.serializable_data(),
    )
    type(live)._base_manager.filter(pk=live.pk).update(live_revision=kept)
    # The action has read the revision already.
    action.object.live_revision = kept
    revision.content = {**revision.content, "live_revision": kept.pk}
    revision.save(update_fields=["content"])
    revision.refresh_from_db()


def _end_renamed(kind: str, versions: Sequence[Version], *, at: datetime) -> None:
    """A source whose key changed must not go on under the old one."""
    keys = {version.source_id: version.rendered.key for version in versions}
    old = documents.list_open_keys(kind, list(keys), at=at)
    renamed = {(source_id, key) for source_id, key in old if key != keys[source_id]}
    if renamed:
        ended = documents.end_keys(kind, renamed, at=at)
        announce_changed(kind, ended, at=at)


def _read_expiry(source: Any) -> datetime | None:
    return getattr(source, "expire_at", None)


def _reload(source: Any) -> Any:
    return type(source)._base_manager.get(pk=source.pk)

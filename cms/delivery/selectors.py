"""Reads what is live: a fixed number of queries whatever the number of keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Case, Count, Exists, F, OuterRef, Q, When, Window
from django.db.models.functions import RowNumber

from cms.delivery.drafts import list_shown
from cms.delivery.live import LiveDocument
from cms.delivery.models import DeliveryDocument, DocumentLabel
from cms.delivery.models.document import DocumentQuerySet

__all__ = [
    "LiveDocument",
    "Page",
    "count_list",
    "count_lists",
    "find_all_locales",
    "find_document_at",
    "find_document_by_slug",
    "find_documents",
    "find_labelled",
    "find_live_keys",
    "find_several",
    "list_documents",
    "list_kinds",
    "list_labels",
    "list_page",
    "list_pages",
    "order_locales",
]

_FIELDS = ("kind", "key", "locale", "slug", "content_hash", "live_until", "body", "path", "listed_at", "source_id")


def order_locales(locale: str) -> list[str]:
    """`locale` first, then those that stand in for it: the default, then the others in the order of the settings."""
    configured = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    return list(dict.fromkeys([locale, settings.LANGUAGE_CODE, *configured]))


def find_documents(kind: str, keys: Iterable[str], *, locale: str, at: datetime) -> dict[str, LiveDocument]:
    """What is served under each of `keys` at `at`, by key, in `locale` or what stands in for it."""
    keys = list(keys)
    if not keys:
        return {}
    rows = DeliveryDocument.objects.filter(kind=kind, key__in=keys).live(at=at)
    return _choose(_read(rows, lambda draft: draft.kind == kind and draft.key in keys), locale)


def find_several(
    wanted: Mapping[str, Iterable[str]], *, locale: str, at: datetime
) -> dict[tuple[str, str], LiveDocument]:
    """As `find_documents` for keys of several kinds at once ({"author": […], "topic": […]}), by (kind, key)."""
    chosen = {kind: set(keys) for kind, keys in wanted.items() if keys}
    if not any(chosen.values()):
        return {}
    named = Q()
    for kind, keys in chosen.items():
        named |= Q(kind=kind, key__in=keys)
    rows = DeliveryDocument.objects.filter(named).live(at=at)
    return _choose_by_kind(_read(rows, lambda draft: draft.key in chosen.get(draft.kind, ())), locale)


def find_labelled(kind: str, labels: Iterable[str], *, locale: str, at: datetime) -> dict[str, LiveDocument]:
    """Everything of `kind` that carries one of `labels`, by key: for kinds that a shop has hundreds of."""
    labels = list(labels)
    if not labels:
        return {}
    carrying = DocumentLabel.objects.filter(label__in=labels).values("document")
    rows = DeliveryDocument.objects.filter(kind=kind, pk__in=carrying).live(at=at)
    return _choose(_read(rows, lambda draft: False), locale)


def find_live_keys(kind: str, keys: Iterable[str], *, at: datetime) -> set[str]:
    """Those of `keys` under which something is served in any locale; no document is read."""
    keys = set(keys)
    if not keys:
        return set()
    shown = {draft.key for draft in list_shown() if draft.kind == kind and draft.key in keys}
    return shown | set(
        DeliveryDocument.objects.filter(kind=kind, key__in=keys).live(at=at).values_list("key", flat=True)
    )


def find_document_by_slug(kind: str, slug: str, *, locale: str, at: datetime) -> LiveDocument | None:
    """What is served at `slug`: of `locale`, else of a locale that stands in for it."""
    rows = DeliveryDocument.objects.filter(kind=kind, slug=slug).live(at=at)
    return _choose_best(_read(rows, lambda draft: draft.kind == kind and draft.slug == slug), locale)


def find_document_at(path: str, *, locale: str, at: datetime) -> LiveDocument | None:
    """What is served at `path` (without its locale): of `locale`, else of a locale that stands in for it."""
    if not path:
        return None
    rows = DeliveryDocument.objects.filter(path=path).live(at=at)
    return _choose_best(_read(rows, lambda draft: draft.path == path), locale)


def list_documents(kind: str, *, locale: str, at: datetime) -> list[LiveDocument]:
    """Everything of `kind`, a document a key, ordered by key: for kinds that a shop has hundreds of."""
    rows = DeliveryDocument.objects.filter(kind=kind).live(at=at)
    found = _choose(_read(rows, lambda draft: draft.kind == kind), locale)
    return [found[key] for key in sorted(found)]


def list_kinds(kinds: Sequence[str], *, locale: str, at: datetime) -> dict[tuple[str, str], LiveDocument]:
    """Everything of `kinds`, by (kind, key): for kinds that a shop has a handful of."""
    rows = DeliveryDocument.objects.filter(kind__in=kinds).live(at=at)
    return _choose_by_kind(_read(rows, lambda draft: draft.kind in kinds), locale)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, and whether there is more behind it."""

    documents: list[LiveDocument]
    has_next: bool


def list_page(
    kind: str,
    *,
    locale: str,
    at: datetime,
    first: int,
    labels: Sequence[str] = (),
    after: tuple[datetime, str] | None = None,
) -> Page:
    """Documents of `kind` that carry all of `labels`, newest first, each in `locale` or what stands in for it.

    `after` is the (listed_at, key) of the last one of the page before. One query.
    """
    rows = _after(_filter_list(kind, labels, locale=locale, at=at), after)
    found = [LiveDocument(*row) for row in rows.order_by("-listed_at", "key").values_list(*_FIELDS)[: first + 1]]
    drafts = {(draft.kind, draft.key, draft.locale): draft for draft in list_shown()}
    shown = [drafts.get((one.kind, one.key, one.locale), one) for one in found[:first]]
    return Page(shown, len(found) > first)


def list_pages(
    kind: str,
    labels: Iterable[str],
    *,
    locale: str,
    at: datetime,
    first: int,
    after: tuple[datetime, str] | None = None,
) -> dict[str, Page]:
    """For each of `labels` what `list_page` would list under it alone, all in one query."""
    rows = _after(_filter_list(kind, (), locale=locale, at=at), after).annotate(label=F("labels__label"))
    place = Window(RowNumber(), partition_by="label", order_by=["-listed_at", "key"])
    ranked = rows.filter(label__in=list(labels)).annotate(place=place).filter(place__lte=first + 1)
    found: dict[str, list[LiveDocument]] = {label: [] for label in labels}
    drafts = {(draft.kind, draft.key, draft.locale): draft for draft in list_shown()}
    for label, _place, *row in ranked.order_by("label", "place").values_list("label", "place", *_FIELDS):
        one = LiveDocument(*row)
        found[label].append(drafts.get((one.kind, one.key, one.locale), one))
    return {label: Page(documents[:first], len(documents) > first) for label, documents in found.items()}


def list_labels(
    kind: str, labels: Iterable[str], *, locale: str, at: datetime, first: int, prefix: str = ""
) -> list[tuple[str, str]]:
    """(label, key) of what carries one of `labels`, those that begin with `prefix` first, then the newest first."""
    rows = (
        _filter_list(kind, (), locale=locale, at=at).annotate(label=F("labels__label")).filter(label__in=list(labels))
    )
    rank = Case(When(label__startswith=prefix, then=0), default=1)
    rows = rows.filter(label__in=list(labels)).order_by(rank, "-listed_at", "key")
    return list(rows.values_list("label", "key")[:first])


def count_lists(kind: str, labels: Iterable[str], *, locale: str, at: datetime) -> dict[str, int]:
    """For each of `labels`, how many documents carry it; in one query."""
    labels = list(labels)
    rows = _filter_list(kind, (), locale=locale, at=at).filter(labels__label__in=labels)
    counted = dict(rows.values("labels__label").annotate(total=Count("pk")).values_list("labels__label", "total"))
    return {label: counted.get(label, 0) for label in labels}


def count_list(kind: str, *, locale: str, at: datetime, labels: Sequence[str] = ()) -> int:
    """How many documents `list_page` would list on all its pages."""
    return _filter_list(kind, labels, locale=locale, at=at).count()


def _after(rows: DocumentQuerySet, after: tuple[datetime, str] | None) -> DocumentQuerySet:
    if after is None:
        return rows
    listed_at, key = after
    return rows.filter(Q(listed_at__lt=listed_at) | Q(listed_at=listed_at, key__gt=key))


def _filter_list(kind: str, labels: Sequence[str], *, locale: str, at: datetime) -> DocumentQuerySet:
    rows = DeliveryDocument.objects.filter(kind=kind, listed_at__isnull=False).live(at=at)
    for label in labels:
        rows = rows.filter(labels__label=label)
    order = order_locales(locale)
    others = DeliveryDocument.objects.filter(kind=kind, key=OuterRef("key")).live(at=at)
    is_best = Q(locale=order[0])
    for rank, code in enumerate(order[1:], start=1):
        is_best |= Q(Q(locale=code), ~Exists(others.filter(locale__in=order[:rank])))
    return rows.filter(is_best)


def find_all_locales(kind: str, keys: Sequence[str], *, at: datetime) -> dict[str, dict[str, LiveDocument]]:
    """What is served under each of `keys` in every locale it has: key -> locale -> document."""
    found: dict[str, dict[str, LiveDocument]] = {}
    rows = DeliveryDocument.objects.filter(kind=kind, key__in=keys).live(at=at)
    for document in _read(rows, lambda draft: draft.kind == kind and draft.key in keys):
        found.setdefault(document.key, {})[document.locale] = document
    return found


def _read(rows: DocumentQuerySet, matches: Callable[[LiveDocument], bool]) -> Iterator[LiveDocument]:
    """What `rows` hold, drafts that are shown in place of it: `matches` says which of them belong here."""
    drafts = list_shown()
    replaced = {(draft.kind, draft.key, draft.locale) for draft in drafts}
    for row in rows.values_list(*_FIELDS):
        document = LiveDocument(*row)
        if not drafts or (document.kind, document.key, document.locale) not in replaced:
            yield document
    yield from filter(matches, drafts)


def _choose(documents: Iterable[LiveDocument], locale: str) -> dict[str, LiveDocument]:
    ranks = {code: rank for rank, code in enumerate(order_locales(locale))}
    chosen: dict[str, LiveDocument] = {}
    for document in documents:
        other = chosen.get(document.key)
        if other is None or ranks.get(document.locale, len(ranks)) < ranks.get(other.locale, len(ranks)):
            chosen[document.key] = document
    return chosen


def _choose_by_kind(documents: Iterable[LiveDocument], locale: str) -> dict[tuple[str, str], LiveDocument]:
    by_kind: dict[str, list[LiveDocument]] = {}
    for document in documents:
        by_kind.setdefault(document.kind, []).append(document)
    return {(kind, key): one for kind, group in by_kind.items() for key, one in _choose(group, locale).items()}


def _choose_best(documents: Iterable[LiveDocument], locale: str) -> LiveDocument | None:
    ranks = {code: rank for rank, code in enumerate(order_locales(locale))}
    return min(documents, key=lambda document: ranks.get(document.locale, len(ranks)), default=None)

"""Reads what is live: a fixed number of queries whatever the number of keys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import orjson
from django.conf import settings

from cms.delivery.models import DeliveryDocument
from cms.delivery.models.document import DocumentQuerySet

_FIELDS = ("kind", "key", "locale", "slug", "content_hash", "live_until", "body")


@dataclass(frozen=True)
class LiveDocument:
    """A document as served at some instant; `locale` is its own, perhaps not the one that was asked for."""

    kind: str
    key: str
    locale: str
    slug: str
    content_hash: str
    live_until: datetime | None
    body: str

    @cached_property
    def data(self) -> dict[str, Any]:
        """The body as parsed JSON."""
        return orjson.loads(self.body)


def order_locales(locale: str) -> list[str]:
    """`locale` first, then those that stand in for it: the default, then the others in the order of the settings."""
    configured = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
    return list(dict.fromkeys([locale, settings.LANGUAGE_CODE, *configured]))


def find_documents(kind: str, keys: Iterable[str], *, locale: str, at: datetime) -> dict[str, LiveDocument]:
    """What is served under each of `keys` at `at`, by key, in `locale` or what stands in for it."""
    keys = list(keys)
    if not keys:
        return {}
    return _choose(DeliveryDocument.objects.filter(kind=kind, key__in=keys).live(at=at), locale)


def find_document_by_slug(kind: str, slug: str, *, locale: str, at: datetime) -> LiveDocument | None:
    """What is served at `slug`: of `locale`, else of a locale that stands in for it."""
    found = _choose(DeliveryDocument.objects.filter(kind=kind, slug=slug).live(at=at), locale)
    ranks = {code: rank for rank, code in enumerate(order_locales(locale))}
    return min(found.values(), key=lambda document: ranks.get(document.locale, len(ranks)), default=None)


def list_documents(kind: str, *, locale: str, at: datetime) -> list[LiveDocument]:
    """Everything of `kind`, a document a key, ordered by key: for kinds that a shop has hundreds of."""
    found = _choose(DeliveryDocument.objects.filter(kind=kind).live(at=at), locale)
    return [found[key] for key in sorted(found)]


def find_all_locales(kind: str, keys: Sequence[str], *, at: datetime) -> dict[str, dict[str, LiveDocument]]:
    """What is served under each of `keys` in every locale it has: key -> locale -> document."""
    found: dict[str, dict[str, LiveDocument]] = {}
    for document in _read(DeliveryDocument.objects.filter(kind=kind, key__in=keys).live(at=at)):
        found.setdefault(document.key, {})[document.locale] = document
    return found


def _read(documents: DocumentQuerySet) -> Iterable[LiveDocument]:
    return (LiveDocument(*row) for row in documents.values_list(*_FIELDS))


def _choose(documents: DocumentQuerySet, locale: str) -> dict[str, LiveDocument]:
    ranks = {code: rank for rank, code in enumerate(order_locales(locale))}
    chosen: dict[str, LiveDocument] = {}
    for document in _read(documents):
        other = chosen.get(document.key)
        if other is None or ranks.get(document.locale, len(ranks)) < ranks.get(other.locale, len(ranks)):
            chosen[document.key] = document
    return chosen

"""Drafts stand in for what is live while a preview is served, for every reader at once and for nobody else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import orjson

from cms.delivery.kinds import Rendered, get_kind
from cms.delivery.live import LiveDocument, hash_body

_drafts: ContextVar[tuple[LiveDocument, ...]] = ContextVar("drafts", default=())


@contextmanager
def show_drafts(drafts: Sequence[LiveDocument]) -> Iterator[None]:
    """Have `cms.delivery.selectors` find `drafts` in place of what is live under the same kind, key and locale."""
    token = _drafts.set(tuple(drafts))
    try:
        yield
    finally:
        _drafts.reset(token)


def list_shown() -> tuple[LiveDocument, ...]:
    """The drafts that stand in for what is live right now; none outside a preview."""
    return _drafts.get()


def render_drafts(source: Any) -> list[LiveDocument]:
    """What `source`, saved or not, would be served as: the very documents that publishing it would store."""
    kind = source.delivery_kind
    return [_describe(kind, rendered) for rendered in get_kind(kind).render([source])[0]]


def _describe(kind: str, rendered: Rendered) -> LiveDocument:
    body = orjson.dumps(rendered.body, option=orjson.OPT_SORT_KEYS)
    return LiveDocument(
        kind=kind,
        key=rendered.key,
        locale=rendered.locale,
        slug=rendered.slug,
        content_hash=hash_body(body),
        live_until=None,
        body=body.decode(),
        path=rendered.path,
        listed_at=rendered.listed_at,
    )

"""Articles, topics, landing pages and posts as index documents: their words, and nothing of their markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from cms.delivery.selectors import LiveDocument, find_all_locales
from search.documents import hash_document, list_serves, read_time, strip_markup
from search.engines.base import IndexDocument
from search.ranking.impacts import ProductText

PAGE_KINDS = ("article", "landing", "post", "topic")
_WORDS = frozenset({"text", "heading", "question", "caption", "intro", "verdict", "name", "quote"})
_MARKUP = frozenset({"html", "answer"})
_HEADS = (
    "title",
    "lead",
    "summary",
    "excerpt",
    "seo",
    "path",
    "slug",
    "key",
    "kind",
    "locale",
    "breadcrumbs",
    "picture",
)
_LONGEST_TEXT = 20_000
_PLACES = {kind: place for place, kind in enumerate(PAGE_KINDS)}
_BITS = 2
"""For the kind beside the source's number: it makes one number, unique among pages, to order equals by."""


def build_pages(keys: Sequence[str], *, at: datetime) -> tuple[list[IndexDocument], dict[str, str]]:
    """The index documents of these pages ("article:tea") as they are at `at`, and why some could not be made.

    One query for each kind, whatever the number of keys.
    """
    by_kind: dict[str, list[str]] = {}
    for target in keys:
        kind, _, key = target.partition(":")
        by_kind.setdefault(kind, []).append(key)
    documents: list[IndexDocument] = []
    failures: dict[str, str] = {}
    for kind, names in by_kind.items():
        for key, served in find_all_locales(kind, names, at=at).items():
            serves = list_serves(sorted(served))
            try:
                documents += [_build(served[locale], tuple(each)) for locale, each in serves.items() if each]
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                failures[f"{kind}:{key}"] = f"its document cannot be indexed: {type(error).__name__}: {error}"
    return documents, failures


def _build(live: LiveDocument, serves: tuple[str, ...]) -> IndexDocument:
    body = live.data
    summary = (
        body.get("lead")
        or body.get("summary")
        or body.get("excerpt")
        or (body.get("seo") or {}).get("description")
        or ""
    )
    details = "\n".join(collect_words({name: value for name, value in body.items() if name not in _HEADS}))
    document = IndexDocument(
        key=f"{live.kind}:{live.key}",
        locale=live.locale,
        serves=serves,
        sequence=live.source_id << _BITS | _PLACES[live.kind],
        text=ProductText(title=body["title"], summary=summary, details=details[:_LONGEST_TEXT]),
        title=body["title"],
        summary=summary,
        categories=(live.kind, *(f"{live.kind}:{label}" for label in _list_labels(body))),
        released=read_time(body.get("listedAt")),
    )
    return replace(document, content_hash=hash_document(document))


def _list_labels(body: dict[str, Any]) -> list[str]:
    """What a list of one kind is narrowed by: an article's kind, a post's board."""
    labels = [label for label in body.get("labels") or () if label.startswith("board:")]
    return [*labels, body["articleKind"]] if body.get("articleKind") else labels


def collect_words(value: Any) -> Iterator[str]:
    """Every text that people read in a body of blocks; addresses, keys and settings are none."""
    if isinstance(value, dict):
        for name, each in value.items():
            if isinstance(each, str):
                if name in _MARKUP:
                    yield strip_markup(each)
                elif name in _WORDS or name in ("title", "label"):
                    yield each
            else:
                yield from collect_words(each)
    elif isinstance(value, list):
        for each in value:
            yield from collect_words(each)

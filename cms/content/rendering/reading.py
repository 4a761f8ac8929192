"""Everything that the blocks of a batch of pages refer to, read together: a fixed number of queries, and one a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page
from wagtailmedia.models import get_media_model

from cms.catalog.details import Images, collect_image_ids, collect_links, render_html, render_picture
from cms.catalog.rendering import read_images
from cms.catalog.selections.resolving import resolve_rules, resolve_words
from cms.catalog.selections.rules import Rule, Selection, list_values, name_listed, name_word, read_selection
from cms.delivery.addresses import find_page_path, make_address, read_address
from cms.delivery.kinds import name_shown
from cms.delivery.selectors import LiveDocument, find_several

Raw = Sequence[Mapping[str, Any]]
"""Raw stream data."""

_PAGES = ("page", "pages", "more", "topic")
"""The names under which blocks keep pages."""


@dataclass
class Sources:
    """What the raw streams of a batch name, by how they name it."""

    images: Images = field(default_factory=dict)
    pages: Mapping[int, Page] = field(default_factory=dict)
    translations: Mapping[tuple[Any, str], Page] = field(default_factory=dict)
    """The live translations of `pages`, by translation key and locale."""
    media: Mapping[int, Any] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[Rule, list[str]] = field(default_factory=dict)
    targets: Mapping[str, Mapping[tuple[str, str], LiveDocument]] = field(default_factory=dict)
    """By locale, the live documents of the products and categories that links lead to, by kind and key."""


def read_sources(streams: Iterable[Raw], locales: Iterable[str], *, at: datetime | None = None) -> Sources:
    """Read all that `streams` name, as it is at `at`; `locales` are those that are rendered in."""
    at = at or timezone.now()
    streams, locales = list(streams), set(locales)
    selections = [selection for stream in streams for selection in find_selections(stream)]
    pages = _read_pages({pk for name in _PAGES for pk in collect_values(streams, name, int)})
    linked = {kind: set(collect_values(streams, kind, str)) for kind in ("product", "category")}
    return Sources(
        images=read_images({image_id for stream in streams for image_id in collect_image_ids(list(stream))}),
        pages=pages,
        translations=_read_translations(pages.values(), locales),
        media=_read_media(set(collect_values(streams, "file", int))),
        words=resolve_words(word for selection in selections for word in selection.words),
        rules=resolve_rules((one.rule for one in selections if one.rule is not None), at=at),
        targets={locale: find_several(linked, locale=locale, at=at) for locale in locales},
    )


def find_selections(raw: Any) -> Iterable[Selection]:
    """Every selection of products in raw stream data, however deep."""
    if isinstance(raw, Mapping):
        if isinstance(raw.get("selection"), Mapping):
            yield read_selection(raw["selection"])
        for value in raw.values():
            yield from find_selections(value)
    elif isinstance(raw, (list, tuple)):
        for value in raw:
            yield from find_selections(value)


def collect_values(raw: Any, name: str, kind: type) -> Iterable[Any]:
    """Every value of the type `kind` that stands under `name` in raw stream data, alone or as an item of a list."""
    if isinstance(raw, Mapping):
        for key, value in raw.items():
            if key == name and isinstance(value, kind):
                yield value
            elif key == name and isinstance(value, list):
                yield from (item for item in list_values(value) if isinstance(item, kind))
            else:
                yield from collect_values(value, name, kind)
    elif isinstance(raw, (list, tuple)):
        for value in raw:
            yield from collect_values(value, name, kind)


def _read_pages(ids: set[int]) -> dict[int, Page]:
    return Page.objects.select_related("locale").in_bulk(ids) if ids else {}


def _read_translations(pages: Iterable[Page], locales: set[str]) -> dict[tuple[Any, str], Page]:
    keys = {page.translation_key for page in pages}
    if not keys:
        return {}
    found = Page.objects.live().filter(translation_key__in=keys, locale__language_code__in=locales)
    return {(page.translation_key, page.locale.language_code): page for page in found.select_related("locale")}


def _read_media(ids: set[int]) -> dict[int, Any]:
    if not ids:
        return {}
    found = get_media_model().objects.filter(pk__in=ids).select_related("rights").prefetch_related("captions")
    return {media.pk: media for media in found}


class Rendering:
    """Renders the blocks of one page in one locale, and notes what that depends on."""

    def __init__(self, sources: Sources, locale: str, renderers: Mapping[str, BlockRenderer]) -> None:
        self.sources = sources
        self.locale = locale
        self.renderers = renderers
        self.dependencies: set[str] = set()

    def render(self, raw: Raw) -> list[dict[str, Any]]:
        """Raw stream data as delivered blocks; a block with nothing to show is left out."""
        self.dependencies |= {f"image:{image_id}" for image_id in collect_image_ids(list(raw))}
        self.dependencies |= set(collect_links(list(raw)))
        blocks = []
        # A link leads to the page of the document's own language, whatever language the editor works in.
        with override(self.locale):
            for child in raw:
                render = self.renderers.get(child["type"])
                data = render(child["value"], self) if render is not None and child["value"] is not None else None
                if data is not None:
                    blocks.append({"type": child["type"], "id": child.get("id") or "", **data})
        return blocks

    def picture(self, value: Any) -> dict[str, Any] | None:
        return render_picture(value, self.sources.images) if value else None

    def html(self, value: str | None) -> str:
        return render_html(value or "")

    def products(self, value: Any) -> dict[str, Any]:
        """A selection: keys of products, or a search that is made when it is read."""
        selection = read_selection(value)
        if selection.rule is not None:
            keys = self.sources.rules.get(selection.rule, [])
            self.dependencies |= selection.rule.list_targets()
        else:
            found = {word: self.sources.words.get(word) for word in selection.words}
            self.dependencies |= {name_word(word) for word, key in found.items() if key is None}
            keys = list(dict.fromkeys(key for key in found.values() if key))
        keys = keys[: selection.limit]
        self.dependencies |= {name_listed(key) for key in keys}
        search = {"text": selection.text, "first": selection.limit} if selection.text else None
        return {"productKeys": keys, "search": search}

    def link(self, value: Any) -> dict[str, Any] | None:
        """Where a link leads: {"address", "label"}; None where it leads nowhere (any more)."""
        value = value or {}
        address = self._find_address(value)
        return {"address": address, "label": value.get("label") or ""} if address else None

    def _find_address(self, value: Mapping[str, Any]) -> str | None:
        if value.get("page"):
            return self.find_page_address(value["page"])
        for kind in ("product", "category"):
            if value.get(kind):
                return self._find_target_address(kind, value[kind])
        address = value.get("address") or ""
        return self._complete(address) if address.startswith("/") else address or None

    def _complete(self, path: str) -> str:
        """A path alone is meant in the language of the page."""
        return path if read_address(path)[0] else make_address(path, self.locale)

    def find_page_address(self, pk: int | None) -> str | None:
        """Where the page is, or its translation; None while it is not live."""
        if not pk:
            return None
        self.dependencies.add(f"page:{pk}")
        page = self.sources.pages.get(pk)
        if page is None:
            return None
        shown = self.sources.translations.get((page.translation_key, self.locale), page)
        return make_address(find_page_path(shown), shown.locale.language_code) if shown.live else None

    def _find_target_address(self, kind: str, key: str) -> str | None:
        self.dependencies.add(name_shown(kind, key))
        document = self.sources.targets.get(self.locale, {}).get((kind, key))
        return make_address(document.path, self.locale) if document is not None else None


BlockRenderer = Callable[[Any, Rendering], dict[str, Any] | None]
"""From the raw value of a block to what is delivered of it, without type and id; None for nothing."""

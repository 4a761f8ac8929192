"""The translation keys of the demo's pages: made of their names, so that all who load a part find the others' pages."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wagtail.models import Page

_NAMES = uuid.UUID("d2f6a5b0-7d0e-5a43-9a5c-5b1a8c6f0e77")


def make_key(kind: str, key: str) -> uuid.UUID:
    """The translation key of the demo's `kind` called `key`: ("article", "four-desks")."""
    return uuid.uuid5(_NAMES, f"{kind}:{key}")


@dataclass(frozen=True, slots=True)
class DemoPages:
    """The demo's pages in one locale, by what they are."""

    ids: Mapping[uuid.UUID, int]

    def find(self, kind: str, key: str) -> int | None:
        """The id of a page; None where it has not been loaded, or has been deleted."""
        return self.ids.get(make_key(kind, key))


def find_pages(names: Iterable[tuple[str, str]], *, locale_id: int) -> DemoPages:
    """Those of `names` (kind, key) that exist in a locale; one query."""
    keys = {make_key(kind, key) for kind, key in names}
    rows = Page.objects.filter(translation_key__in=keys, locale_id=locale_id).values_list("translation_key", "pk")
    return DemoPages(dict(rows))

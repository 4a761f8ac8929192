"""What a batch of pages needs beside its own rows, in a fixed number of queries: saved, drafted or not saved yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model
from wagtail.models import Locale, Page

from cms.catalog.models import Product

Breadcrumbs = list[dict[str, str]]


def read_locales() -> dict[int, str]:
    """Locale codes by id."""
    return dict(Locale.objects.values_list("pk", "language_code"))


def read_children(parents: Sequence[Any], relation: str) -> dict[int, list[Any]]:
    """The child objects of each of `parents` in order, by `id(parent)`: from its draft, else from the table."""
    found: dict[int, list[Any]] = {}
    saved: dict[int, list[int]] = {}
    for parent in parents:
        if relation in parent.__dict__.get("_cluster_related_objects", {}):
            found[id(parent)] = list(getattr(parent, relation).all())
        elif parent.pk is not None:
            saved.setdefault(parent.pk, []).append(id(parent))
    if saved:
        field: Any = type(parents[0])._meta.get_field(relation)
        model, name = field.related_model, field.field.name
        for child in model._default_manager.filter(**{f"{name}__in": list(saved)}).order_by("sort_order", "pk"):
            for parent_id in saved[getattr(child, f"{name}_id")]:
                found.setdefault(parent_id, []).append(child)
    return found


def read_keys(model: type[Model], ids: Iterable[int | None]) -> dict[int, str]:
    """By id, the keys of translatable objects: what their documents are called in every locale."""
    wanted = {one for one in ids if one}
    if not wanted:
        return {}
    rows = model._default_manager.filter(pk__in=wanted).values_list("pk", "translation_key")
    return {pk: key.hex for pk, key in rows}


def read_product_keys(ids: Iterable[int | None]) -> dict[int, str]:
    """Keys of products by id."""
    wanted = {one for one in ids if one}
    return dict(Product.objects.filter(pk__in=wanted).values_list("pk", "key")) if wanted else {}


class Ancestors:
    """The live pages above a batch, below the home page."""

    def __init__(self, pages: Sequence[Page]) -> None:
        paths = {path for page in pages for path in _list_paths_above(page)}
        found = Page.objects.filter(path__in=paths, live=True).specific() if paths else []
        self._by_path: dict[str, Any] = {page.path: page for page in found}

    def describe(self, page: Page) -> Breadcrumbs:
        """From the top to right above `page`."""
        return [
            {
                "kind": above.delivery_kind,
                "key": above.delivered_key,
                "title": above.title,
                "path": above.delivered_path,
            }
            for above in self._list(page)
        ]

    def depend(self, page: Page) -> set[str]:
        """What the breadcrumbs of `page` depend on."""
        return {f"page:{above.pk}" for above in self._list(page)}

    def _list(self, page: Page) -> list[Any]:
        return [self._by_path[path] for path in _list_paths_above(page) if path in self._by_path]


def _list_paths_above(page: Page) -> list[str]:
    step = Page.steplen
    return [page.path[:end] for end in range(3 * step, len(page.path), step)]

"""Makes products, brands and categories kinds of delivery documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model
from wagtail.models import Revision

from cms.catalog.models import Brand, Category, ProductContent
from cms.delivery import kinds
from cms.delivery.kinds import Rendered

_CHUNK = 200


class ProductKind:
    """Products: live by publishing, a document a locale that has content. Nothing else shows them yet."""

    name = "product"
    model: type[Model] = ProductContent
    changes_target = False

    def load(self, sources: Sequence[tuple[int, int | None]]) -> list[Any | None]:
        saved = ProductContent.objects.in_bulk([source_id for source_id, _revision in sources])
        revisions = Revision.objects.in_bulk([revision for _source, revision in sources if revision is not None])
        return [
            saved.get(source_id) if revision is None else _read_revision(revisions.get(revision))
            for source_id, revision in sources
        ]

    def render(self, objects: Sequence[Any]) -> list[list[Rendered]]:
        from cms.catalog.rendering import render_products

        return [[one] for one in render_products(objects)]

    def iterate(self) -> Iterator[Any]:
        return ProductContent.objects.filter(live=True).order_by("pk").iterator(chunk_size=_CHUNK)

    def count(self) -> int:
        return ProductContent.objects.filter(live=True).count()


def _read_revision(revision: Revision | None) -> Any | None:
    return None if revision is None else revision.as_object()


class SavedKind:
    """Brands and categories: live as saved, a document in every locale, named by the products that show them."""

    changes_target = True

    def __init__(self, name: str, model: type[Model], render: str) -> None:
        self.name = name
        self.model = model
        self._render = render

    def load(self, sources: Sequence[tuple[int, int | None]]) -> list[Any | None]:
        found = self.model._base_manager.in_bulk([source_id for source_id, _revision in sources])
        return [found.get(source_id) for source_id, _revision in sources]

    def render(self, objects: Sequence[Any]) -> list[list[Rendered]]:
        from cms.catalog import rendering

        return getattr(rendering, self._render)(objects)

    def iterate(self) -> Iterator[Any]:
        return self.model._base_manager.order_by("pk").iterator(chunk_size=_CHUNK)

    def count(self) -> int:
        return self.model._base_manager.count()


def register() -> None:
    """Make the kinds known."""
    kinds.register(ProductKind())
    kinds.register(SavedKind("brand", Brand, "render_brands"))
    kinds.register(SavedKind("category", Category, "render_categories"))

"""Makes products, brands and categories kinds of delivery documents."""

from __future__ import annotations

from cms.catalog.models import Brand, Category, ProductContent
from cms.delivery import kinds
from cms.delivery.model_kinds import PublishedKind, SavedKind


def register() -> None:
    """Make the kinds known."""
    # Imported when the models are ready.
    from cms.catalog import rendering
    from cms.catalog.scoring.checking import check_product

    kinds.register(
        PublishedKind(
            "product",
            ProductContent,
            lambda contents: [[one] for one in rendering.render_products(contents)],
            changes_target=False,
            check=check_product,
        )
    )
    kinds.register(SavedKind("brand", Brand, lambda brands: rendering.render_brands(brands)))
    kinds.register(SavedKind("category", Category, lambda categories: rendering.render_categories(categories)))

"""Where the demo's members write: boards, and what reviews rate."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Locale

from cms.catalog.models import Category
from cms.community.demo.reading import LOCALES, read_table
from cms.community.models import Board, BoardText, ReviewDimension, ReviewDimensionText


@transaction.atomic
def load_boards(locales: dict[str, Locale]) -> int:
    """Add the boards that are missing; returns how many."""
    present = set(Board.objects.values_list("slug", flat=True))
    missing = [row for row in read_table("boards.toml")["board"] if row["slug"] not in present]
    for position, row in enumerate(missing, start=len(present)):
        board = Board(slug=row["slug"], name=row["zh"], description=row["zh_text"], position=position)
        board.texts.set(
            [
                BoardText(locale=locales[code], name=row[short], description=row[f"{short}_text"])
                for code, short in LOCALES.items()
            ]
        )
        board.save()
    return len(missing)


@transaction.atomic
def load_dimensions(locales: dict[str, Locale]) -> int:
    """Add what reviews rate where it is missing; returns how much."""
    present = set(ReviewDimension.objects.values_list("key", flat=True))
    categories = Category.objects.in_bulk(field_name="key")
    rows = read_table("dimensions.toml")["dimension"]
    missing = [(position, row) for position, row in enumerate(rows) if row["key"] not in present]
    dimensions = ReviewDimension.objects.bulk_create(
        ReviewDimension(
            key=row["key"], name=row["zh"], category=categories.get(row.get("category", "")), sort_order=position
        )
        for position, row in missing
    )
    ReviewDimensionText.objects.bulk_create(
        ReviewDimensionText(dimension=dimension, locale=locales[code], name=row[short])
        for dimension, (_position, row) in zip(dimensions, missing, strict=True)
        for code, short in LOCALES.items()
    )
    return len(missing)

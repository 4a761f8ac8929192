"""What products are called in lists, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from cms.catalog.models import ProductContent


def with_titles(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows about a `product`, each with its `title` in the shop's language, and the `owner_id` of who published it."""
    own_first = _prefer_own_language()
    contents = ProductContent.objects.filter(product=OuterRef("product"))
    owned = contents.filter(live_revision__user__isnull=False)
    return rows.annotate(
        title=Coalesce(Subquery(contents.order_by(own_first, "pk").values("title")[:1]), "product__key"),
        owner_id=Subquery(owned.order_by(own_first, "pk").values("live_revision__user")[:1]),
    )


def find_titles(ids: Sequence[int]) -> dict[int, str]:
    """By product what it is called in the shop's language. One query."""
    contents = ProductContent.objects.filter(product__in=ids).order_by(_prefer_own_language().desc(), "-pk")
    return dict(contents.values_list("product_id", "title"))


def _prefer_own_language() -> Case:
    return Case(When(locale__language_code=settings.LANGUAGE_CODE, then=Value(0)), default=Value(1))

"""Reads how far somebody reaches, who is responsible for a product, and which rows lie within."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Model, Q, QuerySet

from cms.catalog.models import (
    BannedPhrase,
    Category,
    CategoryLimit,
    FeedProposal,
    Offer,
    Product,
    ProductContent,
    ProductEvidence,
    ProductNorm,
    ProductPicture,
    ProductScore,
    SpecificationDefinition,
)
from cms.catalog.reach.deciding import EVERYTHING, Part, Place, Reach, merge
from cms.catalog.reach.naming import find_parts, is_naming, list_parts

# From a row to its product; and from what holds for a category to that category.
TO_PRODUCT: dict[type, tuple[str, ...]] = {
    Product: (),
    ProductContent: ("product",),
    ProductEvidence: ("product",),
    Offer: ("product",),
    ProductPicture: ("product",),
    ProductScore: ("content", "product"),
    FeedProposal: ("content", "product"),
}
TO_CATEGORY: dict[type, tuple[str, ...]] = {
    Category: (),
    SpecificationDefinition: ("category",),
    ProductNorm: ("category",),
    BannedPhrase: ("category",),
}
_CACHE = "_catalogue_reach"


def find_reach(user: Any) -> Reach:
    """How far `user` may change products: one query, asked once for each object of a user."""
    if user is None or not user.is_authenticated or user.is_superuser:
        return EVERYTHING
    known: Reach | None = getattr(user, _CACHE, None)
    if known is None:
        known = _read_reach(user)
        setattr(user, _CACHE, known)
    return known


def _read_reach(user: Any) -> Reach:
    limits = list(_list_limits(user).select_related("category"))
    own = [limit for limit in limits if limit.user_id is not None]
    # Somebody's own areas replace those of their groups, so that one person of a limited group may have more or less.
    limits = own or limits
    if not limits:
        return EVERYTHING
    parts = merge(Part(limit.category.path if limit.category else "", limit.brand_id) for limit in limits)
    return Reach(parts, all(limit.hides_rest for limit in limits))


def _list_limits(user: Any) -> QuerySet[CategoryLimit]:
    return CategoryLimit.objects.filter(Q(user=user) | Q(group__in=user.groups.all())).order_by("pk")


def list_own_limits(user: Any) -> list[CategoryLimit]:
    """The areas that count for `user`, to be shown."""
    limits = list(_list_limits(user).select_related("category", "brand"))
    return [limit for limit in limits if limit.user_id is not None] or limits


def locate(row: Any) -> Place:
    """Where `row` stands. Have what leads there loaded (`join`), or it is asked for."""
    model = type(row)
    if (route := TO_PRODUCT.get(model)) is not None:
        product: Any = _follow(row, route)
        return Place(product.category.path if product.category else "", product.brand_id)
    category = _follow(row, TO_CATEGORY[model])
    return Place(category.path if category is not None else "")


def _follow(row: Any, route: Iterable[str]) -> Any:
    for name in route:
        row = getattr(row, name) if row is not None else None
    return row


def may_reach(user: Any, row: Any) -> bool:
    """Whether `row` lies within what `user` may change; the right to do so is another question."""
    reach = find_reach(user)
    return not reach.is_limited or _holds(reach, row)


def may_see(user: Any, row: Any) -> bool:
    """Whether `row` may be looked at."""
    reach = find_reach(user)
    return not reach.hides_rest or _holds(reach, row)


def _holds(reach: Reach, row: Any) -> bool:
    return reach.covers(list_parts(row)) if is_naming(type(row)) else reach.includes(locate(row))


def is_limited_kind(model: type) -> bool:
    """Whether anybody can be limited in rows of `model`."""
    return model in TO_PRODUCT or model in TO_CATEGORY or is_naming(model)


def make_condition(reach: Reach, *, category: str, brand: str = "") -> Q:
    """The reach as a condition: `category` leads to the category, `brand` to the brand where there is one."""
    if reach.parts is None:
        return Q()
    wanted = Q(pk__in=[])
    for part in reach.parts:
        one = Q(**{f"{category}__path__startswith" if category else "path__startswith": part.path})
        if not part.path:
            one = Q(pk__isnull=False)
        if part.brand is not None:
            one &= Q(**{brand: part.brand}) if brand else Q(pk__in=[])
        wanted |= one
    return wanted


def filter_reached(rows: QuerySet[Any], reach: Reach) -> QuerySet[Any]:
    """Those of `rows`, of any model that stands in the tree, that lie within `reach`."""
    if not reach.is_limited:
        return rows
    model = rows.model
    if is_naming(model):
        # What a rule names is told row by row; there are few of them.
        named = list(rows)
        return rows.filter(
            pk__in=[row.pk for row, parts in zip(named, find_parts(named), strict=True) if reach.covers(parts)]
        )
    if (route := TO_PRODUCT.get(model)) is not None:
        return rows.filter(
            make_condition(reach, category="__".join((*route, "category")), brand="__".join((*route, "brand_id")))
        )
    return rows.filter(make_condition(reach, category="__".join(TO_CATEGORY[model])))


def join(rows: QuerySet[Any]) -> QuerySet[Any]:
    """`rows` with what `locate` reads."""
    model = rows.model
    if is_naming(model):
        return rows
    if (route := TO_PRODUCT.get(model)) is not None:
        return rows.select_related("__".join((*route, "category")))
    route = TO_CATEGORY[model]
    return rows.select_related("__".join(route)) if route else rows


def list_responsible(row: Any) -> list[CategoryLimit]:
    """The areas that `row` lies in, the nearest first: who may change it, and may be asked. One query."""
    return _list_keepers(locate(row))


def _list_keepers(place: Place) -> list[CategoryLimit]:
    step = Category.steplen
    paths = [place.path[:end] for end in range(step, len(place.path) + 1, step)]
    above = Q(category__isnull=True) | Q(category__path__in=paths)
    brand = Q(brand__isnull=True) | Q(brand_id=place.brand) if place.brand else Q(brand__isnull=True)
    limits = CategoryLimit.objects.filter(above & brand).select_related("group", "user", "category")
    return sorted(limits, key=lambda limit: (-(limit.category.depth if limit.category else 0), limit.pk))


def name_responsible(row: Any) -> list[str]:
    """Who is responsible for `row`, by name, each once; nobody in particular where nothing is limited."""
    return _name(list_responsible(row))


def name_keepers(part: Part, model: type[Model]) -> list[str]:
    """Who is responsible for a part of the tree and may change rows of `model`, by name, each once."""
    right = f"change_{model._meta.model_name}"
    limits = _list_keepers(Place(part.path, part.brand))
    return _name(limit for limit in limits if _may_change(limit, model._meta.app_label, right))


def _may_change(limit: CategoryLimit, app: str, right: str) -> bool:
    if limit.user is not None:
        return limit.user.is_active and limit.user.has_perm(f"{app}.{right}")
    return Permission.objects.filter(group=limit.group, content_type__app_label=app, codename=right).exists()


def _name(limits: Iterable[CategoryLimit]) -> list[str]:
    return list(dict.fromkeys(limit.owner for limit in limits))

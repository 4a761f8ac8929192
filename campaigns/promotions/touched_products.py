"""Which products a rule may touch: found by its target, roughly. Exclusions and spans of prices are not looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from campaigns.rules.values import EVERYTHING, Target
from cms.catalog.models import Category, Product, ProductTag

_CHUNK = 500


def find_touched(targets: Iterable[Target], *, after: str, first: int) -> list[str]:
    """The keys of up to `first` products behind `after`, in order, that any of `targets` may mean."""
    found: set[str] = set()
    for condition in _list_conditions(list(targets)):
        products: QuerySet[Product] = Product.objects.filter(condition, key__gt=after, offers__isnull=False)
        found.update(products.order_by("key").values_list("key", flat=True).distinct()[:first])
    return sorted(found)[:first]


def count_touched(targets: Iterable[Target]) -> int:
    """How many products there are in all; where several targets mean the same product, it counts more than once."""
    conditions = list(_list_conditions(list(targets)))
    return sum(
        Product.objects.filter(condition, offers__isnull=False).values("pk").distinct().count()
        for condition in conditions
    )


def _list_conditions(targets: Sequence[Target]) -> Iterator[Q]:
    """One condition for all lists of SKUs together, a chunk at a time, and one for every other target."""
    skus = sorted({sku for target in targets if _is_list_of_skus(target) for sku in target.skus or ()})
    for start in range(0, len(skus), _CHUNK):
        yield Q(offers__sku__in=skus[start : start + _CHUNK])
    others = [target for target in targets if not _is_list_of_skus(target)]
    if any(_find_asked(target) == EVERYTHING for target in others):
        yield Q()
        return
    for target in dict.fromkeys(map(_find_asked, others)):
        yield from _list_conditions_of(target)


def _is_list_of_skus(target: Target) -> bool:
    return target.skus is not None and target.is_simple


def _find_asked(target: Target) -> Target:
    """`target` without what is not looked at."""
    return Target(target.skus, target.products, target.categories, target.brands, target.tags)


def _list_conditions_of(target: Target) -> Iterator[Q]:
    condition = Q()
    if target.categories is not None:
        condition &= Q(category__in=_list_below(target.categories))
    if target.brands is not None:
        condition &= Q(brand__key__in=sorted(target.brands))
    if target.tags is not None:
        tagged = ProductTag.objects.annotate(folded=Lower("tag__name")).filter(folded__in=sorted(target.tags))
        condition &= Q(pk__in=tagged.values("content_object_id"))
    listed = [
        (name, sorted(values))
        for name, values in (("offers__sku__in", target.skus), ("key__in", target.products))
        if values is not None
    ]
    if not listed:
        yield condition
        return
    # Whichever list comes first narrows enough: this only has to find no product too few.
    name, values = listed[0]
    for start in range(0, len(values), _CHUNK):
        yield condition & Q(**{name: values[start : start + _CHUNK]})


def _list_below(keys: Iterable[str]) -> list[int]:
    """The ids of these categories and of all that are below them."""
    paths = Category.objects.filter(key__in=sorted(keys)).values_list("path", flat=True)
    below = Q(pk__in=())
    for path in paths:
        below |= Q(path__startswith=path)
    return list(Category.objects.filter(below).values_list("pk", flat=True))

"""Finds products as editors name them: by title, SKU, key or brand, or by a pasted list of SKUs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from cms.catalog.forms.lines import split_pasted
from cms.catalog.models import Offer, Product, ProductContent
from cms.sorting import find_by_initials


@dataclass(frozen=True)
class Pasted:
    """What a pasted list of SKUs or keys names, in the list's order, and what of it names nothing."""

    product_ids: list[int]
    missing: list[str]


def match_products(text: str) -> Q:
    """A condition on Product: every word in a title, the key, the brand's name or a SKU.

    Inside words too, so that 蓝牙 finds 无线蓝牙耳机. Related rows are asked for by subquery, never joined, so nothing
    comes twice.
    """
    return _match(text, lambda word: Q(pk__in=_titles(word)) | _match_identity(word, "", "pk__in"))


def match_contents(text: str) -> Q:
    """The same condition on ProductContent, whose own title is meant."""
    return _match(text, lambda word: _match_title(word) | _match_identity(word, "product__", "product_id__in"))


def search_contents(contents: QuerySet[ProductContent], text: str) -> QuerySet[ProductContent]:
    """Those of `contents` that the search box of the products' list finds: by words, or by a pasted list."""
    words = split_pasted(text)
    if len(words) > 1:
        pasted = find_pasted(words)
        if not pasted.missing:
            return contents.filter(product_id__in=pasted.product_ids)
    return contents.filter(match_contents(text))


def _match(text: str, match_word: Callable[[str], Q]) -> Q:
    condition = Q()
    for word in text.split()[:8]:
        condition &= match_word(word)
    return condition


def _match_identity(word: str, path: str, in_products: str) -> Q:
    by_sku = Offer.objects.filter(sku__icontains=word).values("product_id")
    return (
        Q(**{f"{path}key__icontains": word}) | Q(**{f"{path}brand__name__icontains": word}) | Q(**{in_products: by_sku})
    )


def _titles(word: str) -> QuerySet:
    return ProductContent.objects.filter(_match_title(word)).values("product_id")


def _match_title(word: str) -> Q:
    """Inside the title, or by the initials of its pinyin: lyej finds 蓝牙耳机."""
    return Q(title__icontains=word) | find_by_initials("sort_key", word)


def find_pasted(words: Sequence[str]) -> Pasted:
    """Look up SKUs (or product keys) of a pasted list: two queries a 500 words."""
    found: dict[str, int] = {}
    for chunk in _chunks(words, 500):
        found.update(Product.objects.filter(key__in=chunk).values_list("key", "pk"))
        found.update(Offer.objects.filter(sku__in=chunk).values_list("sku", "product_id"))
    return Pasted(
        product_ids=list(dict.fromkeys(found[word] for word in words if word in found)),
        missing=[word for word in words if word not in found],
    )


def _chunks(words: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (words[start : start + size] for start in range(0, len(words), size))

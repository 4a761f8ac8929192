"""What shoppers search for and a title lacks: whoever keeps a log of searches is asked, and the title is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import ngettext

from cms.catalog.models import Brand, BrandText, ProductContent
from cms.catalog.norms.titles import has_words
from cms.catalog.scoring.standing import find_standing

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Searched:
    """A phrase by which shoppers come, how often they search for it, and whether they came to this very product."""

    phrase: str
    searches: int
    is_of_product: bool = False


Read = Callable[..., Sequence[Searched]]

_sources: list[Read] = []


def register(read: Read) -> None:
    """Have `read(content, at=…)` asked for phrases, the most frequent first; called once an app is ready."""
    if read not in _sources:
        _sources.append(read)


def list_wanted(content: ProductContent, *, at: datetime) -> list[Searched] | None:
    """Phrases to put into the title, at most `SHOWN`; None where nobody is known to have come by any."""
    known = [one for read in _sources for one in read(content, at=at)]
    if not known:
        return None
    lacking = [one for one in known if not has_words(content.title or "", one.phrase)]
    if not lacking:
        return []
    others, lexicon = _list_other_brands(content), find_standing().choose((), content.locale.language_code).lexicon
    return [
        one
        for one in lacking
        # What others are called brings shoppers to their products, and lawyers to this one.
        if (one.is_of_product or not _names_any(one.phrase, others)) and not lexicon.find(one.phrase)
    ][:SHOWN]


def _list_other_brands(content: ProductContent) -> set[str]:
    """The brands that stand in the same category."""
    product = content.product
    if product.category is None:
        return set()
    there = Brand.objects.filter(products__category__path__startswith=product.category.path)
    others = there.exclude(pk=product.brand_id).distinct()
    texts = BrandText.objects.filter(brand__in=others.order_by().values("pk"))
    return {*others.order_by().values_list("name", flat=True), *texts.values_list("name", flat=True)}


def _names_any(phrase: str, names: Iterable[str]) -> bool:
    return any(has_words(phrase, name) for name in names)


def describe_wanted(content: ProductContent, *, at: datetime) -> dict[str, Any]:
    """As the script of the checks panel reads it; nothing where there is no log of searches."""
    wanted = list_wanted(content, at=at)
    if wanted is None:
        return {}
    return {"wanted": [{"phrase": one.phrase, "note": _say_times(one.searches)} for one in wanted]}


def _say_times(count: int) -> str:
    text = ngettext("searched for %(count)s time", "searched for %(count)s times", count)
    return text % {"count": number_format(count, use_l10n=True, force_grouping=True)}

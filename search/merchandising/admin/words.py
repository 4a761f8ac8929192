"""Directives in words, for whoever asks why a product stands where it does."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.money import Money
from search.merchandising.comparing import Change
from search.ranking.directives import Touch, TouchKind
from search.ranking.understanding import Query
from search.recognising import PartKind, UnderstoodPart


def describe_touch(touch: Touch) -> str:
    """What a rule did to one hit."""
    if touch.kind is TouchKind.PIN:
        return _("pinned at place %(place)d by “%(rule)s”") % {"place": touch.amount, "rule": touch.reason}
    # In the unit of all other reasons: thousands of points.
    words = {"points": f"{touch.amount / 1000:+.1f}", "rule": touch.reason}
    if touch.kind is TouchKind.BOOST:
        return _("boosted by “%(rule)s”: %(points)s") % words
    return _("buried by “%(rule)s”: %(points)s") % words


def describe_change(change: Change) -> str:
    """How it moved, as a mark: "↑3", "↓1", "new", "gone"; "" where it stayed."""
    if change.is_new:
        return _("new")
    if change.is_gone:
        return _("gone")
    if change.climbed:
        return f"{'↑' if change.climbed > 0 else '↓'}{abs(change.climbed)}"
    return ""


def describe_change_fully(change: Change) -> str:
    """The same for who hears it read."""
    if change.is_new:
        return _("was not among the first")
    if change.is_gone:
        return _("is no longer among the first")
    if change.climbed > 0:
        return _("up from place %(place)d") % {"place": change.before}
    if change.climbed < 0:
        return _("down from place %(place)d") % {"place": change.before}
    return ""


def describe_query(query: Query) -> list[tuple[str, str]]:
    """How a query was read, as labels and values."""
    facts = [(_("Read as"), " · ".join(word.text for word in query.wanted))]
    if query.head is not None:
        facts.append((_("Names the thing"), query.head.text))
    synonyms = [
        f"{word.text} = {', '.join(' '.join(tokens) for tokens in word.synonyms)}"
        for word in query.words
        if word.synonyms
    ]
    if synonyms:
        facts.append((_("Other words for it"), "; ".join(synonyms)))
    return facts


def describe_parts(parts: Sequence[UnderstoodPart]) -> list[tuple[str, str]]:
    """What the query names, on one line: "brand Huawei, category Phones, price ≤ 500"."""
    if not parts:
        return []
    return [(_("Recognised"), ", ".join(f"{_NAMES[part.kind]} {_describe_part(part)}" for part in parts))]


_NAMES = {
    PartKind.BRAND: gettext_lazy("brand"),
    PartKind.CATEGORY: gettext_lazy("category"),
    PartKind.PRODUCT_TYPE: gettext_lazy("product type"),
    PartKind.SPECIFICATION: gettext_lazy("specification"),
    PartKind.PRICE: gettext_lazy("price"),
}


def _describe_part(part: UnderstoodPart) -> str:
    if part.kind is not PartKind.PRICE:
        return part.name if part.name == part.text else f"{part.name} (“{part.text}”)"
    low, high = (
        None if end is None else Money(end, settings.VITRINE_CURRENCY).formatted for end in (part.low, part.high)
    )
    if low and high:
        return f"{low}–{high}"
    return f"≤ {high}" if high else f"≥ {low}"


def describe_step(query: Query, step: int) -> str:
    """How strict the reading was that found something."""
    count = len(query.wanted)
    names = [
        _("every word has to be there"),
        *([_("most words have to be there")] if count > 2 else []),
        *([_("one of the words is enough")] if count > 1 else []),
        _("a part of a word is enough"),
    ]
    return names[min(step, len(names) - 1)]

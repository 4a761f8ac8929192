"""What rules want that cannot both be: two products at one place, a product first and hidden, two addresses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from search.merchandising.models import Guided, QueryRule, SearchRedirect
from search.merchandising.reading import make_redirects, make_rules
from search.merchandising.standing import Ruling
from search.ranking.directives import Directives
from search.ranking.tree import AnyOf, Term


def find_conflicts(one: Guided) -> list[str]:
    """In words, where `one` is at odds with itself or with others that may take effect in the same list."""
    if not one.is_active:
        return []
    if isinstance(one, QueryRule):
        return list(_find_rule_conflicts(one))
    if isinstance(one, SearchRedirect):
        return list(_find_redirect_conflicts(one))
    return []


def _list_others(one: Guided) -> Any:
    return type(one)._default_manager.filter(is_active=True).exclude(pk=one.pk).order_by("pk")


def _find_rule_conflicts(rule: QueryRule) -> Iterator[str]:
    ours, *others = make_rules([rule, *_list_others(rule).select_related("category")])
    places: dict[int, str] = {}
    for pin in ours.value.pins:
        if places.setdefault(pin.place, pin.key) != pin.key:
            yield _("It pins two products at place %(place)d: the second stands behind the first.") % {
                "place": pin.place
            }
    if _pins_hidden(ours.value, ours.value):
        yield _("It pins a product that it hides: hidden it is.")
    for other in others:
        if ours.trigger.meets(other.trigger):
            yield from _compare(ours, other)


def _compare(ours: Ruling[Directives], other: Ruling[Directives]) -> Iterator[str]:
    taken = {pin.place: pin.key for pin in other.value.pins}
    for pin in ours.value.pins:
        if taken.get(pin.place, pin.key) != pin.key:
            yield _("“%(rule)s” pins another product at place %(place)d; the older rule goes first.") % {
                "rule": other.name,
                "place": pin.place,
            }
    if _pins_hidden(ours.value, other.value):
        yield _("“%(rule)s” hides a product that this one pins: hidden it is.") % {"rule": other.name}
    if _pins_hidden(other.value, ours.value):
        yield _("“%(rule)s” pins a product that this one hides: hidden it is.") % {"rule": other.name}


def _pins_hidden(pinning: Directives, hiding: Directives) -> bool:
    """As far as it can be told without the index: by what is listed."""
    listed = {key for node in _flatten(hiding.hidden) for key in [node.text]}
    return any(pin.key in listed for pin in pinning.pins)


def _flatten(node: Any) -> Iterator[Term]:
    if isinstance(node, Term) and node.field == "key":
        yield node
    elif isinstance(node, AnyOf):
        for clause in node.clauses:
            yield from _flatten(clause)


def _find_redirect_conflicts(redirect: SearchRedirect) -> Iterator[str]:
    ours, *others = make_redirects([redirect, *_list_others(redirect)])
    for other in others:
        if other.value != ours.value and ours.trigger.meets(other.trigger):
            yield _("“%(rule)s” leads some of these searches to %(address)s; the one that says most wins.") % {
                "rule": other.name,
                "address": other.value,
            }

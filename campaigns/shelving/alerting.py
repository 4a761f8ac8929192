"""Tells people of stock that has become low: owners of their products, planners of what their running promotions name.

One notice a person and look, however many products it is about; a product is told of once, until it was not low.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from campaigns.promotions.models import Promotion
from campaigns.shelving.facts import Surroundings
from campaigns.shelving.models import ShelvingSettings, StockState
from cms.catalog.selectors import with_titles
from cms.notices import kinds
from cms.notices.telling import tell

KIND = "stock-low"
_NAMED = 10


def register() -> None:
    """Make the kind of notice known."""
    kinds.register(kinds.Kind(KIND, gettext_lazy("Low stock"), icon="warning", way=kinds.Way.MAIL))


def tell_of_stock(surroundings: Surroundings, *, at: datetime) -> int:
    """Tell of what is low and nobody has been told of; how many people hear it."""
    if not ShelvingSettings.load().tells_owners:
        return 0
    with transaction.atomic():
        untold = StockState.objects.filter(is_low=True, told_at__isnull=True).select_related("product")
        states = list(with_titles(untold).order_by("pk"))
        owned = _group_by_owner(states)
        planned = _group_by_planner(states, surroundings)
        users = get_user_model()._default_manager.in_bulk(owned.keys() | planned.keys())
        heard = 0
        for pk, user in sorted(users.items()):
            mine = {state.pk: state for state in (*owned.get(pk, ()), *planned.get(pk, ()))}
            heard += _tell(user, list(mine.values()), at=at)
        StockState.objects.filter(pk__in=[state.pk for state in states]).update(told_at=at)
    return heard


def _group_by_owner(states: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for state in states:
        if state.owner_id:
            found.setdefault(state.owner_id, []).append(state)
    return found


def _group_by_planner(states: Sequence[Any], surroundings: Surroundings) -> dict[int, list[Any]]:
    """By whoever wrote or published the promotion that runs with them."""
    by_key = {state.product.key: state for state in states if state.is_running}
    running = {one.source_id: one for one in surroundings.taking_part if one.is_running} if by_key else {}
    promotions = Promotion.objects.filter(pk__in=running)
    found: dict[int, list[Any]] = {}
    for pk, *planners in promotions.values_list("pk", "live_revision__user", "latest_revision__user"):
        low = [by_key[key] for key in running[pk].products & by_key.keys()]
        for planner in {planner for planner in planners if planner}:
            found.setdefault(planner, []).extend(low)
    return found


def _tell(user: Any, states: Sequence[Any], *, at: datetime) -> int:
    if not states:
        return 0
    states = sorted(states, key=lambda state: (not state.is_running, state.out_since is None, state.cover_days or 0))
    return tell(
        KIND,
        [user],
        subject=lambda: _name(states),
        body=lambda: "\n".join(_list(states)),
        address=reverse("shelving:stock"),
        key=f"{at:%Y-%m-%dT%H:%M}",
    )


def _name(states: Sequence[Any]) -> str:
    text = ngettext("%(count)d product is low in stock", "%(count)d products are low in stock", len(states))
    return text % {"count": len(states)}


def _list(states: Sequence[Any]) -> list[str]:
    lines = [_describe({"title": state.title, "stock": state.stock or 0}, state) for state in states[:_NAMED]]
    if len(states) > _NAMED:
        lines.append(_("and %(count)d more") % {"count": len(states) - _NAMED})
    return lines


def _describe(values: Mapping[str, Any], state: Any) -> str:
    text = _("%(title)s: sold out") if state.out_since else _("%(title)s: %(stock)d left")
    line = text % values
    return _("%(line)s (in a running promotion)") % {"line": line} if state.is_running else line

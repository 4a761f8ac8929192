"""What is said to who may not change something: why, and whom to ask."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from cms.catalog.reach.deciding import Place
from cms.catalog.reach.naming import is_naming, list_parts
from cms.catalog.reach.selectors import find_reach, list_own_limits, may_reach, name_keepers, name_responsible


def name_own_areas(user: Any) -> str:
    """The areas that count for `user`, as one text."""
    return _(", ").join(str(limit) for limit in list_own_limits(user))


def explain_refusal(user: Any, row: Any) -> str:
    """Why `user` may not change `row`, which lies outside their areas, and who may."""
    names = _name_keepers_of_rest(user, row) if is_naming(type(row)) else name_responsible(row)
    values = {"areas": name_own_areas(user), "names": _(", ").join(names or ())}
    if names is None:
        text = _(
            "You are responsible for %(areas)s, and this is about all categories. Ask the head of operations, or name"
            " categories or products of yours alone."
        )
    elif names:
        text = _("You are responsible for %(areas)s. This is looked after by %(names)s: ask them to change it.")
    else:
        text = _("You are responsible for %(areas)s, and this lies elsewhere. Ask the head of operations to change it.")
    return text % values


def _name_keepers_of_rest(user: Any, row: Any) -> list[str] | None:
    """Who looks after the first thing that `row` names and `user` does not, and may change it; None for everything."""
    outside = find_reach(user).find_outside(list_parts(row))
    return name_keepers(outside, type(row)) if outside is not None and outside.path else None


def find_refusal(user: Any, row: Any) -> str:
    """The reason why `user` may not change `row`; "" for who may."""
    return "" if may_reach(user, row) else explain_refusal(user, row)


def find_move_refusal(user: Any, category: Any, brand: Any) -> str:
    """The reason why `user` may not put something into `category` and under `brand`; "" for who may."""
    place = Place(category.path if category is not None else "", brand.pk if brand is not None else None)
    if find_reach(user).includes(place):
        return ""
    return _("You are responsible for %(areas)s: choose a category, and a brand, of yours.") % {
        "areas": name_own_areas(user)
    }

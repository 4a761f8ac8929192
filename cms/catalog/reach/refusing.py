"""What is said to who may not change something: why, and whom to ask."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from cms.catalog.reach.deciding import Place
from cms.catalog.reach.selectors import find_reach, list_own_limits, may_reach, name_responsible


def name_own_areas(user: Any) -> str:
    """The areas that count for `user`, as one text."""
    return _(", ").join(str(limit) for limit in list_own_limits(user))


def explain_refusal(user: Any, row: Any) -> str:
    """Why `user` may not change `row`, which lies outside their areas, and who may."""
    values = {"areas": name_own_areas(user), "names": _(", ").join(name_responsible(row))}
    if values["names"]:
        text = _("You are responsible for %(areas)s. This is looked after by %(names)s: ask them to change it.")
    else:
        text = _("You are responsible for %(areas)s, and this lies elsewhere. Ask the head of operations to change it.")
    return text % values


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

"""What of the queue, and which low reviews, somebody is responsible for."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from cms.catalog.models import Product
from cms.catalog.reach.refusing import name_own_areas
from cms.catalog.reach.selectors import filter_reached, find_reach, may_reach, name_responsible
from cms.community.models import ModerationItem, ReviewCase
from cms.community.responsibility.boards import find_boards, may_reach_board, name_boards, name_keepers

_BOARD, _PRODUCT = "board:", "product:"


def filter_items(items: QuerySet[ModerationItem], user: Any) -> Any:
    """Those of `items` that stand on a board, or under a product, of `user`'s."""
    boards, reach = find_boards(user), find_reach(user)
    if boards is not None:
        items = items.filter(~Q(scope__startswith=_BOARD) | Q(scope__in=[f"{_BOARD}{slug}" for slug in boards]))
    if reach.is_limited:
        products = filter_reached(Product.objects.order_by(), reach)
        scopes = products.annotate(place=Concat(Value(_PRODUCT), "key", output_field=CharField())).values("place")
        items = items.filter(~Q(scope__startswith=_PRODUCT) | Q(scope__in=scopes))
    return items


def filter_cases(cases: QuerySet[ReviewCase], user: Any) -> Any:
    """Those of `cases` whose product is `user`'s."""
    reach = find_reach(user)
    if not reach.is_limited:
        return cases
    keys = filter_reached(Product.objects.order_by(), reach).values("key")
    return cases.filter(review__product_key__in=keys)


def may_reach_scope(user: Any, scope: str) -> bool:
    """Whether what was written there is `user`'s to decide; the right to decide is another question."""
    if scope.startswith(_BOARD):
        return may_reach_board(user, scope.removeprefix(_BOARD))
    if scope.startswith(_PRODUCT) and find_reach(user).is_limited:
        product = _find_product(scope)
        return product is not None and may_reach(user, product)
    return True


def explain_scope(user: Any, scope: str) -> str:
    """Why what was written there is not `user`'s to decide, and whose it is."""
    if scope.startswith(_BOARD):
        mine, keepers = name_boards(user), name_keepers(scope.removeprefix(_BOARD))
    else:
        product = _find_product(scope)
        mine, keepers = [name_own_areas(user)], name_responsible(product) if product is not None else []
    values = {"areas": _(", ").join(mine), "names": _(", ").join(keepers)}
    if keepers:
        text = _("You are responsible for %(areas)s. This is looked after by %(names)s: ask them to decide.")
    else:
        text = _("You are responsible for %(areas)s, and this lies elsewhere. Hand it on to somebody who may decide.")
    return text % values


def _find_product(scope: str) -> Product | None:
    return Product.objects.filter(key=scope.removeprefix(_PRODUCT)).select_related("category").first()

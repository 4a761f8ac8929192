"""Approvals of products reach as far as somebody is responsible."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from cms.catalog.models import ProductContent
from cms.catalog.reach.selectors import filter_reached, find_reach, may_reach


def reaches(user: Any, row: Any) -> bool:
    """Whether `row` is within what `user` is responsible for; only products are anybody's in particular."""
    return not isinstance(row, ProductContent) or may_reach(user, row)


def filter_states(states: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Those of `states` whose product is `user`'s, and all that are not about products."""
    reach = find_reach(user)
    if not reach.is_limited:
        return states
    mine = filter_reached(ProductContent.objects.order_by(), reach).annotate(text=Cast("pk", CharField()))
    of_products = Q(workflow_state__base_content_type=ContentType.objects.get_for_model(ProductContent))
    return states.filter(~of_products | Q(workflow_state__object_id__in=mine.values("text")))

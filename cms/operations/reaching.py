"""Approvals reach as far as somebody is responsible."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from cms.catalog.models import ProductContent
from cms.catalog.reach.naming import is_naming
from cms.catalog.reach.selectors import filter_reached, find_reach, is_limited_kind, may_reach


def reaches(user: Any, row: Any) -> bool:
    """Whether `row` is within what `user` is responsible for; other things are nobody's in particular."""
    return not is_limited_kind(type(row)) or may_reach(user, row)


def filter_states(states: QuerySet[Any], user: Any) -> QuerySet[Any]:
    """Those of `states` whose thing is `user`'s, and all about what is nobody's in particular."""
    reach = find_reach(user)
    if not reach.is_limited:
        return states
    mine = filter_reached(ProductContent.objects.order_by(), reach).annotate(text=Cast("pk", CharField()))
    of_products = Q(workflow_state__content_type=ContentType.objects.get_for_model(ProductContent))
    states = states.filter(~of_products | Q(workflow_state__object_id__in=mine.values("text")))
    for model in _list_naming():
        states = states.exclude(_make_condition(states, model, user))
    return states


def _list_naming() -> Iterable[type]:
    return [model for model in apps.get_models() if is_naming(model) and hasattr(model, "workflow_states")]


def _make_condition(states: QuerySet[Any], model: Any, user: Any) -> Q:
    """What waits, of one model, and is not `user`'s."""
    kind = Q(workflow_state__content_type=ContentType.objects.get_for_model(model))
    keys = states.filter(kind).values_list("workflow_state__object_id", flat=True)
    rows = model.objects.filter(pk__in=[int(key) for key in keys])
    return kind & Q(workflow_state__object_id__in=[str(row.pk) for row in rows if not may_reach(user, row)])

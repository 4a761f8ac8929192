from __future__ import annotations

from typing import Any

import graphene

from storefront.context import RequestContext
from storefront.errors import Code, StorefrontError
from storefront.node_ids import decode_id
from storefront.paging import LARGEST_PAGE
from storefront.queries.arguments import describe_place
from storefront.sources.finders import BY_TYPE
from storefront.types.node import Node


class NodeQueries(graphene.ObjectType):
    node = graphene.Field(
        Node,
        description="What has this global id, or null where shoppers cannot see it.",
        id=graphene.Argument(graphene.NonNull(graphene.ID), description="The `id` of an object."),
        **describe_place(),
    )
    nodes = graphene.NonNull(
        graphene.List(Node),
        description="What has these global ids, in their order; null for what shoppers cannot see.",
        ids=graphene.Argument(
            graphene.NonNull(graphene.List(graphene.NonNull(graphene.ID))), description="At most 100."
        ),
        **describe_place(),
    )

    @staticmethod
    def resolve_node(_root: Any, info: Any, id: str, locale: str | None = None, channel: str | None = None) -> Any:
        return _find_nodes([id], info.context, locale, channel)[0]

    @staticmethod
    def resolve_nodes(
        _root: Any, info: Any, ids: list[str], locale: str | None = None, channel: str | None = None
    ) -> list[Any]:
        if len(ids) > LARGEST_PAGE:
            raise StorefrontError(
                Code.BAD_ARGUMENT, f"`ids` has {len(ids)} ids; {LARGEST_PAGE} are the most.", argument="ids"
            )
        return _find_nodes(ids, info.context, locale, channel)


def _find_nodes(ids: list[str], context: RequestContext, locale: str | None, channel: str | None) -> list[Any]:
    chosen = context.choose_locale(locale)
    context.choose_channel(channel)
    decoded = [decode_id(one) for one in ids]
    found: dict[str, dict[str, Any]] = {}
    for kind in dict.fromkeys(kind for kind, _key in decoded):
        keys = [key for other, key in decoded if other == kind]
        found[kind] = BY_TYPE[kind](keys, locale=chosen, context=context)
    return [found[kind].get(key) for kind, key in decoded]

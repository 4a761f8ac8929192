from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import graphene

from cms.delivery.addresses import make_address, read_address
from cms.delivery.moves import find_redirect
from cms.delivery.selectors import find_document_at
from storefront.context import RequestContext
from storefront.queries.arguments import describe_place
from storefront.sources.finders import BY_KIND
from storefront.types.base import Delivered
from storefront.types.routable import Routable


class Redirect(Delivered):
    """What used to be at a path is elsewhere now."""

    address = graphene.NonNull(
        graphene.String, description='Where to: "/en/products/tea", or a whole address on another site.'
    )
    is_permanent = graphene.NonNull(graphene.Boolean, description="Whether for good: 301 and not 302.")


class Route(graphene.ObjectType):
    """What a path leads to."""

    locale = graphene.NonNull(graphene.String, description="The locale that was asked for, or that the path names.")
    content = graphene.Field(Routable, description="What lives there; null for a redirect.")
    redirect = graphene.Field(Redirect, description="Where it has gone; null for what lives there.")


@dataclass(frozen=True, slots=True)
class _Found:
    locale: str
    content: Any | None = None
    redirect: dict[str, Any] | None = None


class RouteQueries(graphene.ObjectType):
    route = graphene.Field(
        Route,
        description="Whatever lives at a path of the storefront, or where it has gone; null where there is nothing.",
        path=graphene.Argument(
            graphene.NonNull(graphene.String),
            description='The path: "/products/tea". A locale in front of it ("/en/products/tea") goes before `locale`.',
        ),
        **describe_place(),
    )

    @staticmethod
    def resolve_route(
        _root: Any, info: Any, path: str, locale: str | None = None, channel: str | None = None
    ) -> _Found | None:
        context = info.context
        context.choose_channel(channel)
        named, place = read_address(path)
        chosen = named or context.choose_locale(locale)
        content = _find_content(place, locale=chosen, context=context)
        if content is not None:
            return _Found(chosen, content=content)
        found = find_redirect(place, chosen)
        if found is None:
            return None
        address, is_permanent = found
        # An editor may write a path alone: it is meant in the language that was asked for.
        if address.startswith("/") and read_address(address)[0] is None:
            address = make_address(address, chosen)
        return _Found(chosen, redirect={"address": address, "isPermanent": is_permanent})


def _find_content(path: str, *, locale: str, context: RequestContext) -> Any | None:
    document = find_document_at(path, locale=locale, at=context.at)
    if document is None or document.kind not in BY_KIND:
        return None
    return BY_KIND[document.kind]([document.key], locale=locale, context=context).get(document.key)

from __future__ import annotations

from typing import Any

import graphene

from cms.delivery.selectors import find_all_locales
from storefront.types.base import Delivered, required_list


class Translation(Delivered):
    """Where the same thing is in another locale."""

    locale = graphene.NonNull(graphene.String, description='The locale: "en".')
    path = graphene.NonNull(graphene.String, description='The path there: "/products/tea". It may differ by locale.')


class Routable(graphene.Interface):
    """Something with a page of its own in a storefront."""

    path = graphene.NonNull(
        graphene.String,
        description='Where a storefront shows it, below the locale: "/products/tea" is "/en/products/tea" in English.',
    )
    translations = required_list(
        Translation, "Every locale it is really written in, its own included: for `hreflang` and language menus."
    )

    @staticmethod
    def resolve_path(source: Any, _info: Any) -> str:
        document = source.document
        return document.path if document is not None else "/"

    @staticmethod
    def resolve_translations(source: Any, info: Any) -> list[dict[str, str]]:
        document = source.document
        if document is None:
            return []
        found = find_all_locales(document.kind, [document.key], at=info.context.at).get(document.key, {})
        return [{"locale": locale, "path": found[locale].path} for locale in sorted(found)]

"""How objects of this schema read their fields: from delivered data, by the name the schema gives them."""

from __future__ import annotations

from typing import Any

import graphene


def read_delivered(_name: str, default: Any, source: dict[str, Any], info: Any, **_arguments: Any) -> Any:
    """Documents are written with the schema's own names, so a field is one look-up."""
    return source.get(info.field_name, default)


def read_page(_name: str, default: Any, source: Any, info: Any, **_arguments: Any) -> Any:
    """The fields of a page stand in its document; whether it stands in for another locale is known of the answer."""
    return source.is_fallback if info.field_name == "isFallback" else source.data.get(info.field_name, default)


class Delivered(graphene.ObjectType):
    """A part of a delivery document; sources are dictionaries."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, **options: Any) -> None:
        options.setdefault("default_resolver", read_delivered)
        super().__init_subclass_with_meta__(**options)


def required_list(kind: Any, description: str, **options: Any) -> graphene.Field:
    """A list that is never null and holds no null."""
    return graphene.Field(graphene.NonNull(graphene.List(graphene.NonNull(kind))), description=description, **options)

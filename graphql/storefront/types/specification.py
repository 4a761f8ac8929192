from __future__ import annotations

from typing import Any

import graphene

from search.documents import format_value
from storefront.types.base import Delivered, required_list


class SpecificationType(graphene.Enum):
    """What kind of value a specification has."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    BOOLEAN = "boolean"

    @property
    def description(self) -> str:
        return {
            "text": "Free text.",
            "number": "A number, perhaps with a unit.",
            "choice": "One of the choices of its definition.",
            "boolean": "Yes or no.",
        }[self.value]


class Specification(Delivered):
    """Something said of a product: its weight, its colour, whether it is waterproof."""

    key = graphene.NonNull(graphene.String, description="The same in every locale; filter by it.")
    name = graphene.NonNull(graphene.String, description="What it is called.")
    type = graphene.NonNull(SpecificationType, description="The kind of its value.")
    value = graphene.NonNull(graphene.String, description="The value as filters take it, the same in every locale.")
    label = graphene.NonNull(graphene.String, description="The value ready to show, with its unit.")
    number = graphene.Float(description="The value of a NUMBER.")
    boolean = graphene.Boolean(description="The value of a BOOLEAN.")
    unit = graphene.NonNull(graphene.String, description='The unit of a NUMBER: "cm"; empty if none.')
    is_facet = graphene.NonNull(graphene.Boolean, description="Whether shoppers filter by it.")

    @staticmethod
    def resolve_value(source: dict[str, Any], _info: Any) -> str:
        return format_value(source["value"])

    @staticmethod
    def resolve_number(source: dict[str, Any], _info: Any) -> float | None:
        return source["value"] if source["type"] == "number" else None

    @staticmethod
    def resolve_boolean(source: dict[str, Any], _info: Any) -> bool | None:
        return source["value"] if source["type"] == "boolean" else None


class SpecificationChoice(Delivered):
    """One of the values a specification may have."""

    value = graphene.NonNull(graphene.String, description="As filters take it.")
    label = graphene.NonNull(graphene.String, description="Ready to show.")


class SpecificationDefinition(Delivered):
    """What may be said of the products of a category."""

    key = graphene.NonNull(graphene.String, description="The same in every locale.")
    name = graphene.NonNull(graphene.String, description="What it is called.")
    type = graphene.NonNull(SpecificationType, description="The kind of its values.")
    unit = graphene.NonNull(graphene.String, description="The unit of a NUMBER; empty if none.")
    choices = required_list(SpecificationChoice, "The values of a CHOICE, in order; empty for other types.")

"""The schema as code; `graphql/schema.graphql` is its committed copy."""

from __future__ import annotations

import graphene
from graphql import GraphQLSchema, print_schema

from storefront.queries.brands import BrandQueries
from storefront.queries.categories import CategoryQueries
from storefront.queries.clock import ClockQueries
from storefront.queries.nodes import NodeQueries
from storefront.queries.products import ProductQueries


class Query(ClockQueries, NodeQueries, BrandQueries, CategoryQueries, ProductQueries):
    """Everything a storefront can read. Only what shoppers may see at this moment is there: never a draft."""


schema: GraphQLSchema = graphene.Schema(query=Query).graphql_schema


def print_contract() -> str:
    """The schema in its definition language."""
    return f"{print_schema(schema)}\n"

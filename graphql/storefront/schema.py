"""The schema as code; `graphql/schema.graphql` is its committed copy."""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLInterfaceType, GraphQLSchema, print_schema

from storefront.mutations.root import Mutation
from storefront.queries.articles import ArticleQueries
from storefront.queries.brands import BrandQueries
from storefront.queries.categories import CategoryQueries
from storefront.queries.clock import ClockQueries
from storefront.queries.community import CommunityQueries
from storefront.queries.coupons import CouponQueries
from storefront.queries.frames import FrameQueries
from storefront.queries.landings import LandingQueries
from storefront.queries.members import MemberQueries
from storefront.queries.nodes import NodeQueries
from storefront.queries.page_search import PageSearchQueries
from storefront.queries.products import ProductQueries
from storefront.queries.promotions import PromotionQueries
from storefront.queries.quotes import QuoteQueries
from storefront.queries.recommendations import RecommendationQueries
from storefront.queries.reviews import ReviewQueries
from storefront.queries.routes import RouteQueries
from storefront.queries.suggestions import SuggestionQueries
from storefront.queries.topics import TopicQueries
from storefront.types.article import ArticleIndex, TopicIndex
from storefront.types.landing import LandingIndex


class Query(
    ClockQueries,
    NodeQueries,
    RouteQueries,
    FrameQueries,
    BrandQueries,
    CategoryQueries,
    ProductQueries,
    SuggestionQueries,
    ArticleQueries,
    TopicQueries,
    LandingQueries,
    MemberQueries,
    CouponQueries,
    CommunityQueries,
    ReviewQueries,
    RecommendationQueries,
    PromotionQueries,
    QuoteQueries,
    PageSearchQueries,
):
    """Everything a storefront can read. Only what shoppers may see at this moment is there: never a draft."""


def _name_type(source: Any, _info: Any, _interface: Any) -> str:
    """Sources behind an interface know what they are: no type has to be asked."""
    return source.typename


# Types that nothing but an interface leads to.
_LED_TO = [ArticleIndex, TopicIndex, LandingIndex]

schema: GraphQLSchema = graphene.Schema(query=Query, mutation=Mutation, types=_LED_TO).graphql_schema
for _type in schema.type_map.values():
    if isinstance(_type, GraphQLInterfaceType):
        _type.resolve_type = _name_type


def print_contract() -> str:
    """The schema in its definition language."""
    return f"{print_schema(schema)}\n"

from __future__ import annotations

from typing import Any

import graphene

from storefront.keysets import KeysetPage
from storefront.node_ids import encode_id
from storefront.paging import require_first
from storefront.types.base import required_list
from storefront.types.node import Node
from storefront.types.page_info import PageInfo
from storefront.types.written import Votable, Written

PAGE = 10
ANSWERS = 3
# By its path: products show questions, too.
_PRODUCT = "storefront.types.product.Product"


class ProductAnswer(Written, Votable):
    """An answer to a question about a product."""

    class Meta:
        interfaces = (Node,)

    is_official = graphene.NonNull(graphene.Boolean, description="Whether the shop itself answers; it has no author.")
    is_buyer = graphene.NonNull(graphene.Boolean, description="Whether the shop knows that its author bought it.")

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("ProductAnswer", source.row.key)


class ProductAnswerEdge(graphene.ObjectType):
    """An answer in a list."""

    cursor = graphene.NonNull(graphene.String, description="Pass it as `after` to go on behind this item.")
    node = graphene.NonNull(ProductAnswer, description="The answer.")


class ProductAnswerConnection(graphene.ObjectType):
    """A page of answers: the shop's own first, then those most members found helpful."""

    edges = required_list(ProductAnswerEdge, "The items of this page with their cursors.")
    nodes = required_list(ProductAnswer, "The items of this page, without their cursors.")
    page_info = graphene.NonNull(PageInfo, description="Where this page stands.")
    total_count = graphene.NonNull(graphene.Int, description="How many items there are on all pages.")


class ProductQuestion(Written, Votable):
    """What a member wants to know about a product."""

    class Meta:
        interfaces = (Node,)

    product = graphene.Field(_PRODUCT, description="What it is about; null where it is off the shelf.")
    answer_count = graphene.NonNull(graphene.Int, description="How many answers everybody sees.")
    has_official_answer = graphene.NonNull(graphene.Boolean, description="Whether the shop has answered.")
    answers = graphene.NonNull(
        ProductAnswerConnection,
        description="The answers: the shop's own first, then those most members found helpful.",
        first=graphene.Argument(graphene.Int, default_value=ANSWERS, description="How many, 1 to 100."),
        after=graphene.Argument(graphene.String, description="Go on behind this cursor of the same list."),
    )
    my_waiting_answers = required_list(
        ProductAnswer, "What the one who asks answered and not everybody sees: it waits, or was turned down."
    )

    @staticmethod
    def resolve_id(source: Any, _info: Any) -> str:
        return encode_id("ProductQuestion", source.row.key)

    @staticmethod
    def resolve_answers(source: Any, _info: Any, first: int | None = ANSWERS, after: str | None = None) -> KeysetPage:
        return source.batch.answers.read_page(source.row.pk, first=require_first(first, ANSWERS), after=after)


class ProductQuestionEdge(graphene.ObjectType):
    """A question in a list."""

    cursor = graphene.NonNull(graphene.String, description="Pass it as `after` to go on behind this item.")
    node = graphene.NonNull(ProductQuestion, description="The question.")


class ProductQuestionConnection(graphene.ObjectType):
    """A page of questions."""

    edges = required_list(ProductQuestionEdge, "The items of this page with their cursors.")
    nodes = required_list(ProductQuestion, "The items of this page, without their cursors.")
    page_info = graphene.NonNull(PageInfo, description="Where this page stands.")
    total_count = graphene.NonNull(graphene.Int, description="How many items there are on all pages.")


class ProductQuestionSort(graphene.Enum):
    """In which order questions stand."""

    HELPFUL = "helpful"
    NEWEST = "newest"

    @property
    def description(self) -> str:
        return {
            "helpful": "Those most members found helpful first.",
            "newest": "Those asked last first.",
        }[self.value]


def describe_questions() -> dict[str, graphene.Argument]:
    """The arguments of a list of questions."""
    return {
        "sort": graphene.Argument(ProductQuestionSort, default_value="helpful", description="In which order."),
        "first": graphene.Argument(graphene.Int, default_value=PAGE, description="How many, 1 to 100."),
        "after": graphene.Argument(graphene.String, description="Go on behind this cursor of the same list."),
    }

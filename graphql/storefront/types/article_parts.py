from __future__ import annotations

from typing import Any

import graphene

from storefront.types.base import Delivered, required_list
from storefront.types.blocks import resolve_html
from storefront.types.image import Image
from storefront.types.product import Product
from storefront.types.series import Series


class ArticleKind(graphene.Enum):
    """What sort of article it is."""

    NEWS = "news"
    REVIEW = "review"
    HOW_TO = "how_to"
    LIFESTYLE = "lifestyle"

    @property
    def description(self) -> str:
        return {
            "news": "What has happened, or is about to.",
            "review": "What something is worth, with scores, pros and cons.",
            "how_to": "How something is done, step by step.",
            "lifestyle": "A piece to read at leisure.",
        }[self.value]


class Score(Delivered):
    """What a review gives for one aspect."""

    label = graphene.NonNull(graphene.String, description='The aspect: "Taste".')
    score = graphene.NonNull(graphene.Float, description="What it got.")
    maximum = graphene.NonNull(graphene.Int, description="Out of how much.")


class ArticleReview(Delivered):
    """What a review comes to."""

    product = graphene.Field(Product, description="What is reviewed; null where shoppers cannot see it.")
    scores = required_list(Score, "What it got, aspect by aspect.")
    pros = required_list(graphene.String, "What speaks for it.")
    cons = required_list(graphene.String, "What speaks against it.")
    verdict = graphene.NonNull(graphene.String, description="What it comes to, plain text; may be empty.")

    @staticmethod
    def resolve_product(source: dict[str, Any], _info: Any) -> Any:
        key = source["product"]
        return source["source"].batch.products.get(key) if key else None


class HowTo(Delivered):
    """What a how-to takes."""

    minutes_needed = graphene.Int(description="How long it takes; null where nobody said.")
    tools = required_list(graphene.String, "What it is done with.")
    materials = required_list(graphene.String, "What is used up.")


class HowToStep(Delivered):
    """A step of a how-to."""

    title = graphene.NonNull(graphene.String, description="What is to be done, in a few words.")
    html = graphene.NonNull(graphene.String, description="How: finished and safe HTML; may be empty.")
    resolve_html = staticmethod(resolve_html)
    image = graphene.Field(Image, description="What it looks like, if there is a picture.")


class Citation(Delivered):
    """Where a fact comes from."""

    title = graphene.NonNull(graphene.String, description="What the source is called.")
    publisher = graphene.NonNull(graphene.String, description="Who published it; may be empty.")
    url = graphene.NonNull(graphene.String, description="Where it can be read; may be empty.")


class InSeries(graphene.ObjectType):
    """The place of an article in a series; articles that are not live are not counted."""

    series = graphene.NonNull(Series, description="The series.")
    position = graphene.NonNull(graphene.Int, description="Its place, from 1.")
    total = graphene.NonNull(graphene.Int, description="How many articles the series has.")
    previous = graphene.Field("storefront.types.article.Article", description="The article before; null at the start.")
    next = graphene.Field("storefront.types.article.Article", description="The article behind; null at the end.")

from __future__ import annotations

from typing import Any

import graphene

from storefront.types.base import Delivered, required_list
from storefront.types.image import Image

_ID = "Stable while the block exists, for keys of lists; no global id."
_HTML = "Finished and safe HTML: links lead to their targets."
_FILES = 'href="/documents/'


def resolve_html(block: dict[str, Any], info: Any) -> str:
    """Files are served here and not by the storefront, so their addresses are made whole; paths of pages stay."""
    return block["html"].replace(_FILES, f'href="{info.context.origin}/documents/')


class PictureSide(graphene.Enum):
    """Where a picture stands beside its text."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def description(self) -> str:
        return {"left": "Before the text.", "right": "After the text."}[self.value]


class HeadingBlock(Delivered):
    """A heading inside the details."""

    id = graphene.NonNull(graphene.String, description=_ID)
    text = graphene.NonNull(graphene.String, description="The heading, plain text.")


class TextBlock(Delivered):
    """A passage of rich text."""

    id = graphene.NonNull(graphene.String, description=_ID)
    html = graphene.NonNull(graphene.String, description=_HTML)
    resolve_html = staticmethod(resolve_html)


class PictureBlock(Delivered):
    """A picture across the whole width."""

    id = graphene.NonNull(graphene.String, description=_ID)
    image = graphene.Field(Image, description="The picture; null where it was deleted.")


class TextAndPictureBlock(Delivered):
    """A passage with a picture beside it."""

    id = graphene.NonNull(graphene.String, description=_ID)
    heading = graphene.NonNull(graphene.String, description="Above the text; may be empty.")
    html = graphene.NonNull(graphene.String, description=_HTML)
    resolve_html = staticmethod(resolve_html)
    image = graphene.Field(Image, description="The picture; null where it was deleted.")
    side = graphene.NonNull(PictureSide, description="Where the picture stands.")


class Question(Delivered):
    """A question with its answer."""

    question = graphene.NonNull(graphene.String, description="The question, plain text.")
    html = graphene.NonNull(graphene.String, description="The answer. " + _HTML)
    resolve_html = staticmethod(resolve_html)


class QuestionsBlock(Delivered):
    """Questions and answers."""

    id = graphene.NonNull(graphene.String, description=_ID)
    items = required_list(Question, "The questions, in order.")


_TYPES = {
    "heading": HeadingBlock,
    "text": TextBlock,
    "picture": PictureBlock,
    "text_and_picture": TextAndPictureBlock,
    "questions": QuestionsBlock,
}


class ContentBlock(graphene.Union):
    """A part of a product's details, as its editor put them together. New kinds may come: keep a default."""

    class Meta:
        types = tuple(_TYPES.values())

    @classmethod
    def resolve_type(cls, instance: dict[str, Any], info: Any) -> Any:
        return _TYPES[instance["type"]]


def keep_known(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks this schema has a type for: a newer document is served without what an older server cannot name."""
    return [block for block in blocks if block["type"] in _TYPES]

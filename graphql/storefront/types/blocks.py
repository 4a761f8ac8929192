from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene

from storefront.types.base import Delivered, required_list
from storefront.types.image import Image, make_absolute

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


class ProductCardsBlock(Delivered):
    """Products to show as cards; those that shoppers cannot see now are left out."""

    id = graphene.NonNull(graphene.String, description=_ID)
    heading = graphene.NonNull(graphene.String, description="Above the cards; may be empty.")
    note = graphene.NonNull(graphene.String, description="Why they are shown here; may be empty.")
    products = required_list(
        "storefront.types.product.Product", "The products, in the editor's order; may be empty: show nothing then."
    )

    @staticmethod
    def resolve_products(source: dict[str, Any], _info: Any) -> list[Any]:
        return source["shown"]


class QuoteBlock(Delivered):
    """What somebody said."""

    id = graphene.NonNull(graphene.String, description=_ID)
    text = graphene.NonNull(graphene.String, description="The words, plain text; may have several lines.")
    source = graphene.NonNull(graphene.String, description="Who said it; may be empty.")


class Captions(Delivered):
    """What is said in a video, in one language."""

    language = graphene.NonNull(graphene.String, description='Its language, for `srclang`: "zh-hans".')
    url = graphene.NonNull(graphene.String, description="The address of the WebVTT file, for a `<track>`.")

    @staticmethod
    def resolve_url(source: dict[str, Any], info: Any) -> str:
        return make_absolute(source["url"], info)


class VideoBlock(Delivered):
    """A video: on another platform, to be shown in a frame, or a file of the shop. Exactly one of the two is given.

    Show the picture, and the player once somebody wants it.
    """

    id = graphene.NonNull(graphene.String, description=_ID)
    title = graphene.NonNull(graphene.String, description="What it shows, for the title of the frame; may be empty.")
    caption = graphene.NonNull(graphene.String, description="Below it; may be empty.")
    url = graphene.String(description="Its page on the platform.")
    embed_url = graphene.String(description="The platform's player, for an `<iframe>`.")
    platform = graphene.NonNull(graphene.String, description='What the platform is called: "Bilibili"; may be empty.')
    file_url = graphene.String(description="The address of the file.")
    image = graphene.Field(Image, description="To show until it is played, if there is a picture.")
    seconds = graphene.Float(description="How long the file is; null where nobody knows.")
    credit = graphene.NonNull(
        graphene.String, description="Whom to name beside the file, where its licence asks for that; else empty."
    )
    captions = required_list(Captions, "What is said in the file, by language.")

    @staticmethod
    def resolve_credit(block: dict[str, Any], _info: Any) -> str:
        return block.get("credit", "")

    @staticmethod
    def resolve_captions(block: dict[str, Any], _info: Any) -> list[dict[str, Any]]:
        return block.get("captions", [])

    @staticmethod
    def resolve_caption(block: dict[str, Any], _info: Any) -> str:
        return block.get("caption", "")

    @staticmethod
    def resolve_platform(block: dict[str, Any], _info: Any) -> str:
        return block.get("platform", "")

    @staticmethod
    def resolve_file_url(block: dict[str, Any], info: Any) -> str | None:
        url = block.get("fileUrl")
        return make_absolute(url, info) if url else None


class TableColumn(Delivered):
    """A column of a table."""

    heading = graphene.NonNull(graphene.String, description="Its heading; may be empty.")
    is_number = graphene.NonNull(graphene.Boolean, description="Whether it holds numbers: align them right.")


class TableBlock(Delivered):
    """A table."""

    id = graphene.NonNull(graphene.String, description=_ID)
    caption = graphene.NonNull(graphene.String, description="What it shows; may be empty.")
    columns = required_list(TableColumn, "Its columns.")
    rows = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(graphene.List(graphene.NonNull(graphene.String))))),
        description="Its rows, a text a column, plain text.",
    )


_TYPES = {
    "heading": HeadingBlock,
    "text": TextBlock,
    "picture": PictureBlock,
    "text_and_picture": TextAndPictureBlock,
    "questions": QuestionsBlock,
    "products": ProductCardsBlock,
    "quote": QuoteBlock,
    "video": VideoBlock,
    "table": TableBlock,
}


class ContentBlock(graphene.Union):
    """A part of an article or of a product's details, as its editor put them together.

    New kinds may come: keep a default.
    """

    class Meta:
        types = tuple(_TYPES.values())

    @classmethod
    def resolve_type(cls, instance: dict[str, Any], info: Any) -> Any:
        return _TYPES[instance["type"]]


def keep_known(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks this schema has a type for: a newer document is served without what an older server cannot name."""
    return [block for block in blocks if block["type"] in _TYPES]


def show_products(blocks: list[dict[str, Any]], find: Callable[[list[str]], list[Any]]) -> list[dict[str, Any]]:
    """`blocks` with the products that `find` has for their keys."""
    return [{**block, "shown": find(block["keys"])} if block["type"] == "products" else block for block in blocks]

"""The blocks of homes and landing pages. Sources are delivered data with `page`, which reads what they show."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import graphene

from campaigns.landing.rotation import choose_code
from campaigns.landing.windows import find_state
from storefront.paging import require_first
from storefront.types.base import Delivered, required_list
from storefront.types.blocks import (
    HeadingBlock,
    PictureBlock,
    QuestionsBlock,
    TextAndPictureBlock,
    TextBlock,
    VideoBlock,
)
from storefront.types.cards import ArticleCard, Link, ProductCard
from storefront.types.category import Category
from storefront.types.comparison import ComparisonBlock
from storefront.types.image import Image
from storefront.types.scalars import DateTime

_ID = "Stable while the block exists, for keys of lists; no global id."
SHELF = 20
SLIDES = 6
TILES = 12
TEASERS = 6


def list_cards(description: str) -> graphene.Field:
    """The products of a block."""
    return required_list(
        ProductCard,
        description,
        first=graphene.Int(default_value=SHELF, description="At most so many, 1 to 100."),
    )


def resolve_products(block: dict[str, Any], _info: Any, first: int | None = SHELF) -> list[Any]:
    return block["page"].list_products(block)[: require_first(first, SHELF)]


class ProductLayout(graphene.Enum):
    """How products are laid out."""

    GRID = "grid"
    SCROLLER = "scroller"
    LIST = "list"

    @property
    def description(self) -> str:
        return {"grid": "In rows and columns.", "scroller": "In one row to scroll.", "list": "Below each other."}[
            self.value
        ]


class WindowState(graphene.Enum):
    """Where `serverTime` stands in a window of time."""

    UPCOMING = "upcoming"
    RUNNING = "running"
    ENDED = "ended"

    @property
    def description(self) -> str:
        return {"upcoming": "Before its start.", "running": "Between start and end.", "ended": "At its end or later."}[
            self.value
        ]


class Slide(Delivered):
    """A large picture that leads somewhere."""

    picture = graphene.NonNull(Image, description="The picture.")
    phone_picture = graphene.Field(Image, description="An upright one for phones; null: crop `picture`.")
    heading = graphene.NonNull(graphene.String, description="Over or below the picture; may be empty.")
    text = graphene.NonNull(graphene.String, description="Below the heading; may be empty.")
    link = graphene.Field(Link, description="Where it leads; null: nowhere.")


class CarouselBlock(Delivered):
    """Large pictures that follow each other."""

    id = graphene.NonNull(graphene.String, description=_ID)
    slides = required_list(
        Slide,
        "The slides, in order; at least one.",
        first=graphene.Int(default_value=SLIDES, description="At most so many, 1 to 100."),
    )
    seconds = graphene.NonNull(graphene.Int, description="How long each stays; 0: until the shopper moves on.")

    @staticmethod
    def resolve_slides(block: dict[str, Any], _info: Any, first: int | None = SLIDES) -> list[dict[str, Any]]:
        return block["slides"][: require_first(first, SLIDES)]


class ShelfBlock(Delivered):
    """A floor of a page that shoppers jump to, with its products."""

    id = graphene.NonNull(graphene.String, description=_ID)
    anchor = graphene.NonNull(graphene.String, description='What links jump to: "tea" for #tea; unique in the page.')
    navigation = graphene.NonNull(graphene.String, description="Its short name for the page's navigation.")
    heading = graphene.NonNull(graphene.String, description="The heading.")
    text = graphene.NonNull(graphene.String, description="Below the heading; may be empty.")
    picture = graphene.Field(Image, description="A banner, if it has one.")
    layout = graphene.NonNull(ProductLayout, description="How its products are laid out.")
    products = list_cards("Its products that can be seen now, in order.")
    more = graphene.Field(Link, description="Where there is more, if anywhere.")

    resolve_products = staticmethod(resolve_products)


class ProductsBlock(Delivered):
    """Products under a heading."""

    id = graphene.NonNull(graphene.String, description=_ID)
    heading = graphene.NonNull(graphene.String, description="The heading; may be empty.")
    layout = graphene.NonNull(ProductLayout, description="How they are laid out.")
    products = list_cards("The products that can be seen now, in order.")
    more = graphene.Field(Link, description="Where there is more, if anywhere.")

    resolve_products = staticmethod(resolve_products)


class CategoryTile(Delivered):
    """A category as a tile, with another heading or picture than its own where the editor wanted one."""

    category = graphene.NonNull(Category, description="The category.")
    heading = graphene.NonNull(graphene.String, description="What to call it here.")
    image = graphene.Field(Image, description="What to show here, if there is a picture.")

    @staticmethod
    def resolve_heading(tile: dict[str, Any], _info: Any) -> str:
        return tile["heading"] or tile["category"].name

    @staticmethod
    def resolve_image(tile: dict[str, Any], _info: Any) -> dict[str, Any] | None:
        return tile["picture"] or tile["category"].read("picture")


class CategoriesBlock(Delivered):
    """Tiles that lead to categories."""

    id = graphene.NonNull(graphene.String, description=_ID)
    heading = graphene.NonNull(graphene.String, description="The heading; may be empty.")
    tiles = required_list(
        CategoryTile,
        "The categories that are there now, in order.",
        first=graphene.Int(default_value=TILES, description="At most so many, 1 to 100."),
    )

    @staticmethod
    def resolve_tiles(block: dict[str, Any], _info: Any, first: int | None = TILES) -> list[dict[str, Any]]:
        page = block["page"]
        tiles = ({**tile, "category": page.find_category(tile["categoryKey"])} for tile in block["tiles"])
        return [tile for tile in tiles if tile["category"] is not None][: require_first(first, TILES)]


class ArticlesBlock(Delivered):
    """Teasers of articles."""

    id = graphene.NonNull(graphene.String, description=_ID)
    heading = graphene.NonNull(graphene.String, description="The heading; may be empty.")
    articles = required_list(
        ArticleCard,
        "The articles that can be read now, in order.",
        first=graphene.Int(default_value=TEASERS, description="At most so many, 1 to 100."),
    )
    more = graphene.Field(Link, description="Where there are more, if anywhere.")

    @staticmethod
    def resolve_articles(block: dict[str, Any], _info: Any, first: int | None = TEASERS) -> list[Any]:
        return block["page"].list_articles(block)[: require_first(first, TEASERS)]


class Moment(Delivered):
    """What is said in one state of a countdown."""

    heading = graphene.NonNull(graphene.String, description="The heading; may be empty.")
    text = graphene.NonNull(graphene.String, description="Below the heading; may be empty.")


class CountdownTexts(Delivered):
    """What a countdown says in each of its states."""

    upcoming = graphene.NonNull(Moment, description="Before the start.")
    running = graphene.NonNull(Moment, description="Between start and end.")
    ended = graphene.NonNull(Moment, description="At the end and later.")


class _Window:
    """A block with `startsAt` and `endsAt`."""

    @staticmethod
    def resolve_state(block: dict[str, Any], info: Any) -> str:
        starts_at, ends_at = datetime.fromisoformat(block["startsAt"]), datetime.fromisoformat(block["endsAt"])
        return find_state(starts_at, ends_at, at=info.context.at)

    @staticmethod
    def resolve_server_time(_block: dict[str, Any], info: Any) -> Any:
        return info.context.at


class CountdownBlock(_Window, Delivered):
    """Counts down to a start, then to an end. The state is the server's: a shopper's clock may be wrong."""

    id = graphene.NonNull(graphene.String, description=_ID)
    state = graphene.NonNull(WindowState, description="Where `serverTime` stands.")
    starts_at = graphene.NonNull(DateTime, description="When it begins.")
    ends_at = graphene.NonNull(DateTime, description="When it is over; this instant is not part of it.")
    server_time = graphene.NonNull(DateTime, description="The instant `state` holds for; count down from here.")
    heading = graphene.NonNull(graphene.String, description="What is said in the present state; may be empty.")
    text = graphene.NonNull(graphene.String, description="Below the heading; may be empty.")
    texts = graphene.NonNull(
        CountdownTexts, description="What is said in every state, for changing over without asking again."
    )
    link = graphene.Field(Link, description="Where it leads; null: nowhere.")

    @staticmethod
    def resolve_heading(block: dict[str, Any], info: Any) -> str:
        return block["moments"][_Window.resolve_state(block, info)]["heading"]

    @staticmethod
    def resolve_text(block: dict[str, Any], info: Any) -> str:
        return block["moments"][_Window.resolve_state(block, info)]["text"]

    @staticmethod
    def resolve_texts(block: dict[str, Any], _info: Any) -> dict[str, Any]:
        return block["moments"]


class GroupCodeBlock(Delivered):
    """The QR code of the chat group that takes people now."""

    id = graphene.NonNull(graphene.String, description=_ID)
    heading = graphene.NonNull(graphene.String, description="The heading.")
    text = graphene.NonNull(graphene.String, description="What to say: `fullText` of the editor when all are full.")
    name = graphene.String(description="The name of the group; null when every group is full.")
    picture = graphene.Field(Image, description="Its QR code; null when every group is full.")
    is_full = graphene.NonNull(graphene.Boolean, description="Whether every group is full.")

    @staticmethod
    def resolve_text(block: dict[str, Any], info: Any) -> str:
        return block["text"] if _choose(block, info) else block["fullText"]

    @staticmethod
    def resolve_name(block: dict[str, Any], info: Any) -> str | None:
        code = _choose(block, info)
        return code["name"] if code else None

    @staticmethod
    def resolve_picture(block: dict[str, Any], info: Any) -> dict[str, Any] | None:
        code = _choose(block, info)
        return code["picture"] if code else None

    @staticmethod
    def resolve_is_full(block: dict[str, Any], info: Any) -> bool:
        return _choose(block, info) is None


def _choose(block: dict[str, Any], info: Any) -> Any:
    group = block["page"].find_group(block["groupKey"])
    return choose_code(group.data["codes"], at=info.context.at) if group is not None else None


class LiveRoomBlock(_Window, Delivered):
    """A live broadcast."""

    id = graphene.NonNull(graphene.String, description=_ID)
    state = graphene.NonNull(WindowState, description="Where `serverTime` stands.")
    starts_at = graphene.NonNull(DateTime, description="When it begins.")
    ends_at = graphene.NonNull(DateTime, description="When it is over; this instant is not part of it.")
    server_time = graphene.NonNull(DateTime, description="The instant `state` holds for.")
    heading = graphene.NonNull(graphene.String, description="What it is about.")
    host = graphene.NonNull(graphene.String, description="Who speaks.")
    text = graphene.NonNull(graphene.String, description="Below the heading; may be empty.")
    picture = graphene.Field(Image, description="Its picture; null where it was deleted.")
    link = graphene.Field(Link, description="Where to watch: the replay once it is over; null: nowhere yet.")
    products = list_cards("The products that are shown in it and can be seen now, in order.")

    resolve_products = staticmethod(resolve_products)

    @staticmethod
    def resolve_link(block: dict[str, Any], info: Any) -> dict[str, Any] | None:
        is_over = _Window.resolve_state(block, info) == "ended"
        return block["replay"] if is_over else block["link"]


_TYPES = {
    "shelf": ShelfBlock,
    "carousel": CarouselBlock,
    "products": ProductsBlock,
    "categories": CategoriesBlock,
    "countdown": CountdownBlock,
    "group_code": GroupCodeBlock,
    "live_room": LiveRoomBlock,
    "comparison": ComparisonBlock,
    "articles": ArticlesBlock,
    "video": VideoBlock,
    "heading": HeadingBlock,
    "text": TextBlock,
    "picture": PictureBlock,
    "text_and_picture": TextAndPictureBlock,
    "questions": QuestionsBlock,
}
KNOWN = frozenset(_TYPES)


class PageBlock(graphene.Union):
    """A part of a home or a landing page, as its editor put them together. New kinds may come: keep a default."""

    class Meta:
        types = tuple(_TYPES.values())

    @classmethod
    def resolve_type(cls, instance: dict[str, Any], info: Any) -> Any:
        return _TYPES[instance["type"]]

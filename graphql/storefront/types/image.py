from __future__ import annotations

from typing import Any

import graphene

from storefront.types.base import Delivered, required_list


class ImageFormat(graphene.Enum):
    """A file format that pictures are made ready in."""

    AVIF = "avif"
    WEBP = "webp"
    JPEG = "jpeg"
    PNG = "png"

    @property
    def description(self) -> str:
        return {
            "avif": "The smallest; most browsers.",
            "webp": "Small; every current browser.",
            "jpeg": "For everything else.",
            "png": "Of pictures with transparency, for everything else.",
        }[self.value]


class FocalPoint(Delivered):
    """What a crop has to keep, as shares of the picture: (0, 0) is its top left corner, (1, 1) its bottom right."""

    x = graphene.NonNull(graphene.Float, description="From the left, 0 to 1.")
    y = graphene.NonNull(graphene.Float, description="From the top, 0 to 1.")


class Rendition(Delivered):
    """A picture made ready in one size and format."""

    url = graphene.NonNull(graphene.String, description="Its address.")
    width = graphene.NonNull(graphene.Int, description="In pixels.")
    height = graphene.NonNull(graphene.Int, description="In pixels.")
    format = graphene.NonNull(ImageFormat, description="Its file format.")

    @staticmethod
    def resolve_url(source: dict[str, Any], info: Any) -> str:
        return make_absolute(source["url"], info)


class Image(Delivered):
    """A picture, with what it takes to show it well before and after it has arrived."""

    url = graphene.NonNull(graphene.String, description="The address of the original.")
    width = graphene.Int(description="In pixels; null while a picture elsewhere has not been fetched.")
    height = graphene.Int(description="In pixels; null while a picture elsewhere has not been fetched.")
    alt = graphene.NonNull(graphene.String, description="What it shows, in words; empty where it only decorates.")
    credit = graphene.NonNull(
        graphene.String, description="Whom to name beside it, where its licence asks for that; else empty."
    )
    focal_point = graphene.Field(FocalPoint, description="What a crop has to keep, if the editor marked it.")
    blurhash = graphene.NonNull(graphene.String, description="A blur to show meanwhile (blurha.sh); empty if none.")
    renditions = required_list(
        Rendition,
        "The sizes that are ready, the smallest first. Right after publishing there may be none yet.",
        format=graphene.Argument(ImageFormat, description="Only those of this format."),
    )
    srcset = graphene.String(
        description=(
            "Ready for the attribute `srcset` of `<img>` or `<source>`; null while there is nothing in the format. "
            "Of `widths`, each is met by the smallest rendition that is as wide, or by the widest there is."
        ),
        widths=graphene.List(
            graphene.NonNull(graphene.Int), description="The widths wanted; all there are if left out."
        ),
        format=graphene.Argument(ImageFormat, default_value="webp", description="The format wanted."),
    )

    @staticmethod
    def resolve_url(source: dict[str, Any], info: Any) -> str:
        return make_absolute(source["url"], info)

    @staticmethod
    def resolve_credit(source: dict[str, Any], _info: Any) -> str:
        return source.get("credit") or ""

    @staticmethod
    def resolve_renditions(source: dict[str, Any], _info: Any, format: Any = None) -> list[dict[str, Any]]:
        return choose_renditions(source, None if format is None else ImageFormat.get(format).value)

    @staticmethod
    def resolve_srcset(source: dict[str, Any], info: Any, format: Any, widths: list[int] | None = None) -> str | None:
        renditions = choose_renditions(source, ImageFormat.get(format).value)
        if not renditions:
            return None
        if widths is not None:
            renditions = pick_widths(renditions, widths)
        return ", ".join(f"{make_absolute(one['url'], info)} {one['width']}w" for one in renditions)


def choose_renditions(image: dict[str, Any], format: str | None) -> list[dict[str, Any]]:
    """The renditions of `image` in `format` (any if None), the smallest first."""
    found = [one for one in image.get("renditions", ()) if format is None or one["format"] == format]
    return sorted(found, key=lambda one: one["width"])


def pick_widths(renditions: list[dict[str, Any]], widths: list[int]) -> list[dict[str, Any]]:
    """For each of `widths` the smallest of `renditions` that is as wide, else the widest; each once."""
    picked = {}
    for width in widths:
        chosen = next((one for one in renditions if one["width"] >= width), renditions[-1])
        picked[chosen["width"]] = chosen
    return [picked[width] for width in sorted(picked)]


def make_absolute(url: str, info: Any) -> str:
    """`url` with the host that the client asked, where it has none: a storefront lives elsewhere."""
    return f"{info.context.origin}{url}" if url.startswith("/") and not url.startswith("//") else url

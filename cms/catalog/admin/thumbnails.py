"""The little pictures of the lists: what is there already, never rendered for a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from cms.catalog.models import ProductContent, ProductPicture

_ENOUGH = 96
_SMALL_FILE = 400


@dataclass(frozen=True)
class Thumbnail:
    """Where a product's picture can be had. `url` "" means that there is none to show yet."""

    url: str = ""
    is_remote: bool = False
    is_waiting: bool = False

    def render(self) -> SafeString:
        if self.url:
            return format_html(
                '<img class="catalogue-thumbnail" src="{}" alt="" loading="lazy" width="48" height="48"'
                ' referrerpolicy="no-referrer">',
                self.url,
            )
        text = _("Picture is being made") if self.is_waiting else _("No picture")
        return format_html('<span class="catalogue-thumbnail" role="img" aria-label="{0}" title="{0}"></span>', text)


NOTHING = Thumbnail()


def find_thumbnails(product_ids: Iterable[int]) -> dict[int, Thumbnail]:
    """Each product's first picture as a thumbnail: three queries, however many products."""
    first = ProductPicture.objects.filter(product=OuterRef("product")).order_by("sort_order", "pk").values("pk")[:1]
    pictures = list(
        ProductPicture.objects.filter(product_id__in=set(product_ids), pk=Subquery(first)).values_list(
            "product_id", "image_id", "remote_url"
        )
    )
    images = _load_images(image_id for _product, image_id, _url in pictures if image_id)
    return {
        product_id: images.get(image_id, NOTHING) if image_id else Thumbnail(url, is_remote=True)
        for product_id, image_id, url in pictures
    }


def find_chosen_thumbnails(contents: Iterable[ProductContent]) -> dict[int, Thumbnail]:
    """The first picture each content's editor chose, by content id: two queries; those that chose none are left out."""
    chosen = {content.pk: image_id for content in contents if (image_id := _first_chosen(content))}
    images = _load_images(chosen.values())
    return {pk: images[image_id] for pk, image_id in chosen.items() if image_id in images}


def _first_chosen(content: ProductContent) -> int | None:
    for block in content.pictures.raw_data:
        value = block.get("value")
        image_id = value.get("image") if isinstance(value, dict) else value
        if isinstance(image_id, int):
            return image_id
    return None


def _load_images(image_ids: Iterable[int]) -> dict[int, Thumbnail]:
    image_ids = set(image_ids)
    if not image_ids:
        return {}
    images = get_image_model().objects.filter(pk__in=image_ids).prefetch_related("renditions")
    return {image.pk: _choose(image) for image in images}


def _choose(image) -> Thumbnail:
    """The smallest rendition that is large enough, else the largest; a small original does as well."""
    renditions = sorted(image.renditions.all(), key=lambda rendition: rendition.width * rendition.height)
    fitting = [rendition for rendition in renditions if min(rendition.width, rendition.height) >= _ENOUGH]
    if fitting or renditions:
        return Thumbnail((fitting or renditions[::-1])[0].url)
    if max(image.width, image.height) <= _SMALL_FILE:
        return Thumbnail(image.file.url)
    return Thumbnail(is_waiting=True)

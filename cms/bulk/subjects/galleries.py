"""The pictures of products, as tables name them: read, written in their order, and taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from cms.bulk.subjects.library import Place, list_numbers
from cms.bulk.subjects.subject import RowRefused
from cms.catalog.models import Product, ProductContent, ProductPicture
from cms.media.models import MediaImage


def read_galleries(products: Sequence[Product]) -> dict[int, list[Place]]:
    """By product its pictures in their order; one query."""
    found: dict[int, list[Place]] = defaultdict(list)
    rows = ProductPicture.objects.filter(product__in=[product.pk for product in products])
    for picture in rows.order_by("sort_order", "pk"):
        found[picture.product_id].append(_describe(picture))
    return found


def check_gallery(user: Any, before: Sequence[Place], after: Sequence[Place]) -> None:
    """Refuse what `user` may not choose, what is gone, and addresses nobody has fetched. Raises RowRefused."""
    if any(not isinstance(shown, int) for shown, _option in after if shown not in [one for one, _of in before]):
        raise RowRefused(
            _("An address can be moved or taken out here, not added. Put the picture into the library first."),
            "pictures",
        )
    numbers = set(list_numbers(after))
    new = numbers - set(list_numbers(before))
    require_pictures(numbers)
    policy = policy_registry.get_by_type(MediaImage)
    if new and policy.instances_user_has_permission_for(user, "choose").filter(pk__in=new).count() < len(new):
        raise RowRefused(
            _("You may not choose one of these pictures. Ask for the right to its collection."), "pictures"
        )


def require_pictures(numbers: set[int]) -> None:
    """Refuse what has been deleted. Raises RowRefused."""
    if MediaImage.objects.filter(pk__in=numbers).count() < len(numbers):
        raise RowRefused(_("One of these pictures has been deleted meanwhile. Choose another."), "pictures")


def write_gallery(product: Product, value: Sequence[Place], addresses: Mapping[str, str]) -> dict[str, str]:
    """Have `product` show `value`; rows that stay are the same rows. Returns the addresses that went with others.

    `addresses` are by picture what feeds said where it is, for what is put back.
    """
    present: dict[tuple[Any, str], list[ProductPicture]] = defaultdict(list)
    for picture in ProductPicture.objects.filter(product=product).order_by("sort_order", "pk"):
        shown, option = _describe(picture)
        present[shown, option].append(picture)
    for number, (shown, option) in enumerate(value):
        same = present[shown, option]
        picture = same.pop(0) if same else _make(product, shown, option, addresses)
        if picture.pk is None or picture.sort_order != number:
            picture.sort_order = number
            picture.save()
    gone = [picture for same in present.values() for picture in same]
    for picture in gone:
        picture.delete()
    # Wagtail hears of what is added, not of what is taken from a product.
    ReferenceIndex.create_or_update_for_object(Product.objects.get(pk=product.pk))
    return {str(one.image_id): one.remote_url for one in gone if one.image_id and one.remote_url}


def list_choosing(product_ids: Sequence[int]) -> set[int]:
    """Products of which a text chooses pictures of its own; one query."""
    contents = ProductContent.objects.filter(product__in=product_ids)
    return {content.product_id for content in contents if len(content.pictures)}


def _describe(picture: ProductPicture) -> Place:
    return [picture.image_id or picture.remote_url, picture.option]


def _make(product: Product, shown: Any, option: str, addresses: Mapping[str, str]) -> ProductPicture:
    if isinstance(shown, int):
        return ProductPicture(product=product, image_id=shown, option=option, remote_url=addresses.get(str(shown), ""))
    return ProductPicture(product=product, remote_url=shown, option=option)

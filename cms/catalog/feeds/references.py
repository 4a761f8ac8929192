"""Keeps Wagtail's usage view true for what bulk writes went past its signals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import ReferenceIndex

from cms.catalog.models import Product, ProductContent


def write_references(
    *, new_products: Sequence[Product], moved_products: Sequence[Product], new_contents: Sequence[ProductContent]
) -> None:
    """Note what new objects refer to, and what products refer to that have another brand or category now.

    Feeds fill texts besides, and rich text of theirs links to addresses only, so nothing else can refer.
    """
    if ReferenceIndex.is_indexed(Product):
        if moved_products:
            _forget(moved_products)
        ReferenceIndex.objects.bulk_create(_make([*new_products, *moved_products]), batch_size=500)
    if ReferenceIndex.is_indexed(ProductContent):
        ReferenceIndex.objects.bulk_create(_make(new_contents), batch_size=500)


def _forget(products: Sequence[Product]) -> None:
    names = [name for name, _attribute, _target in _list_keys(Product)]
    ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Product),
        object_id__in=[str(product.pk) for product in products],
        content_path__in=names,
    ).delete()


def _make(objects: Iterable[models.Model]) -> list[ReferenceIndex]:
    made = []
    for one in objects:
        source = ContentType.objects.get_for_model(one, for_concrete_model=False)
        for name, attribute, target in _list_keys(type(one)):
            to_id = getattr(one, attribute)
            if to_id is not None:
                made.append(
                    ReferenceIndex(
                        content_type=source,
                        base_content_type=source,
                        object_id=str(one.pk),
                        to_content_type=ContentType.objects.get_for_model(target, for_concrete_model=False),
                        to_object_id=str(to_id),
                        model_path=name,
                        content_path=name,
                        content_path_hash=ReferenceIndex._get_content_path_hash(name),
                    )
                )
    return made


@cache
def _list_keys(model: type[models.Model]) -> list[tuple[str, str, type[models.Model]]]:
    """The foreign keys that Wagtail follows: name, attribute and target."""
    return [
        (field.name, field.attname, field.related_model)
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and not isinstance(field, ParentalKey)
        and not getattr(field, "wagtail_reference_index_ignore", False)
        and not getattr(field.related_model, "wagtail_reference_index_ignore", False)
    ]

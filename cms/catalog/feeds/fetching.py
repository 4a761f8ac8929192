"""Fetches the pictures whose addresses feeds gave, one after the other: each is kept before the next is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from wagtail.images import get_image_model

from cms.catalog.models import ProductContent, ProductPicture
from cms.delivery import services
from cms.media.remote import RemoteImageError, fetch_image

_LONGEST_ERROR = 300
_LONGEST_TITLE = 255

Fetch = Callable[[str], tuple[bytes, str]]


@dataclass(slots=True)
class FetchSummary:
    """`reused`: the same file was here already, under this or another address."""

    fetched: int = 0
    reused: int = 0
    failed: int = 0


def list_unfetched(*, product_key: str = "", with_failed: bool = False) -> QuerySet[ProductPicture]:
    """Pictures that are an address still; those that failed before only if asked for."""
    pictures = ProductPicture.objects.filter(image__isnull=True).exclude(remote_url="")
    if product_key:
        pictures = pictures.filter(product__key=product_key)
    if not with_failed:
        pictures = pictures.filter(error="")
    title = ProductContent.objects.filter(product=OuterRef("product")).order_by("pk").values("title")[:1]
    return pictures.select_related("product").annotate(product_title=Subquery(title)).order_by("product", "sort_order")


def fetch_pictures(
    pictures: list[ProductPicture],
    *,
    clock: Callable[[], datetime],
    on_progress: Callable[[int, int], None],
    on_failure: Callable[[ProductPicture], None],
    fetch: Fetch = fetch_image,
) -> FetchSummary:
    """Fetch each, and have the documents of its product rendered again; what fails says why on the picture."""
    summary = FetchSummary()
    for done, picture in enumerate(pictures, start=1):
        try:
            is_new = _fetch_one(picture, fetch, at=clock())
        except (RemoteImageError, ValidationError) as error:
            reason = error.reason if isinstance(error, RemoteImageError) else " ".join(error.messages)
            picture.error = reason[:_LONGEST_ERROR]
            ProductPicture.objects.filter(pk=picture.pk).update(error=picture.error)
            summary.failed += 1
            on_failure(picture)
        else:
            summary.fetched += is_new
            summary.reused += not is_new
        on_progress(done, len(pictures))
    return summary


def _fetch_one(picture: ProductPicture, fetch: Fetch, *, at: datetime) -> bool:
    """Give `picture` its image; returns whether that is a new one."""
    images = get_image_model().objects
    image = images.filter(source_url=picture.remote_url).order_by("pk").first()
    content, name = (b"", "") if image is not None else fetch(picture.remote_url)
    with transaction.atomic():
        if image is None:
            # Wagtail keeps the SHA-1 of each file: the same picture under two addresses is stored once.
            image = images.filter(file_hash=sha1(content, usedforsecurity=False).hexdigest()).order_by("pk").first()
        is_new = image is None
        if image is None:
            title = (getattr(picture, "product_title", None) or picture.product.key)[:_LONGEST_TITLE]
            image = images.create(title=title, file=ContentFile(content, name=name), source_url=picture.remote_url)
        ProductPicture.objects.filter(pk=picture.pk).update(image=image, error="")
        services.announce_change([f"product:{picture.product.key}"], at=at)
    return is_new

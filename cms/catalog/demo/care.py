"""Gives the demo shop's pictures licences, one of them run out and one about to, and a picture that is there twice."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image
from wagtail.documents.models import Document

from cms.catalog.models import ProductPicture
from cms.media.alike.finding import note_pairs
from cms.media.models import LicenceKind, MediaImage, UsageRights
from cms.media.rights.services import write_rights
from cms.media.starting import CAMPAIGNS, PRODUCTS, ensure_collections, find_collection

_STUDIO = "见山摄影工作室 Jianshan Studio"
_AGENCY = "图虫创意 Tuchong"
# (days until the licence ends or None, kind, holder, credit)
_TERMS: tuple[tuple[int | None, str, str, str], ...] = (
    (-9, LicenceKind.BOUGHT, _AGENCY, ""),
    (12, LicenceKind.BOUGHT, _AGENCY, ""),
    (26, LicenceKind.PARTNER, _STUDIO, "摄影 Photo: Jianshan Studio"),
    (200, LicenceKind.BOUGHT, _STUDIO, "摄影 Photo: Jianshan Studio"),
    (None, LicenceKind.OWN, "Vitrine", ""),
    (None, LicenceKind.FREE, "Wikimedia Commons", "CC BY 4.0"),
)


def load_care(*, at: datetime) -> int:
    """Add what is missing; returns how many licences and pictures that was."""
    if UsageRights.objects.exists():
        return 0
    ensure_collections()
    rows = ProductPicture.objects.filter(image__isnull=False).order_by("product_id", "sort_order")
    images = [row.image for row in rows.select_related("image")[: len(_TERMS) + 2] if row.image is not None]
    copies = _copy_pictures(images[len(_TERMS) :])
    with transaction.atomic():
        _write_licences(images, at=at)
    for copy in copies:
        note_pairs(copy)
    return len(_TERMS) + len(copies)


def _write_licences(images: list[MediaImage], *, at: datetime) -> None:
    day = timezone.localdate(at)
    products = find_collection(PRODUCTS)
    if products is not None:
        UsageRights.objects.create(collection=products, kind=LicenceKind.OWN, holder="Vitrine")
    proof = Document.objects.create(
        title="图片授权合同 Picture licence 2026",
        file=ContentFile("图片授权合同（演示）\nPicture licence (demo)\n".encode(), name="picture-licence.txt"),
    )
    for image, (days, kind, holder, credit) in zip(images, _TERMS, strict=False):
        terms: dict[str, Any] = {
            "holder": holder,
            "kind": kind,
            "credit": credit,
            "proof": proof if kind == LicenceKind.BOUGHT else None,
            "valid_from": day - timedelta(days=300) if days is not None else None,
            "valid_until": day + timedelta(days=days) if days is not None else None,
            "channels": "商城、App shop, app" if kind == LicenceKind.BOUGHT else "",
        }
        write_rights(UsageRights.objects.filter(image=image).first() or UsageRights(image=image), terms)


def _copy_pictures(images: list[MediaImage]) -> list[MediaImage]:
    """The same picture again: one as it is, the others as somebody's phone would have sent them."""
    collection = find_collection(CAMPAIGNS)
    copies = []
    for place, image in enumerate(images):
        with image.file.open("rb") as file:
            content = file.read()
        if place:
            picture = Image.open(io.BytesIO(content)).convert("RGB")
            picture.thumbnail((480, 480))
            output = io.BytesIO()
            picture.save(output, "JPEG", quality=70)
            content = output.getvalue()
        name = f"mmexport{1700000000 + place}.jpg"
        fields = {"collection": collection} if collection is not None else {}
        copies.append(MediaImage.objects.create(title=name, file=ContentFile(content, name=name), **fields))
    return copies

"""Products as norms see them: a batch of contents with their facts, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings

from cms.catalog.models import ProductContent
from cms.catalog.norms.values import Duplicate, Picture, Price, Subject
from cms.catalog.scoring.facts import Facts, ImageFacts, read_images
from cms.catalog.scoring.texts import read_details, read_points

Duplicates = Mapping[int, Sequence[Duplicate]]
"""By content, the products whose descriptions say nearly the same."""


def make_subjects(
    contents: Sequence[ProductContent],
    *,
    today: date,
    duplicates: Duplicates | None = None,
    prices: Mapping[int, Sequence[Price]] | None = None,
    pictures: Mapping[int, Sequence[int | None]] | None = None,
) -> list[Subject]:
    """A subject for each of `contents`, saved or as a form has them; their products have to be at hand.

    `prices` and `pictures`, by product, stand for those that are stored.
    """
    facts = Facts(list({id(content.product): content.product for content in contents}.values()))
    facts.replace(prices or {}, pictures or {})
    chosen = {id(content): list(content.pictures.raw_data) if content.pictures else [] for content in contents}
    images = read_images(_list_image_ids(chosen.values(), facts))
    return [
        _make_subject(
            content,
            facts,
            _make_pictures(content, chosen[id(content)], facts, images),
            tuple((duplicates or {}).get(content.pk, ())),
            today,
        )
        for content in contents
    ]


def _make_subject(
    content: ProductContent,
    facts: Facts,
    pictures: tuple[Picture, ...],
    duplicates: tuple[Duplicate, ...],
    today: date,
) -> Subject:
    product, locale = content.product, content.locale.language_code
    branch = facts.branches.get(product.category_id or 0)
    specifications = product.specifications or {}
    path = facts.taxonomy.list_path(product.category_id) if product.category_id else []
    return Subject(
        locale=locale,
        title=content.title or "",
        summary=content.summary or "",
        selling_points=read_points(content.selling_points.raw_data) if content.selling_points else (),
        details=read_details(content.details.raw_data) if content.details else "",
        search_terms=content.search_terms or "",
        seo_title=content.seo_title or "",
        seo_description=content.seo_description or "",
        pictures=pictures,
        specifications=specifications,
        definitions=branch.choose(specifications.keys()) if branch else (),
        prices=tuple(facts.prices.get(product.pk, ())),
        usual_prices=facts.usual.get(product.category_id or 0, {}),
        categories=branch.keys if branch else (),
        category_names=tuple(facts.taxonomy.name_category(category, locale) for category in path),
        brand=facts.taxonomy.name_brand(product.brand_id, locale) if product.brand_id else "",
        locales=tuple(code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES),
        translated=frozenset({*facts.locales.get(product.pk, ()), locale}),
        evidence=tuple(facts.evidence.get(product.pk, ())),
        duplicates=duplicates,
        today=today,
    )


def _list_image_ids(chosen: Any, facts: Facts) -> set[int]:
    ids = {image_id for pictures in facts.pictures.values() for image_id in pictures if image_id}
    return ids | {image for raw in chosen for child in raw if (image := _read_chosen(child)[0])}


def _read_chosen(child: Mapping[str, Any]) -> tuple[int | None, str, bool]:
    """Image, words and whether it only decorates, of a picture that the editor chose."""
    value = child.get("value")
    if isinstance(value, Mapping):
        return value.get("image"), value.get("alt_text") or "", bool(value.get("decorative"))
    return value, "", False


def _make_pictures(
    content: ProductContent, chosen: list[Any], facts: Facts, images: Mapping[int, ImageFacts]
) -> tuple[Picture, ...]:
    """The pictures as the storefront shows them: those the editor chose, else all of the product."""
    if chosen:
        shown = [_read_chosen(child) for child in chosen]
        return tuple(
            _make_picture(images[image], content.locale.language_code, alt, is_decorative)
            for image, alt, is_decorative in shown
            if image is not None and image in images
        )
    pictures = facts.pictures.get(content.product_id, ())
    # One that is still elsewhere is called by the product's title, and cannot be described here.
    return tuple(
        Picture(alt=content.title)
        if image_id is None
        else _make_picture(images[image_id], content.locale.language_code)
        for image_id in pictures
        if image_id is None or image_id in images
    )


def _make_picture(image: ImageFacts, language: str, alt: str = "", is_decorative: bool = False) -> Picture:
    return Picture(
        width=image.width,
        height=image.height,
        byte_size=image.byte_size,
        sharpness=image.sharpness,
        is_white=image.is_white,
        alt=alt.strip() or image.find_alt(language),
        is_decorative=is_decorative or image.is_decorative,
    )

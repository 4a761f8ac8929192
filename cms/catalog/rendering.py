"""Renders products, brands and categories as delivery documents: the same for publishing and for preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.utils.translation import override
from wagtail.images import get_image_model
from wagtail.models import Locale

from cms.catalog.details import Images, collect_image_ids, collect_links, render_details, render_picture
from cms.catalog.links import know_products
from cms.catalog.models import Brand, Category, ProductContent, ProductPicture, ProductTag
from cms.catalog.taxonomy import SpecificationNames, Taxonomy
from cms.collating import make_sort_key
from cms.delivery.kinds import Rendered
from cms.media.delivering import describe_image, describe_remote


def render_products(contents: Sequence[ProductContent]) -> list[Rendered]:
    """One document for each content, in its own locale; a fixed number of queries for the whole batch."""
    prefetch_related_objects(list(contents), "product")
    products = {content.product_id: content.product for content in contents}
    taxonomy = Taxonomy(
        brand_ids=[product.brand_id for product in products.values() if product.brand_id],
        category_ids=[product.category_id for product in products.values() if product.category_id],
        specification_keys={key for product in products.values() for key in product.specifications},
    )
    raw = {id(content): (list(content.pictures.raw_data), list(content.details.raw_data)) for content in contents}
    pictures = _read_pictures(list(products))
    tags = _read_tags(list(products))
    image_ids = {image_id for streams in raw.values() for image_id in collect_image_ids(list(streams))}
    image_ids |= {picture.image_id for group in pictures.values() for picture in group if picture.image_id}
    images = read_images(image_ids)
    locales = {locale.pk: locale.language_code for locale in Locale.objects.all()}
    with know_products(list(raw.values())):
        return [
            _render_product(
                content,
                locales[content.locale_id],
                taxonomy,
                pictures.get(content.product_id, []),
                images,
                raw[id(content)],
                tags.get(content.product_id, []),
            )
            for content in contents
        ]


def read_images(ids: set[int]) -> Images:
    """These images with their renditions, in two queries."""
    if not ids:
        return {}
    model = get_image_model()
    return {image.pk: image for image in model.objects.filter(pk__in=ids).prefetch_related("renditions")}


def _read_pictures(product_ids: list[int]) -> dict[int, list[ProductPicture]]:
    found: dict[int, list[ProductPicture]] = {}
    for picture in ProductPicture.objects.filter(product_id__in=product_ids).order_by("sort_order", "pk"):
        found.setdefault(picture.product_id, []).append(picture)
    return found


def _read_tags(product_ids: list[int]) -> dict[int, list[str]]:
    """In small letters, as promotions look for them."""
    found: dict[int, list[str]] = {}
    rows = ProductTag.objects.filter(content_object__in=product_ids).values_list("content_object_id", "tag__name")
    for product_id, name in rows:
        found.setdefault(product_id, []).append(name.lower())
    return found


def _render_product(
    content: ProductContent,
    locale: str,
    taxonomy: Taxonomy,
    pictures: list[ProductPicture],
    images: Images,
    raw: tuple[list[Any], list[Any]],
    tags: list[str],
) -> Rendered:
    product = content.product
    path = taxonomy.list_path(product.category_id) if product.category_id else []
    brand = taxonomy.brands.get(product.brand_id or 0)
    breadcrumbs = [_describe_category(category, taxonomy, locale) for category in path]
    raw_pictures, raw_details = raw
    body = {
        "kind": "product",
        "key": product.key,
        "locale": locale,
        "slug": content.slug,
        "path": f"/products/{content.slug}",
        "title": content.title,
        "summary": content.summary,
        "sellingPoints": [child["value"] for child in content.selling_points.raw_data if child["value"]],
        "brand": {"key": brand.key, "name": taxonomy.name_brand(brand.pk, locale)} if brand else None,
        "category": {"key": breadcrumbs[-1]["key"], "name": breadcrumbs[-1]["name"]} if breadcrumbs else None,
        "breadcrumbs": breadcrumbs,
        "images": _choose_images(raw_pictures, pictures, images, title=content.title, language=locale),
        "details": _render_details(raw_details, images, locale),
        "specifications": _render_specifications(
            product.specifications, taxonomy.find_specifications(product.category_id), locale
        ),
        "variantAxes": product.variant_axes,
        "stage": product.stage,
        "releasedAt": product.released_at.isoformat() if product.released_at else None,
        "seo": {
            "title": content.seo_title or content.title,
            "description": content.seo_description or content.summary[:320],
        },
        "searchTerms": content.search_terms,
        "tags": sorted(set(tags), key=lambda tag: (make_sort_key(tag), tag)),
    }
    dependencies = {f"product:{product.key}", *(f"category:{category.key}" for category in path)}
    if brand:
        dependencies.add(f"brand:{brand.key}")
    dependencies |= {f"image:{image_id}" for image_id in collect_image_ids([raw_pictures, raw_details])}
    dependencies |= {f"image:{picture.image_id}" for picture in pictures if picture.image_id}
    dependencies |= set(collect_links(raw_details))
    return Rendered(product.key, locale, content.slug, body, frozenset(dependencies), path=body["path"])


def _render_details(raw: list[Any], images: Images, locale: str) -> list[dict[str, Any]]:
    # A link leads to the page of the document's own language, whatever language the editor works in.
    with override(locale):
        return render_details(raw, images)


def _choose_images(
    chosen: list[Any], pictures: list[ProductPicture], images: Images, *, title: str, language: str
) -> list[dict[str, Any]]:
    """The pictures the editor chose, else all of the product; without words of their own they are named by `title`."""
    options = {picture.image_id: picture.option for picture in pictures if picture.image_id}
    if chosen:
        described = [render_picture(child["value"], images, language=language) for child in chosen]
        return [{**image, "option": options.get(image["id"], "")} for image in described if image is not None]
    return [
        {**_describe_picture(picture, images, title, language), "option": picture.option}
        for picture in pictures
        if picture.image_id in images or picture.remote_url
    ]


def _describe_picture(picture: ProductPicture, images: Images, title: str, language: str) -> dict[str, Any]:
    image = images.get(picture.image_id or 0)
    if image is None:
        return describe_remote(picture.remote_url, alt=title)
    return describe_image(image, fallback=title, language=language)


def _render_specifications(
    values: Mapping[str, Any], definitions: Mapping[str, SpecificationNames], locale: str
) -> list[dict[str, Any]]:
    known = [(definitions[key], value) for key, value in values.items() if key in definitions]
    known.sort(key=lambda pair: (pair[0].definition.sort_order, pair[0].definition.name, pair[0].definition.key))
    return [names.describe(value, locale) for names, value in known]


def _describe_category(category: Category, taxonomy: Taxonomy, locale: str) -> dict[str, Any]:
    return {"kind": "category", "key": category.key, "name": taxonomy.name_category(category, locale)}


def list_locales() -> list[str]:
    """The codes of every locale something is delivered in."""
    return [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


def render_brands(brands: Sequence[Brand]) -> list[list[Rendered]]:
    """For each brand a document in every locale."""
    taxonomy = Taxonomy(brand_ids=[brand.pk for brand in brands])
    images = read_images({brand.logo_id for brand in brands if brand.logo_id})
    return [[_render_brand(brand, locale, taxonomy, images) for locale in list_locales()] for brand in brands]


def _render_brand(brand: Brand, locale: str, taxonomy: Taxonomy, images: Images) -> Rendered:
    text = taxonomy.find_brand_text(brand.pk, locale)
    name = text.name if text else brand.name
    logo = images.get(brand.logo_id or 0)
    body: dict[str, Any] = {
        "kind": "brand",
        "key": brand.key,
        "locale": locale,
        "slug": brand.key,
        "path": f"/brands/{brand.key}",
        "name": name,
        "description": text.description if text else "",
        "logo": describe_image(logo, fallback=name, language=locale) if logo else None,
        "website": brand.website,
    }
    dependencies = frozenset({f"image:{brand.logo_id}"} if brand.logo_id else ())
    return Rendered(brand.key, locale, brand.key, body, dependencies, path=body["path"])


def render_categories(categories: Sequence[Category]) -> list[list[Rendered]]:
    """For each category a document in every locale."""
    taxonomy = Taxonomy(category_ids=[category.pk for category in categories], specification_keys=None)
    images = read_images({category.picture_id for category in categories if category.picture_id})
    children = _read_children(categories)
    return [
        [_render_category(category, locale, taxonomy, images, children) for locale in list_locales()]
        for category in categories
    ]


def _read_children(categories: Sequence[Category]) -> dict[str, list[str]]:
    depths = {category.depth + 1 for category in categories}
    parents = {category.path for category in categories}
    found: dict[str, list[str]] = {}
    rows = Category.objects.filter(depth__in=depths).order_by("path").values_list("path", "key")
    for path, key in rows:
        parent = path[: -Category.steplen]
        if parent in parents:
            found.setdefault(parent, []).append(key)
    return found


def _render_category(
    category: Category, locale: str, taxonomy: Taxonomy, images: Images, children: Mapping[str, list[str]]
) -> Rendered:
    text = taxonomy.find_category_text(category, locale)
    path = taxonomy.list_path(category.pk)
    name = text.name if text else category.name
    picture = images.get(category.picture_id or 0)
    definitions = sorted(
        taxonomy.find_specifications(category.pk).values(),
        key=lambda names: (names.definition.sort_order, names.definition.name, names.definition.key),
    )
    body = {
        "kind": "category",
        "key": category.key,
        "locale": locale,
        "slug": category.key,
        "path": f"/categories/{category.key}",
        "name": name,
        "description": text.description if text else "",
        "picture": describe_image(picture, fallback=name, language=locale) if picture else None,
        "seo": {
            "title": (text.seo_title if text else "") or name,
            "description": text.seo_description if text else "",
        },
        "parent": path[-2].key if len(path) > 1 else None,
        "breadcrumbs": [_describe_category(one, taxonomy, locale) for one in path],
        "children": children.get(category.path, []),
        "depth": category.depth,
        "position": int(category.path[-Category.steplen :], 36),
        "treePath": category.path,
        "specifications": [names.describe_definition(locale) for names in definitions if names.definition.is_facet],
    }
    dependencies = {f"category:{one.key}" for one in path[:-1]}
    if category.picture_id:
        dependencies.add(f"image:{category.picture_id}")
    return Rendered(category.key, locale, category.key, body, frozenset(dependencies), path=body["path"])

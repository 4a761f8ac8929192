"""Fills an empty database with a believable catalogue of any size, in bulk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from wagtail.models import Locale, Revision

from cms.catalog.models import Brand, Category, LifeCycleStage, Offer, Product, ProductContent, ProductPicture

_THINGS = ("无线蓝牙耳机", "降噪头戴耳机", "机械键盘", "陶瓷马克杯", "羊毛围巾", "便携榨汁机", "护眼台灯", "登山背包")
_BATCH = 500


def fill(rows: int, *, brands: int = 3000, image_ids: tuple[int, ...] = ()) -> None:
    """`rows` products, each with content, a live revision, two offers and two pictures."""
    now = timezone.now()
    locale = Locale.objects.get_or_create(language_code="zh-hans")[0]
    Locale.objects.get_or_create(language_code="en")
    made_brands = Brand.objects.bulk_create(
        (Brand(key=f"brand-{n}", name=f"品牌 {n:04}") for n in range(brands)), batch_size=_BATCH
    )
    categories = _make_categories()
    stages = LifeCycleStage.values
    products = Product.objects.bulk_create(
        (
            Product(
                key=f"p{n:06}",
                brand=made_brands[n % brands],
                category=categories[n % len(categories)],
                stage=stages[n % len(stages)],
            )
            for n in range(rows)
        ),
        batch_size=_BATCH,
    )
    _make_offers(products)
    _make_pictures(products, image_ids)
    _make_contents(products, locale, now)


def _make_categories() -> list[Category]:
    made = []
    for n in range(20):
        root = Category.add_root(key=f"c{n}", name=f"大类 {n:02}")
        for m in range(10):
            root = Category.objects.get(pk=root.pk)
            made.append(root.add_child(key=f"c{n}-{m}", name=f"小类 {n:02}-{m}"))
    return made


def _make_offers(products: list[Product]) -> None:
    Offer.objects.bulk_create(
        (
            Offer(
                product=product,
                sku=f"SKU-{product.key}-{size}",
                currency="CNY",
                price_minor=1990 + (n * 37) % 90000 + size * 100,
                stock=(n * 7) % 200,
                alert_level=10,
                options={"规格": f"{size} 号"},
                sort_order=size,
            )
            for n, product in enumerate(products)
            for size in range(2)
        ),
        batch_size=_BATCH,
    )


def _make_pictures(products: list[Product], image_ids: tuple[int, ...]) -> None:
    def picture(n: int, product: Product, place: int) -> ProductPicture:
        if image_ids and n % 2 == 0:
            return ProductPicture(product=product, image_id=image_ids[n % len(image_ids)], sort_order=place)
        return ProductPicture(
            product=product, remote_url=f"https://pictures.example.com/{product.key}/{place}.jpg", sort_order=place
        )

    ProductPicture.objects.bulk_create(
        (picture(n, product, place) for n, product in enumerate(products) for place in range(2)), batch_size=_BATCH
    )


def _make_contents(products: list[Product], locale: Locale, now: datetime) -> None:
    contents = ProductContent.objects.bulk_create(
        (
            ProductContent(
                product=product,
                locale=locale,
                title=f"{_THINGS[n % len(_THINGS)]} {n}",
                slug=product.key,
                live=True,
                first_published_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
            for n, product in enumerate(products)
        ),
        batch_size=_BATCH,
    )
    content_type = contents[0].get_content_type() if contents else None
    revisions = Revision.objects.bulk_create(
        (
            Revision(
                content_type=content_type,
                base_content_type=content_type,
                object_id=str(content.pk),
                object_str=content.title,
                content=content.serializable_data(),
                created_at=now - timedelta(seconds=n),
            )
            for n, content in enumerate(contents)
        ),
        batch_size=_BATCH,
    )
    for content, revision in zip(contents, revisions, strict=True):
        content.live_revision = content.latest_revision = revision
    ProductContent.objects.bulk_update(contents, ["live_revision", "latest_revision"], batch_size=_BATCH)

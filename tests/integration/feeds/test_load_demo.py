"""The demo shop: whole, right in every value, and only what is missing the second time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Revision

from cms.catalog.demo import later, loading
from cms.catalog.demo.drawing.packshots import FORMS
from cms.catalog.demo.reading import find_questions, read_parents, read_products, read_questions
from cms.catalog.demo.rows import make_gtin
from cms.catalog.models import Brand, Category, Offer, Product, ProductContent, ProductPicture
from cms.catalog.taxonomy import Taxonomy
from cms.delivery import outbox, worker
from cms.delivery.selectors import find_all_locales, find_documents, list_documents
from tests.pictures import make_jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """One small picture for all: how they look is no matter here."""
    from cms.catalog.demo import pictures, tiles
    from cms.catalog.demo.scenes import NamedScene

    content = make_jpeg(40, 40)
    monkeypatch.setattr(tiles, "draw_category", lambda key, products: content)
    monkeypatch.setattr(pictures, "draw_all", lambda jobs: ((job, content) for job in jobs))
    monkeypatch.setattr(NamedScene, "draw", lambda scene: content)


def load(marker: Path, *, later: bool = True) -> loading.Loaded:
    return loading.load_demo(marker=marker, clock=timezone.now, on_progress=lambda step, done, total: None, later=later)


def test_the_demo_shop_is_whole(tmp_path: Path) -> None:
    loaded = load(tmp_path / "marker", later=False)
    assert (loaded.products, loaded.contents) == (136, 270)
    assert loaded.pictures == 507
    assert (Brand.objects.count(), Category.objects.count() > 50) == (18, True)
    assert ProductPicture.objects.filter(image__isnull=False).count() == loaded.pictures
    assert set(Offer.objects.values_list("availability", flat=True)) == {"in_stock", "presale", "made_to_order"}
    assert Offer.objects.filter(stock=0).exists()
    assert Offer.objects.filter(stock__gt=0, stock__lt=10).exists()
    assert set(Product.objects.values_list("stage", flat=True)) == {"new", "growth", "mature", "decline"}
    now = timezone.now()
    documents = find_all_locales("product", list(Product.objects.values_list("key", flat=True)), at=now)
    assert len(documents) == 135
    assert all(set(locales) == {"zh-hans", "en"} for locales in documents.values())
    english = documents["linen-cushion"]["en"].data
    assert [one["name"] for one in english["breadcrumbs"]] == ["Home", "Home textiles", "Cushions"]
    assert {one["key"]: one["label"] for one in english["specifications"]}["material"] == "Linen"
    assert [block["type"] for block in english["details"]] == ["text", "heading", "text", "heading", "questions"]
    assert [item["question"] for item in english["details"][-1]["items"]] == [
        "How do I wash it?",
        "Is the colour as pictured?",
    ]
    assert {document.data["name"] for document in list_documents("brand", locale="en", at=now)} > {"Yunqi", "Taoyan"}
    assert Brand.objects.filter(logo__isnull=True).count() == 0
    assert set(Category.objects.filter(picture__isnull=True).values_list("key", flat=True)) == set()
    assert documents["linen-cushion"]["en"].data["images"][0]["option"] == "沙色"
    assert ProductContent.objects.filter(live=True, has_unpublished_changes=True).count() == 10
    assert Revision.objects.filter(approved_go_live_at__gt=now).count() == 3
    assert set(ProductContent.objects.filter(live=False).values_list("product__key", flat=True)) == {"water-filter"}


def test_every_specification_is_defined_and_right(tmp_path: Path) -> None:
    load(tmp_path / "marker")
    products = list(Product.objects.all())
    taxonomy = Taxonomy(category_ids=[one.category_id for one in products], specification_keys=None)
    for product in products:
        definitions = taxonomy.find_specifications(product.category_id)
        for key, value in product.specifications.items():
            assert definitions[key].definition.clean_value(value) == value, (product.key, key)


def test_a_second_load_adds_nothing_and_keeps_what_people_did(tmp_path: Path) -> None:
    load(tmp_path / "marker")
    Offer.objects.filter(sku="YQ-LJ-050").update(stock=7, price_minor=1)
    assert loading.is_loaded(tmp_path / "marker")
    before = Revision.objects.count(), get_image_model().objects.count(), Offer.objects.count()
    loaded = load(tmp_path / "marker")
    assert (loaded.products, loaded.pictures, loaded.contents) == (0, 0, 0)
    assert (Revision.objects.count(), get_image_model().objects.count(), Offer.objects.count()) == before
    assert Offer.objects.values_list("stock", "price_minor").get(sku="YQ-LJ-050") == (7, 1)


@pytest.mark.parametrize("step", ["load_pictures", "_load_contents", "load_drafts"])
def test_a_load_that_was_cut_off_is_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    marker = tmp_path / "marker"

    def stop(*arguments: object, **options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(loading, step, stop)
        with pytest.raises(KeyboardInterrupt):
            load(marker)
    assert not loading.is_loaded(marker)
    load(marker)
    assert Product.objects.count() == 136
    assert ProductContent.objects.count() == 272
    assert ProductPicture.objects.values("product").distinct().count() == 136
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 3


def test_a_quick_load_leaves_the_other_pictures_to_the_worker(tmp_path: Path) -> None:
    loaded = load(tmp_path / "marker")
    assert loaded.pictures == 136
    assert ProductPicture.objects.values("product").distinct().count() == 136
    assert outbox.count_open(at=timezone.now(), consumers=[later.CONSUMER]) == 136 + 57
    assert Category.objects.filter(picture__isnull=False).count() == 9
    kept = ProductPicture.objects.get(product__key="linen-cushion")
    changed = Product.objects.get(key="moon-vase")
    changed.pictures.all().delete()
    own = get_image_model().objects.create(title="Ours", file=ContentFile(make_jpeg(), name="ours.jpg"))
    ProductPicture.objects.create(product=changed, image=own)

    worker.drain(consumers=[later.CONSUMER, "dependants"])

    assert [picture.image.title for picture in changed.pictures.all()] == ["Ours"], "what people chose stays"
    pictures = list(ProductPicture.objects.filter(product__key="linen-cushion"))
    assert pictures[0] == kept
    assert [picture.option for picture in pictures] == ["沙色", "", "", "苔绿"]
    assert [picture.sort_order for picture in pictures] == [0, 1, 2, 3]
    assert pictures[3].image.title == "暖泽 水洗亚麻抱枕 含芯 · 苔绿"
    documents = find_documents("product", ["linen-cushion"], locale="en", at=timezone.now())
    assert len(documents["linen-cushion"].data["images"]) == 4
    assert outbox.count_open(at=timezone.now(), consumers=[later.CONSUMER]) == 0
    assert load(tmp_path / "marker").pictures == 0


def test_a_whole_load_completes_a_quick_one(tmp_path: Path) -> None:
    load(tmp_path / "marker")
    assert load(tmp_path / "marker", later=False).pictures == 507 - 136


def test_the_texts_are_fit_to_print() -> None:
    products = read_products()
    titles = [text.title for product in products for text in product.texts.values()]
    assert len(titles) == len(set(titles)) == 272
    for product in products:
        assert product.art in FORMS
        for locale, text in product.texts.items():
            assert 3 <= len(text.points) <= 5
            assert all(len(point) <= 80 for point in text.points)
            has_chinese = bool(re.search(r"[\u4e00-\u9fff]", text.title + text.summary))
            assert has_chinese is (locale == "zh-hans"), (product.key, locale)


def test_every_product_has_words_enough_and_answers() -> None:
    for product in read_products():
        for locale, least in (("zh-hans", 70), ("en", 180)):
            details = product.texts[locale].details
            assert len(details) >= 2, product.key
            assert sum(map(len, details)) >= least, (product.key, locale)
            assert len(find_questions(product.category, locale)) >= 2, product.category
    assert set(read_questions()) <= set(read_parents())


def test_codes_are_valid_and_nobody_elses() -> None:
    codes = [make_gtin(offer["sku"]) for product in read_products() for offer in product.offers]
    assert len(set(codes)) == len(codes)
    for code in codes:
        assert code.startswith("20")
        assert sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(code)) % 10 == 0

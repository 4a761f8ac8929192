"""Links to products in rich text: their names and addresses are those of now, and they end with their products."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import ReferenceIndex

from cms.catalog.admin.saving import announce_products
from cms.catalog.models import Offer, ProductContent
from cms.catalog.rendering import render_products
from cms.delivery import selectors, worker
from cms.delivery.links import collect_link_targets
from tests.factories import make_draft, make_product, make_published, publish

pytestmark = pytest.mark.django_db

LINK = '<p>Try <a linktype="product" key="cup" follow="Cup">Cup</a> today.</p>'


def make_linking(html: str = LINK, *, key: str = "tea", locale: str = "zh-hans") -> ProductContent:
    return publish(make_draft(make_product(key), locale=locale, details=[{"type": "text", "id": "a", "value": html}]))


def read(key: str = "tea") -> str:
    worker.drain(consumers=["dependants"])
    found = selectors.find_documents("product", [key], locale="zh-hans", at=timezone.now())
    return found[key].data["details"][0]["html"]


def linked(words: str, slug: str = "cup") -> str:
    return f'<p>Try <a href="/zh-hans/products/{slug}" rel="noopener">{words}</a> today.</p>'


def test_a_link_follows_title_and_address() -> None:
    cup = make_published("cup", title="Cup")
    make_linking()
    assert read() == linked("Cup")
    publish(cup, title="Better <cup>", slug="better-cup")
    assert read() == linked("Better &lt;cup&gt;", "better-cup")


def test_words_of_the_editor_stay() -> None:
    cup = make_published("cup", title="Cup")
    make_linking('<p>Try <a linktype="product" key="cup" follow="Cup">our mug</a> today.</p>')
    assert read() == linked("our mug")
    publish(cup, title="Better cup")
    assert read() == linked("our mug")


def test_words_in_bold_follow_too() -> None:
    make_published("cup", title="Mug &amp; more")
    make_linking('<p>Try <a linktype="product" key="cup" follow="A &amp; B"><b>A &amp; B</b></a> today.</p>')
    assert read() == linked("<b>Mug &amp;amp; more</b>")


def test_no_link_while_the_product_is_not_live() -> None:
    cup = make_published("cup", title="Cup")
    make_linking()
    cup.unpublish()
    assert read() == '<p>Try <a rel="noopener">Cup</a> today.</p>'
    publish(ProductContent.objects.get(pk=cup.pk))
    assert read() == linked("Cup")
    cup.product.delete()
    assert read() == '<p>Try <a rel="noopener">Cup</a> today.</p>'


def test_no_link_to_what_has_no_offer() -> None:
    make_published("cup", title="Cup")
    Offer.objects.filter(sku="cup").update(on_shelf_until=timezone.now())
    make_linking()
    assert read() == '<p>Try <a rel="noopener">Cup</a> today.</p>'


def test_a_link_is_in_the_language_of_its_text() -> None:
    cup = make_published("cup", title="杯子")
    make_published("cup", locale="en", product=cup.product, title="English cup", slug="english-cup")
    content = make_linking(key="tea-en", locale="en")
    worker.drain(consumers=["dependants"])
    html = selectors.find_documents("product", ["tea-en"], locale="en", at=timezone.now())["tea-en"].data["details"]
    assert html[0]["html"] == ('<p>Try <a href="/en/products/english-cup" rel="noopener">English cup</a> today.</p>')
    assert content.locale.language_code == "en"


@pytest.mark.parametrize(
    "html",
    [
        '<p><a linktype="product">Cup</a></p>',
        '<p><a linktype="product" key="">Cup</a></p>',
        '<p><a linktype="product" key="none" follow="Cup">Cup</a></p>',
        '<p><a linktype="product" key="&quot;&gt;&lt;script&gt;">Cup</a></p>',
    ],
)
def test_a_broken_link_is_words(html: str) -> None:
    make_linking(html)
    assert read() == '<p><a rel="noopener">Cup</a></p>'


def test_any_number_of_links_takes_the_same_queries() -> None:
    for number in range(12):
        make_published(f"cup-{number}", title=f"Cup {number}")
    texts = [f'<p><a linktype="product" key="cup-{n}" follow="x">x</a></p>' for n in range(12)]
    few = make_draft(make_product("few"), details=[{"type": "text", "id": "a", "value": texts[0]}])
    many = make_draft(
        make_product("many"), details=[{"type": "text", "id": str(n), "value": text} for n, text in enumerate(texts)]
    )
    counts = []
    for content in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            render_products([ProductContent.objects.get(pk=content.pk)])
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_targets_of_links() -> None:
    html = f'{LINK}<a linktype="page" id="3">x</a><a linktype="page" id="x">x</a><a linktype="other" id="1">x</a>'
    assert collect_link_targets(html) == {"shown:product:cup", "page:3"}


def test_the_editor_gets_back_what_it_stored() -> None:
    make_published("cup", title="Cup")
    converter = ContentstateConverter(features=["product-link"])
    state = converter.from_database_format(LINK)
    assert '"label": "Cup (cup)"' in state
    stored = converter.to_database_format(state)
    assert 'linktype="product"' in stored
    assert 'key="cup"' in stored
    assert 'follow="Cup"' in stored
    assert ">Cup</a>" in stored


def test_a_product_knows_the_texts_that_link_to_it() -> None:
    cup = make_published("cup", title="Cup")
    content = make_linking()
    ReferenceIndex.create_or_update_for_object(content)
    assert ReferenceIndex.get_references_to(cup.product).filter(object_id=str(content.pk)).exists()


def test_a_link_goes_with_the_last_offer_and_comes_back_with_it() -> None:
    make_published("cup", title="Cup")
    make_linking()
    assert read() == linked("Cup")
    for until, expected in ((timezone.now(), '<p>Try <a rel="noopener">Cup</a> today.</p>'), (None, linked("Cup"))):
        Offer.objects.filter(sku="cup").update(on_shelf_until=until)
        announce_products(["cup"], at=timezone.now())
        assert read() == expected

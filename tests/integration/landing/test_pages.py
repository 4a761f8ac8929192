"""Homes and landing pages as a storefront reads them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from campaigns.landing.models import LandingIndexPage
from storefront.client import read_operation
from storefront.node_ids import encode_id
from tests import factories
from tests.integration.landing.blocks import by_search, chosen, countdown, picture, shelf

pytestmark = pytest.mark.django_db

LANDING = read_operation("landing_page")


def read(storefront, slug, **variables):
    return storefront.ask(LANDING, {"path": f"/{slug}", **variables})["route"]["content"]


def test_a_page_of_thirty_shelves_of_twenty_is_answered_within_the_limits(storefront, make_shop):
    make_shop(60)
    shelves = [shelf(chosen(*(f"mug-{(number + place) % 60:03}" for place in range(20)))) for number in range(30)]
    factories.make_landing("big", blocks=shelves)
    with CaptureQueriesContext(connection) as queries:
        answer = storefront.send(LANDING, {"path": "/big"}).json()
    assert len(queries) <= 12
    assert "errors" not in answer
    assert answer["extensions"]["cost"]["actual"] <= answer["extensions"]["cost"]["allowed"] == 2000
    blocks = answer["data"]["route"]["content"]["blocks"]
    assert [len(block["products"]) for block in blocks] == [20] * 30
    assert blocks[0]["products"][0] == {
        "title": "马克杯 000",
        "path": "/products/mug-000",
        "brand": "Acme",
        "image": None,
        "price": "¥10.00",
        "listPrice": None,
        "badges": [],
        "saleEndsAt": None,
        "hasSeveralPrices": False,
        "isAvailable": True,
    }


def _everything(shop, image, group, size):
    now = timezone.now()
    keys = [f"mug-{number:03}" for number in range(size)]
    return [
        ("carousel", {"slides": [{"picture": picture(image), "heading": "新", "link": {"product": "mug-000"}}]}),
        ("categories", {"tiles": [{"category": "mugs"}, {"category": "kitchen", "heading": "整个厨房"}]}),
        *(shelf(chosen(*keys[start : start + 5])) for start in range(0, size, 5)),
        ("products", {"heading": "搜到的", "selection": by_search("马克杯")}),
        countdown(now, now + timedelta(days=1)),
        ("group_code", {"heading": "进群", "text": "扫码", "full_text": "满了", "group": group.pk}),
        (
            "live_room",
            {
                "heading": "直播",
                "host": "小林",
                "starts_at": now.isoformat(),
                "ends_at": (now + timedelta(hours=1)).isoformat(),
                "picture": picture(image),
                "selection": chosen(*keys[:2]),
                "link": {"address": "https://live.example.com/1"},
            },
        ),
        ("comparison", {"selection": {"products": keys[:2]}, "specifications": []}),
        ("articles", {"heading": "读一读", "source": "newest", "limit": 3}),
        (
            "video",
            {"address": "https://www.bilibili.com/video/BV1xx411c7mD", "heading": "制作", "poster": picture(image)},
        ),
        ("heading", "一行标题"),
        ("text", "<p>一段 <b>话</b></p>"),
        ("picture", picture(image)),
        ("text_and_picture", {"heading": "图文", "text": "<p>字</p>", "picture": picture(image), "side": "right"}),
        ("questions", [{"question": "几天到？", "answer": "<p>两天。</p>"}]),
    ]


def test_every_kind_of_block_is_typed(storefront, make_shop, image, make_group):
    shop = make_shop(5)
    group = make_group({})
    factories.make_landing("all", blocks=_everything(shop, image, group, 5))
    blocks = read(storefront, "all")["blocks"]
    by_type = {block["type"]: block for block in blocks}
    assert [block["type"] for block in blocks] == [
        *("CarouselBlock", "CategoriesBlock", "ShelfBlock", "ProductsBlock", "CountdownBlock", "GroupCodeBlock"),
        *("LiveRoomBlock", "ComparisonBlock", "ArticlesBlock", "VideoBlock", "HeadingBlock", "TextBlock"),
        *("PictureBlock", "TextAndPictureBlock", "QuestionsBlock"),
    ]
    slide = by_type["CarouselBlock"]["slides"][0]
    assert slide["link"] == {"address": "/zh-hans/products/mug-000", "label": ""}
    assert slide["picture"]["alt"] == "一只杯子"
    tiles = by_type["CategoriesBlock"]["tiles"]
    assert [(tile["heading"], tile["category"]["path"]) for tile in tiles] == [
        ("杯子", "/categories/mugs"),
        ("整个厨房", "/categories/kitchen"),
    ]
    assert len(by_type["ProductsBlock"]["products"]) == 5
    assert by_type["CountdownBlock"]["state"] == "RUNNING"
    assert by_type["CountdownBlock"]["heading"] == "正在进行"
    assert by_type["GroupCodeBlock"]["name"] == "群 1"
    assert by_type["LiveRoomBlock"]["state"] == "RUNNING"
    assert by_type["LiveRoomBlock"]["link"]["address"] == "https://live.example.com/1"
    assert [one["title"] for one in by_type["ComparisonBlock"]["products"]] == ["马克杯 000", "马克杯 001"]
    assert by_type["VideoBlock"]["embedUrl"].startswith("https://player.bilibili.com/")
    assert by_type["HeadingBlock"]["text"] == "一行标题"
    assert by_type["QuestionsBlock"]["items"] == [{"question": "几天到？", "html": "<p>两天。</p>"}]


def test_the_number_of_queries_does_not_grow(storefront, make_shop, index, image, make_group):
    shop = make_shop(10)
    group = make_group({})
    few = _count(storefront, factories.make_landing("few", blocks=_everything(shop, image, group, 10)))
    for number in range(10, 50):
        shop.add(number)
    index()
    many = _count(storefront, factories.make_landing("many", blocks=_everything(shop, image, group, 50)))
    assert few == many <= 12


def _count(storefront, page):
    with CaptureQueriesContext(connection) as queries:
        assert read(storefront, page.slug)["blocks"]
    return len(queries)


def test_a_home_is_read_the_same_way(storefront, make_shop):
    make_shop(3)
    home = factories.make_home()
    factories.publish(home, body=factories.make_stream(home, [("products", {"selection": chosen("mug-001")})]))
    data = storefront.ask(read_operation("home"))["home"]
    assert (data["path"], data["isFallback"]) == ("/", False)
    assert [card["title"] for card in data["blocks"][0]["products"]] == ["马克杯 001"]
    route = storefront.ask('{ route(path: "/zh-hans/") { content { __typename ... on Home { title } } } }')["route"]
    assert route["content"] == {"__typename": "Home", "title": "首页"}


def test_pages_are_found_by_slug_key_id_and_path(storefront):
    page = factories.make_landing("gifts", title="礼物", blocks=[("heading", "送什么")], summary="送礼")
    fields = "{ id key slug title summary path theme { primary onPrimary radius } }"
    found = storefront.ask(f'{{ landingPage(slug: "gifts") {fields} }}')["landingPage"]
    assert found == {
        "id": encode_id("LandingPage", page.delivered_key),
        "key": page.delivered_key,
        "slug": "gifts",
        "title": "礼物",
        "summary": "送礼",
        "path": "/gifts",
        "theme": {"primary": "#c8102e", "onPrimary": "#ffffff", "radius": 12},
    }
    assert storefront.ask(f'{{ landingPage(key: "{page.delivered_key}") {fields} }}')["landingPage"] == found
    node = storefront.ask(f'{{ node(id: "{found["id"]}") {{ ... on LandingPage {fields} }} }}')["node"]
    assert node == found
    route = storefront.ask('{ route(path: "/gifts") { content { ... on LandingPage { title } } } }')["route"]
    assert route == {"content": {"title": "礼物"}}


def test_drafts_are_nowhere(storefront):
    page = factories.make_landing("secret", blocks=[("heading", "机密")], is_published=False)
    page.save_revision()
    asked = (
        f'{{ landingPage(slug: "secret") {{ id }} landingPages {{ totalCount nodes {{ id }} }} '
        f'route(path: "/secret") {{ locale }} node(id: "{encode_id("LandingPage", page.delivered_key)}") {{ id }} }}'
    )
    assert storefront.ask(asked) == {
        "landingPage": None,
        "landingPages": {"totalCount": 0, "nodes": []},
        "route": None,
        "node": None,
    }


def test_the_list_is_newest_first_and_paged(storefront):
    for number in range(3):
        factories.make_landing(f"page-{number}", blocks=[("heading", "x")])
    query = "query ($after: String) { landingPages(first: 2, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { slug } } }"  # noqa: E501
    first = storefront.ask(query)["landingPages"]
    assert (first["totalCount"], [node["slug"] for node in first["nodes"]]) == (3, ["page-2", "page-1"])
    assert first["pageInfo"]["hasNextPage"] is True
    second = storefront.ask(query, {"after": first["pageInfo"]["endCursor"]})["landingPages"]
    assert [node["slug"] for node in second["nodes"]] == ["page-0"]
    assert storefront.fail(query, {"after": "nonsense"})["extensions"]["code"] == "BAD_CURSOR"


def test_a_list_page_is_a_place_of_its_own(storefront):
    index_page = LandingIndexPage(title="活动", slug="campaigns", locale=factories.find_locale(), live=False)
    factories.make_home().add_child(instance=index_page)
    factories.publish(index_page, summary="都在这里")
    query = (
        '{ route(path: "/campaigns") { content { __typename ... on LandingIndex { title summary seo { title } } } } }'
    )
    assert storefront.ask(query)["route"]["content"] == {
        "__typename": "LandingIndex",
        "title": "活动",
        "summary": "都在这里",
        "seo": {"title": "活动"},
    }


def test_what_shoppers_cannot_see_is_left_out_of_every_block(storefront, make_shop):
    shop = make_shop(3)
    factories.make_landing("three", blocks=[shelf(chosen("mug-000", "mug-001", "mug-002"))])
    shop.products[1].unpublish()
    shop.products[2].product.offers.update(on_shelf_until=timezone.now())
    block = read(storefront, "three")["blocks"][0]
    assert [card["title"] for card in block["products"]] == ["马克杯 000"]


def test_another_language_stands_in_and_says_so(storefront):
    factories.make_landing("only-chinese", blocks=[("heading", "只有中文")])
    found = read(storefront, "only-chinese", locale="en")
    assert (found["locale"], found["isFallback"]) == ("zh-hans", True)


def test_anchors_are_unique_even_where_editors_were_not(storefront, make_shop):
    make_shop(1)
    page = factories.make_landing(
        "anchors",
        blocks=[shelf(chosen("mug-000"), anchor="tea"), shelf(chosen("mug-000")), shelf(chosen("mug-000"))],
    )
    assert [block["anchor"] for block in read(storefront, page.slug)["blocks"]] == ["tea", "shelf-2", "shelf-3"]


def test_more_searches_than_a_page_may_have_stay_empty(storefront, make_shop, monkeypatch):
    from campaigns.landing.checking import pages

    make_shop(2)
    monkeypatch.setattr(pages, "_check_searches", lambda raw: ())
    blocks = [shelf(by_search(text)) for text in ("马克杯", "马克杯 0", "马克杯 00", "马克杯 001")]
    factories.make_landing("searches", blocks=blocks)
    counts = [len(block["products"]) for block in read(storefront, "searches")["blocks"]]
    assert all(counts[:3])
    assert counts[3] == 0


def test_a_missing_engine_leaves_the_rest_of_the_page(storefront, make_shop, monkeypatch):
    from campaigns.landing import searching
    from search.selectors import EngineError

    def fail(**_arguments):
        raise EngineError("away")

    make_shop(1)
    factories.make_landing("half", blocks=[shelf(by_search("马克杯")), shelf(chosen("mug-000"))])
    monkeypatch.setattr(searching, "search_products", fail)
    assert [len(block["products"]) for block in read(storefront, "half")["blocks"]] == [0, 1]

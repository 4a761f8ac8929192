"""One page of every kind, each with every block there is: what tests of the storefront look at."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.images import get_image_model

from campaigns.landing.models import CodeGroup, GroupCode, LandingIndexPage
from cms.catalog.models import Category, Product
from cms.content.models import ArticlePage, Menu, ReviewScore, TopicArticle, TopicProduct
from tests import factories, pages
from tests.pictures import make_photo, save

RICH = (
    "<p>天黑以后，把顶灯关掉。<b>三盏灯</b>的规则很简单，<i>一盏高的，一盏低的，一盏能动的</i>。</p>"
    "<ul><li>高的照墙</li><li>低的照地</li></ul>"
)
QUESTIONS = [{"question": "可以用洗碗机吗？", "answer": "<p>可以，上层架，七十度以下。</p>"}]


def make_image(title: str = "客厅一角", size: tuple[int, int] = (1600, 900)) -> Any:
    """A picture of the library, with a focus."""
    image = get_image_model()(title=title, file=ContentFile(save(make_photo(*size)), name="scene.jpg"))
    image.focal_point_x, image.focal_point_y = size[0] // 4, size[1] // 3
    image.focal_point_width = image.focal_point_height = 100
    image.save()
    return image


def picture(image: Any) -> dict[str, Any]:
    """An image as blocks hold it."""
    return {"image": image.pk, "alt_text": image.title, "decorative": False}


def list_blocks(image: Any, keys: list[str], category: str) -> list[tuple[str, Any]]:
    """The blocks that homes and landing pages share."""
    chosen = {"source": "products", "products": keys}
    slides = [
        {
            "picture": picture(image),
            "heading": heading,
            "text": "慢一点，做好一点。",
            "link": link,
        }
        for heading, link in (("冬夜的灯", {"category": category, "label": "去看看"}), ("第一杯茶", {}))
    ]
    return [
        ("carousel", {"slides": slides, "seconds": 6}),
        ("categories", {"heading": "逛一逛", "tiles": [{"category": category, "heading": ""}]}),
        ("products", {"heading": "本周热销", "selection": chosen, "layout": "grid", "more": {"category": category}}),
        ("products", {"heading": "一行看完", "selection": chosen, "layout": "scroller", "more": {}}),
        ("products", {"heading": "清单", "selection": chosen, "layout": "list", "more": {}}),
        ("heading", "为什么是这几件"),
        ("text", RICH),
        ("picture", picture(image)),
        ("text_and_picture", {"heading": "木头与光", "text": RICH, "picture": picture(image), "side": "left"}),
        (
            "video",
            {
                "address": "https://www.bilibili.com/video/BV1xx411c7mD",
                "file": None,
                "poster": picture(image),
                "heading": "三分钟看懂",
                "caption": "拍摄于杭州。",
            },
        ),
        ("articles", {"heading": "读一读", "source": "newest", "pages": [], "limit": 3}),
        ("questions", QUESTIONS),
    ]


def list_campaign_blocks(image: Any, keys: list[str]) -> list[tuple[str, Any]]:
    """The blocks that only landing pages have."""
    now = timezone.now()
    group = CodeGroup(name="茶友群")
    group.codes = [GroupCode(name="茶友 3 群", picture=image, capacity=200)]  # type: ignore[misc]
    group.save()
    chosen = {"source": "products", "products": keys}
    shelf = {"selection": chosen, "layout": "grid", "more": {}, "text": "会场主推"}
    window = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(days=2)}
    moments = {name: {"heading": f"秒杀{word}", "text": "每人限两件"} for name, word in MOMENTS.items()}
    return [
        ("countdown", {**window, **moments, "link": {"address": "#tea", "label": "去会场"}}),
        ("shelf", {**shelf, "heading": "好茶", "anchor": "tea", "navigation": "好茶", "picture": picture(image)}),
        ("shelf", {**shelf, "heading": "好杯", "anchor": "cups", "navigation": "好杯", "layout": "scroller"}),
        ("comparison", {"heading": "怎么选", "text": "", "selection": {"products": keys[:3]}, "specifications": ""}),
        (
            "live_room",
            {
                **window,
                "heading": "深夜泡茶",
                "host": "林夏",
                "picture": picture(image),
                "text": "三款岩茶对比",
                "link": {"address": "https://live.example.com/1", "label": "进直播间"},
                "replay": {},
                "selection": chosen,
            },
        ),
        ("group_code", {"heading": "进群领券", "text": "扫码进群", "group": group.pk, "full_text": "已满"}),
    ]


MOMENTS = {"upcoming": "预热", "running": "进行中", "ended": "已结束"}


def list_body(image: Any, keys: list[str]) -> list[tuple[str, Any]]:
    """The blocks of an article."""
    table = {
        "columns": [{"type": "text", "heading": "水温"}, {"type": "number", "heading": "秒"}],
        "rows": [{"values": ["85 ℃", 30]}, {"values": ["95 ℃", 10]}],
        "caption": "三泡的时间",
    }
    video = {"url": "https://www.bilibili.com/video/BV1xx411c7mD", "title": "怎么注水", "picture": picture(image)}
    return [
        ("heading", "三盏灯的规则"),
        ("text", RICH),
        ("picture", picture(image)),
        ("product", keys[0]),
        ("products", {"heading": "文中提到的", "products": keys, "note": "都在编辑部用过。"}),
        ("quote", {"text": "白天的光用来看见别人，晚上的光用来看见自己。", "source": "许知夏"}),
        ("video", video),
        ("table", table),
        ("text_and_picture", {"heading": "木头与光", "text": RICH, "picture": picture(image), "side": "right"}),
        ("questions", QUESTIONS),
    ]


def write_articles(image: Any, keys: list[str], locale: str, **fields: Any) -> tuple[Any, Any]:
    """A review and a how-to, by one author."""
    author = pages.make_author(
        f"xu-{locale}",
        name="许知夏",
        role="家居编辑",
        credentials="国家一级评茶师\n从业十二年",
        picture=image,
        bio=RICH,
        locale=locale,
    )
    shared = {"authors": [author], "locale": locale, "picture": image, **fields}
    review = pages.make_article(
        "after-dark",
        title="天黑以后，把顶灯关掉",
        lead="家里最贵的不是沙发，是光。一盏顶灯换成三盏小灯之后，同样的房间会像换了一套。",
        kind="review",
        body=make_stream("body", list_body(image, keys)),
        reviewed_product=Product.objects.get(key=keys[0]),
        pros=[("line", "暖"), ("line", "省电")],
        cons=[("line", "线短")],
        verdict="值得买，但要配一根延长线。",
        review_scores=[ReviewScore(label="光", score=9.5), ReviewScore(label="做工", score=8)],
        citations=[("citation", {"title": "照明设计标准", "publisher": "住建部", "url": "https://example.com/"})],
        **shared,
    )
    step = {"title": "温杯", "text": RICH, "picture": picture(image)}
    how_to = pages.make_article(
        "brew",
        title="一杯龙井怎么泡",
        lead="八十五度的水，一分钟。",
        kind="how_to",
        minutes_needed=6,
        tools=[("line", "玻璃杯")],
        materials=[("line", "龙井 3 克")],
        steps=make_stream("steps", [("step", step), ("step", {**step, "title": "注水"})]),
        **shared,
    )
    return review, how_to


def make_stream(name: str, blocks: list[tuple[str, Any]]) -> Any:
    """A stream of an article from (type, raw value) pairs."""
    raw = [{"type": kind, "value": value, "id": f"{name}-{place}"} for place, (kind, value) in enumerate(blocks)]
    return ArticlePage._meta.get_field(name).stream_block.to_python(raw)


def furnish(locale: str = "zh-hans", image: Any = None) -> dict[str, str]:
    """Make a page of every kind over the products there are; returns their addresses by kind."""
    image = image or make_image()
    keys = list(Product.objects.order_by("key").values_list("key", flat=True)[:5])
    category = Category.objects.filter(depth__lte=2).order_by("-depth", "path").values_list("key", flat=True)[0]
    topic = pages.make_topic("tea-time", title="喝茶这件事", intro=RICH, picture=image, locale=locale)
    review, how_to = write_articles(image, keys, locale, topics=[topic])
    chosen = [TopicProduct(product=product) for product in Product.objects.filter(key__in=keys)]
    topic = pages.republish(topic, topic_articles=[TopicArticle(article=review)], topic_products=chosen)
    series = pages.make_series(
        "basics", title="泡茶入门", description="从水温开始。", articles=[review, how_to], locale=locale
    )
    home = factories.make_home(locale)
    factories.publish(home, body=factories.make_stream(home, list_blocks(image, keys, category)))
    index = pages.find_index(LandingIndexPage, "campaigns", locale)
    blocks = [*list_campaign_blocks(image, keys), *list_blocks(image, keys, category)]
    landing = factories.make_landing(
        "winter", title="冬季会场", locale=locale, blocks=blocks, summary="暖和一点。", picture=image
    )
    make_menus(locale, category, review)
    review = type(review).objects.get(pk=review.pk)
    found = {
        "home": "/",
        "landing": landing.delivered_path,
        "landings": index.delivered_path,
        "article": review.delivered_path,
        "how-to": how_to.delivered_path,
        "articles": review.get_parent().specific.delivered_path,
        "topic": topic.delivered_path,
        "topics": topic.get_parent().specific.delivered_path,
        "author": f"/authors/xu-{locale}",
        "series": f"/series/{series.slug}",
    }
    return {kind: f"/{locale}{path}" for kind, path in found.items()}


def make_menus(locale: str, category: str, article: Any) -> None:
    """A main menu with entries below one of its entries, and a footer."""
    lower = [{"type": "category", "value": {"category": category, "label": ""}, "id": "below"}]
    items = [
        {"type": "category", "value": {"category": category, "label": "", "children": []}, "id": "one"},
        {"type": "page", "value": {"page": article.pk, "label": "读一读", "children": []}, "id": "two"},
        {"type": "group", "value": {"label": "更多", "children": lower}, "id": "three"},
    ]
    for key in ("main", "footer"):
        menu = Menu(key=key, title=key, locale=factories.find_locale(locale))
        menu.items = Menu._meta.get_field("items").stream_block.to_python(items)
        menu.save()

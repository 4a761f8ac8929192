"""What a new installation starts with: a modest list of words, reasons for rejections, three review dimensions."""

from __future__ import annotations

from django.db import transaction
from wagtail.models import Locale

from cms.community.models import (
    CannedReason,
    ModerationSettings,
    ModerationWord,
    ReviewDimension,
    ReviewDimensionText,
    ReviewSettings,
    WordCategory,
    WordSeverity,
)

_HELD: dict[WordCategory, str] = {
    WordCategory.ADVERTISING: (
        "代购 批发价 厂家直销 招代理 一件代发 刷单 好评返现 返现红包 加群领券 内部优惠券 低价出售 专业代写 "
        "wholesale dropshipping promocode refundoffer"
    ),
    WordCategory.CONTACT: "加微信 加薇信 加威信 私聊我 看我主页 加我好友 扫码进群 addmeon dmme",
    WordCategory.ABUSE: "傻逼 脑残 智障 去死 滚蛋 人渣 贱人 垃圾人 idiot moron stupid scumbag",
    WordCategory.FRAUD: "套现 办证 高仿 原单 假一赔一 代开发票 免费领手机 replica counterfeit fakeinvoice",
    WordCategory.GAMBLING: "赌博 博彩 六合彩 百家乐 时时彩 casino sportsbetting",
    WordCategory.ADULT: "裸聊 约炮 成人视频 色情 escort pornhub",
    WordCategory.CLAIM: "包治百病 根治 立刻见效 无任何副作用 国家级 miraclecure",
}
# Nobody means anything else by these.
_REJECTED = frozenset("刷单 代开发票 六合彩 百家乐 裸聊 约炮 fakeinvoice pornhub".split())
_REASONS = {
    "zh-hans": (
        "含有广告、链接或联系方式，请去掉后再发布。",
        "用语不友善，请换一种说法。",
        "与这件商品或这个话题无关。",
        "内容与之前发布的重复。",
        "泄露了个人信息，为保护您和他人，没有发布。",
        "图片不清晰或与内容无关，请更换图片。",
    ),
    "en": (
        "It has advertising, links or contact details in it. Leave them out and send it again.",
        "Please say it in kinder words.",
        "It has nothing to do with this product or subject.",
        "It has been said here before.",
        "It tells personal details, which we do not show, to protect you and others.",
        "The pictures are unclear or show something else. Please choose others.",
    ),
}
_DIMENSIONS = {
    "quality": {"zh-hans": "质量", "en": "Quality"},
    "description": {"zh-hans": "与描述相符", "en": "As described"},
    "delivery": {"zh-hans": "物流", "en": "Delivery"},
}


def ensure_community() -> int:
    """Fill what is empty, once: what a shop has deleted stays deleted. Returns how many rows were made."""
    with transaction.atomic():
        if ModerationSettings.objects.exists():
            return 0
        ModerationSettings.load()
        ReviewSettings.load()
        return _make_words() + _make_reasons() + _make_dimensions()


def _make_words() -> int:
    words = [
        ModerationWord(
            word=word,
            category=category,
            severity=WordSeverity.REJECT if word in _REJECTED else WordSeverity.HOLD,
        )
        for category, listed in _HELD.items()
        for word in listed.split()
    ]
    return len(ModerationWord.objects.bulk_create(words, ignore_conflicts=True))


def _make_reasons() -> int:
    reasons = [
        CannedReason(locale=locale, text=text, sort_order=number)
        for locale, texts in _REASONS.items()
        for number, text in enumerate(texts)
    ]
    return len(CannedReason.objects.bulk_create(reasons, ignore_conflicts=True))


def _make_dimensions() -> int:
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    for number, (key, names) in enumerate(_DIMENSIONS.items()):
        dimension, is_new = ReviewDimension.objects.get_or_create(
            key=key, defaults={"name": names["zh-hans"], "sort_order": number}
        )
        if is_new:
            ReviewDimensionText.objects.bulk_create(
                [
                    ReviewDimensionText(dimension=dimension, locale=locales[code], name=name)
                    for code, name in names.items()
                    if code in locales
                ]
            )
    return len(_DIMENSIONS)

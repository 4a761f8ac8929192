"""Links and contact details are found, however they are disguised, and ordinary sentences are left alone."""

from __future__ import annotations

import pytest

from cms.community.moderation.links import find_contacts, find_links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("看 taobao . com 有", "taobao . com"),
        ("看ｔａｏｂａｏ．ｃｏｍ", "ｔａｏｂａｏ．ｃｏｍ"),
        ("abc 点 com", "abc 点 com"),
        ("abc(dot)com", "abc(dot)com"),
        ("http://evil.example.org/x y", "http://evil.example.org/x"),
        ("hxxps : //evil", "hxxps : //evil"),
        ("去t.me/abcde看看", "t.me/abcde看看"),
        ("复制￥AbCdEf12345￥打开", "￥AbCdEf12345￥"),
        ("WWW。Shop。CC", "WWW。Shop。CC"),
    ],
)
def test_links_are_found(text: str, found: str) -> None:
    (finding,) = find_links("body", text)
    assert (text[finding.start : finding.end], finding.reason, finding.field) == (found, "link", "body")


@pytest.mark.parametrize(
    ("text", "found", "note"),
    [
        ("加我微信 abc12345", "微信 abc12345", "WeChat"),
        ("VX：hello_88", "VX：hello_88", "WeChat"),
        ("微 信 abc12345", "微 信 abc12345", "WeChat"),
        ("威信 tt778899", "威信 tt778899", "WeChat"),
        ("v+ abc123", "v+ abc123", "WeChat"),
        ("加个微信聊", "加个微信", "WeChat"),
        ("QQ 123456789", "QQ 123456789", "QQ"),
        ("扣扣 8 8 8 8 8 8", "扣扣 8 8 8 8 8 8", "QQ"),
        ("打１３８-0013-8000", "１３８-0013-8000", "phone"),
        ("①③⑧00138000", "①③⑧00138000", "phone"),
        ("一三八零零一三八零零零", "一三八零零一三八零零零", "phone"),
        ("call 400-800-8820", "400-800-8820", "phone"),
        ("bob@example.com", "bob@example.com", "email"),
        ("Telegram: @seller99", "Telegram: @seller99", "messenger"),
    ],
)
def test_contacts_are_found(text: str, found: str, note: str) -> None:
    (finding,) = find_contacts("body", text)
    assert (text[finding.start : finding.end], finding.reason, finding.note) == (found, "contact", note)


@pytest.mark.parametrize(
    "text",
    [
        "很好。me too",
        "用了3天.用起来不错",
        "快充 0-50% 28 分钟，13.6 厘米，100.00元",
        "订单号 20251111123456789",
        "微信支付很方便",
        "2025.11.11 买的",
        "e.g. this one, i.e. that",
        "Works with Vue.js. Nice",
        "",
    ],
)
def test_ordinary_sentences_are_left_alone(text: str) -> None:
    assert find_links("body", text) == []
    assert find_contacts("body", text) == []


def test_the_shops_own_sites_may_be_linked_to() -> None:
    text = "https://www.shop.example.com/tea http://shop.example.com:80/x https://shop.example.com.evil.org/"
    assert [text[one.start : one.end] for one in find_links("body", text, allowed_hosts=["shop.example.com"])] == [
        "https://shop.example.com.evil.org/"
    ]

"""Nearly the same text is recognised; different ones, and short ones, are not."""

from __future__ import annotations

from cms.community.moderation import repeats

TEXT = "这个杯子真的非常好用，颜色很正，保温效果也不错，推荐给大家购买"


def sign(text: str) -> repeats.Signature:
    signature = repeats.sign([text])
    assert signature is not None
    return signature


def test_the_same_words_spelt_differently_are_the_same() -> None:
    assert repeats.compare(sign(TEXT), sign("這個杯子 真的非常好用!顏色很正!保溫效果也不錯~推薦給大家購買。。。")) == 1


def test_nearly_the_same_is_alike_and_shares_a_band() -> None:
    other = sign(TEXT.replace("给大家", "大家"))
    assert repeats.ALIKE <= repeats.compare(sign(TEXT), other) < 1
    assert set(repeats.list_bands(sign(TEXT))) & set(repeats.list_bands(other))


def test_other_words_are_not() -> None:
    other = sign("完全不同的一段话，说的是耳机的音质和佩戴的感受，低音很有力")
    assert repeats.compare(sign(TEXT), other) < 0.1


def test_short_texts_have_no_signature() -> None:
    assert repeats.sign(["很好用，推荐！"]) is None
    assert repeats.sign(["好" * 6, "用" * 6]) is not None


def test_what_is_stored_is_what_is_read() -> None:
    signature = sign(TEXT)
    assert repeats.unpack(repeats.pack(signature)) == signature
    assert len(repeats.pack(signature)) == 256
    assert all(0 <= band < 2**63 for band in repeats.list_bands(signature))

import pytest

from cms.delivery.slugs import make_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("春茶指南", "chun-cha-zhi-nan"),
        ("春茶 Guide 2026", "chun-cha-guide-2026"),
        ("2026年春茶", "2026-nian-chun-cha"),
        ("绿茶,女孩", "lv-cha-nv-hai"),
        ("重庆银行", "chong-qing-yin-hang"),
        ("Tea & Co.", "tea-co"),
        ("Ｔｅａ　１", "tea-1"),
        ("Crème brûlée", "crème-brûlée"),
        ("чай", "чай"),
        ("  --  ", ""),
        ("！？", ""),
        ("🍵", ""),
        ("<script>alert(1)</script>", "scriptalert1script"),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert make_slug(text) == slug


def test_a_long_title_is_cut_between_words() -> None:
    assert make_slug("春茶" * 100, longest=20) == "chun-cha-chun-cha"
    assert make_slug("x" * 30, longest=20) == "x" * 20

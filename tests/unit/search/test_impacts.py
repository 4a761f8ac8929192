import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import get_analyser
from search.ranking.impacts import MAX_LEVEL, Impacts, ProductText, measure_product, squeeze_identifier
from tests.unit.search.test_normalisation import difficult

analyser = get_analyser()


def measure(**texts: object) -> Impacts:
    return measure_product(ProductText(**{"title": "", **texts}), analyser)  # type: ignore[arg-type]


def test_a_level_is_one_formula() -> None:
    # 1.5 · 1 / 1.5 / (1 + 1/15) · 40 = 37.5, and 1.5 · 2 / 2.5 / (1 + 2/15) · 40 = 42.4
    assert measure(title="tea").levels == {"tea": 38}
    assert measure(title="tea tea").levels == {"tea": 42}


def test_the_best_field_counts_not_their_sum() -> None:
    assert measure(title="tea", summary="tea").levels == {"tea": 38}
    assert measure(title="", summary="tea").levels == {"tea": 38}
    assert measure(specifications=("colour green",)).levels == {"colour": 38, "green": 38}


def test_long_fields_say_less() -> None:
    long = measure(title=" ".join(f"word{chr(97 + n)}" for n in range(15))).levels["worda"]
    assert long == 20


def test_single_characters_are_half_and_full_where_they_are_words() -> None:
    levels = measure(title="绿茶").levels
    assert levels == {"绿茶": 38, "绿": 19, "茶": 19}
    assert measure(title="茶").levels == {"茶": 38}


def test_product_type_is_apart_from_levels_but_found() -> None:
    impacts = measure(title="Pavilion", product_types=("Notebook",), topics=("Computers",))
    assert impacts.levels == {"pavilion": 38}
    assert impacts.product_type == {"notebook"}
    assert impacts.head == {"notebook", "pavilion"}
    assert impacts.core == {"pavilion"}
    assert impacts.every == {"pavilion", "notebook", "comput"}


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Leather case for iPhone 7", {"case"}),
        ("USB cable compatible with Canon", {"cabl"}),
        ("Gaming mouse", {"mous"}),
        ("无线蓝牙耳机", {"耳机", "机"}),
        ("手机壳 适用 华为", {"壳"}),
    ],
)
def test_the_head_names_the_thing(title: str, head: set[str]) -> None:
    assert measure(title=title).head == head


def test_bits_add_up_to_levels() -> None:
    impacts = Impacts(levels={"a": 1, "b": 38, "c": 63})
    bits = impacts.list_bits()
    assert bits == [["a", "c"], ["b", "c"], ["b", "c"], ["c"], ["c"], ["b", "c"]]


def test_identifiers_are_compared_by_letters_and_digits() -> None:
    assert squeeze_identifier("WH-1000 xm3/B") == "wh1000xm3b"
    assert measure(identifiers=("SKU-1", "")).identifiers == {"sku1"}


@given(st.lists(st.one_of(difficult, st.text(max_size=30)), min_size=4, max_size=4))
def test_levels_fit_their_bits(texts: list[str]) -> None:
    impacts = measure(title=texts[0], summary=texts[1], details=texts[2], specifications=(texts[3],))
    assert all(1 <= level <= MAX_LEVEL for level in impacts.levels.values())
    assert impacts.core <= impacts.every
    assert set(impacts.levels) <= impacts.every
    rebuilt: dict[str, int] = {}
    for bit, tokens in enumerate(impacts.list_bits()):
        for token in tokens:
            rebuilt[token] = rebuilt.get(token, 0) + 2**bit
    assert rebuilt == impacts.levels

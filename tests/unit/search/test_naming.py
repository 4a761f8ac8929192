import pytest

from search.analysis import get_analyser
from search.ranking.naming import find_asides, find_heads, is_accessory, list_names

analyser = get_analyser()


@pytest.mark.parametrize(
    ("name", "heads"),
    [
        ("Gaming mouse pad", {"pad"}),
        ("Mouse pad, black and red", {"pad"}),
        ("Headset for iPhone", {"headset"}),
        ("For iPhone 3G SlimShell", {"slimshel"}),
        ("HP 530 Notebook PC", {"notebook", "pc"}),
        ("华为 mate60 手机壳 透明", {"壳"}),
        ("毛尖口粮绿茶 250 克", {"绿茶", "茶"}),
        ("steel bottle 500 ml", {"bottl"}),
        ("iPhone 8", {"8"}),
        ("口红礼盒 正品", {"口红", "红", "礼盒", "盒"}),
        ("black", {"black"}),
        ("", set()),
    ],
)
def test_the_head_of_a_name(name: str, heads: set[str]) -> None:
    assert find_heads(list_names(name, analyser)) == heads


@pytest.mark.parametrize(
    ("name", "asides"),
    [
        # A mouse pad is a pad, and a case for a phone is a case.
        ("Gaming mouse pad", {"game", "mous"}),
        ("Headset for iPhone", {"for", "iphon"}),
        ("华为手机壳", {"华为", "手机"}),
        # The word names the thing elsewhere in the same text.
        ("Mouse pad and mouse", set()),
        ("Gaming mouse", set()),
    ],
)
def test_what_a_thing_is_for(name: str, asides: set[str]) -> None:
    found = find_asides(list_names(name, analyser), of_accessory=False)
    assert found - {"and"} == asides


def test_all_but_its_name_is_aside_for_an_accessory() -> None:
    names = list_names("iPhone 8 Plus transparent slim case", analyser)
    assert is_accessory(find_heads(names))
    assert find_asides(names, of_accessory=True) == {"iphon", "8", "plus", "transpar", "slim"}

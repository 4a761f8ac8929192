"""Who reaches what: a product is reached exactly if it lies in, or below, a category of somebody's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cms.catalog.reach.deciding import EVERYTHING, Part, Place, Reach, merge

STEP = 4


@st.composite
def trees(draw: st.DrawFn) -> list[tuple[int, ...]]:
    """Nodes of a tree, each by the places of its ancestors and its own."""
    nodes: list[tuple[int, ...]] = [(number,) for number in range(draw(st.integers(1, 3)))]
    for number in range(draw(st.integers(0, 12))):
        nodes.append((*draw(st.sampled_from(nodes)), number))
    return nodes


def write_path(node: tuple[int, ...]) -> str:
    return "".join(f"{step:0{STEP}d}" for step in node)


@given(st.data())
def test_a_product_is_reached_exactly_if_an_ancestor_is(data: st.DataObject) -> None:
    nodes = data.draw(trees())
    limits = data.draw(
        st.lists(st.tuples(st.sampled_from(nodes), st.sampled_from([None, 1, 2])), min_size=1, max_size=5)
    )
    node, brand = data.draw(st.sampled_from(nodes)), data.draw(st.sampled_from([None, 1, 2]))
    ancestors = {node[:end] for end in range(1, len(node) + 1)}
    expected = any(at in ancestors and of in (None, brand) for at, of in limits)
    parts = [Part(write_path(at), of) for at, of in limits]
    assert Reach(tuple(parts)).includes(Place(write_path(node), brand)) is expected
    assert Reach(merge(parts)).includes(Place(write_path(node), brand)) is expected
    assert len(merge(parts)) <= len(set(parts))


def test_merging_keeps_the_largest_areas() -> None:
    assert merge([Part("00010002"), Part("0001"), Part("0002", 7), Part("0002", 7), Part("00020001", 7)]) == (
        Part("0001"),
        Part("0002", 7),
    )
    assert merge([Part("", 3), Part("0001", 3), Part("0001")]) == (Part("", 3), Part("0001"))


def test_a_brand_of_the_whole_tree_reaches_products_without_a_category() -> None:
    reach = Reach((Part("", 3),))
    assert reach.includes(Place("", 3))
    assert not reach.includes(Place("0001", 4))
    assert not reach.includes(Place("0001"))


def test_without_limits_everything_is_reached_and_with_none_that_fits_nothing() -> None:
    assert EVERYTHING.includes(Place())
    assert not EVERYTHING.is_limited
    assert not Reach(()).includes(Place("0001"))


def test_what_is_not_reached_is_shown_unless_it_is_hidden() -> None:
    parts = (Part("0001"),)
    assert Reach(parts).shows(Place("0002"))
    assert not Reach(parts, hides_rest=True).shows(Place("0002"))
    assert Reach(parts, hides_rest=True).shows(Place("00010001"))


def test_what_is_about_several_parts_is_reached_if_each_of_them_is() -> None:
    reach = Reach((Part("0001"), Part("0002", 7)))
    assert reach.covers([Part("00010003"), Part("0002", 7), Part("0001", 5)])
    assert reach.find_outside([Part("0001"), Part("0002"), Part("")]) == Part("0002")
    assert reach.find_outside([Part("")]) == Part("")
    assert EVERYTHING.covers([Part("")])
    assert Reach((Part(""),)).covers([Part(""), Part("0009", 1)])

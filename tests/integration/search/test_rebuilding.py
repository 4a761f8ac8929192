"""A new index beside the one that serves, in every engine."""

from __future__ import annotations

import pytest

from search.engines.base import EngineUnavailable, IndexDocument
from tests.integration.search.conftest import Shop, make_document


def no_changes(keys: object) -> list[IndexDocument]:
    raise AssertionError(f"nothing changed, but {keys} were asked for")


def test_a_rebuild_serves_only_once_it_is_finished(shop: Shop) -> None:
    shop.fill({"old": "Tea"})
    before = shop.engine.describe()["generation"]
    with shop.engine.rebuild() as new:
        assert new.resume_after == ""
        assert new.add([make_document("new", "Tea", number=2)]) == {}
        assert shop.find("tea") == ["old"]
        built = new.finish(no_changes)
    assert (built.documents, built.replayed) == (1, 0)
    assert shop.find("tea") == ["new"]
    described = shop.engine.describe()
    assert (described["generation"], described["documents"]) == (built.name, 1)
    assert built.name > before


def test_the_first_index_can_be_a_rebuilt_one(shop: Shop) -> None:
    with shop.engine.rebuild() as new:
        new.add([make_document("new", "Tea", number=2)])
        new.finish(no_changes)
    assert shop.find("tea") == ["new"]


def test_what_changes_during_a_rebuild_is_in_it(shop: Shop) -> None:
    shop.fill({"stays": "Tea", "changes": "Tea", "goes": "Tea"})
    present = {"changes": make_document("changes", "Coffee", number=2)}
    with shop.engine.rebuild() as new:
        new.add([make_document(key, "Tea", number=n) for n, key in enumerate(("stays", "changes", "goes"))])
        shop.engine.apply([present["changes"]], replaces=["changes", "goes"])
        assert (shop.find("tea"), shop.find("coffee")) == (["stays"], ["changes"])
        built = new.finish(lambda keys: [present[key] for key in keys if key in present])
    assert (built.documents, built.replayed) == (2, 2)
    assert shop.find("tea") == ["stays"]
    assert shop.find("coffee") == ["changes"]


def test_many_changes_during_a_rebuild_are_in_it(shop: Shop) -> None:
    products = [make_document(f"p{n:03}", "Tea", number=n) for n in range(450)]
    with shop.engine.rebuild() as new:
        new.add(products)
        shop.add(*products)
        built = new.finish(lambda keys: [each for each in products if each.key in keys and each.sequence % 2])
    assert built.documents == 225
    assert built.replayed >= 450
    assert shop.ask("tea").total == 225


def test_a_failed_rebuild_leaves_the_old_one_and_nothing_else(shop: Shop) -> None:
    shop.fill({"old": "Tea"})
    before = shop.engine.describe()["generation"]
    with pytest.raises(RuntimeError, match="broken"), shop.engine.rebuild() as new:
        new.add([make_document("new", "Tea", number=2)], up_to="new")
        raise RuntimeError("broken")
    assert shop.find("tea") == ["old"]
    assert shop.engine.describe()["generation"] == before
    with shop.engine.rebuild() as new:
        assert new.resume_after == ""
        new.finish(no_changes)
    assert shop.find("tea") == []


def test_two_rebuilds_at_once_are_refused(shop: Shop) -> None:
    with shop.engine.rebuild() as new:
        with (
            pytest.raises(EngineUnavailable, match="Another rebuild of the search index is running"),
            shop.engine.rebuild(),
        ):
            pass
        new.finish(no_changes)


def test_a_rebuild_keeps_the_words_of_the_shop(shop: Shop) -> None:
    with shop.engine.rebuild(vocabulary=frozenset({"螺蛳粉"})) as new:
        new.add([make_document("noodles", "柳州螺蛳粉", number=1)])
        new.finish(no_changes)
    assert shop.engine.read().vocabulary == frozenset({"螺蛳粉"})
    shop.add(make_document("more", "螺蛳粉袋装", number=2))
    assert sorted(shop.find("螺蛳粉")) == ["more", "noodles"]


def test_words_are_counted_again_as_the_index_grows(shop: Shop) -> None:
    for n in range(8):
        shop.add(make_document(f"p{n}", "Green tea", number=n))
    frequencies = shop.engine.read().frequencies
    # At 1, 2, 4 and 7 documents: each time it has grown by more than half.
    assert (frequencies.version, frequencies.documents) == (4, 7)
    assert frequencies.exponents == {"green": 3, "tea": 3, "green+tea": 3}


def test_hashes_can_be_listed(shop: Shop) -> None:
    shop.fill({"one": "Tea", "two": "Tea"})
    assert sorted(shop.engine.read().list_hashes()) == [("one", "en", "hash-one"), ("two", "en", "hash-two")]

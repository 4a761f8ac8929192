from search.ranking.frequencies import Frequencies


def test_common_words_weigh_less() -> None:
    frequencies = Frequencies.count([("rare", 1), ("some", 90), ("all", 1024)], documents=1024, version=3)
    assert (frequencies.version, frequencies.documents) == (3, 1024)
    assert frequencies.exponents == {"some": 6, "all": 10}
    assert [frequencies.weigh(token) for token in ("rare", "some", "all", "unknown")] == [100, 41, 10, 100]


def test_small_changes_of_a_count_change_no_weight() -> None:
    weights = {Frequencies.count([("tea", n)], documents=1000, version=1).weigh("tea") for n in range(50, 90)}
    assert len(weights) == 1


def test_an_empty_index_weighs_everything_alike() -> None:
    assert Frequencies().weigh("tea") == 100


def test_growth_and_shrinking_outgrow_a_snapshot() -> None:
    frequencies = Frequencies(documents=100)
    assert [frequencies.is_outgrown(n) for n in (49, 50, 100, 150, 151)] == [True, False, False, False, True]
    assert Frequencies().is_outgrown(1)
    assert not Frequencies().is_outgrown(0)

import pytest

from search.ranking.evaluation import (
    Figures,
    compute_ndcg,
    compute_recall,
    compute_reciprocal_rank,
    evaluate_query,
    summarise,
)

RATINGS = {"a": 3, "b": 2, "c": 0}


def test_ndcg() -> None:
    assert compute_ndcg(["a", "b", "c"], RATINGS) == 1.0
    # (0 + 7/log2(3) + 3/log2(4)) / (7 + 3/log2(3))
    assert compute_ndcg(["x", "a", "b"], RATINGS) == pytest.approx(0.66532, abs=1e-5)
    assert compute_ndcg(["c"], RATINGS) == 0.0
    assert compute_ndcg(["a"], {"a": 0}) == 0.0
    assert compute_ndcg([*"0123456789", "a"], RATINGS) == 0.0


def test_reciprocal_rank_counts_the_first_of_two_or_three() -> None:
    assert compute_reciprocal_rank(["c", "b", "a"], RATINGS) == 0.5
    assert compute_reciprocal_rank(["one"], {"one": 1}) == 0.0


def test_recall() -> None:
    assert compute_recall(["a", "x"], RATINGS) == 0.5
    assert compute_recall(["a"], {"a": 1}) is None


def test_condensed_leaves_out_what_nobody_judged() -> None:
    figures = evaluate_query(["x", "y", "a", "b"], RATINGS)
    assert figures.condensed_ndcg_at_10 == 1.0
    assert figures.found == 4
    assert evaluate_query(["c"], {"c": 0}).condensed_ndcg_at_10 is None


def test_means_leave_out_queries_without_the_figure() -> None:
    good = evaluate_query(["a", "b"], RATINGS)
    none = evaluate_query([], {"c": 0})
    assert summarise([good, none]) == Figures(
        queries=2, ndcg_at_10=0.5, mrr=0.5, recall_at_50=1.0, condensed_ndcg_at_10=1.0, zero_results=1
    )
    assert summarise([]) == Figures(0, 0.0, 0.0, 0.0, 0.0, 0)

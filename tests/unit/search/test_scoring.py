from hypothesis import given
from hypothesis import strategies as st

from search.analysis import get_analyser
from search.ranking.factors import MAX_FACTOR, MIN_FACTOR
from search.ranking.frequencies import Frequencies
from search.ranking.scoring import IDENTIFIED, identify, list_steps
from search.ranking.tree import AllOf, AnyOf, Points, Term
from search.ranking.understanding import understand

analyser = get_analyser()


def test_one_word_is_its_bits_and_bonuses() -> None:
    steps = list_steps(understand("tea", analyser), Frequencies())
    assert [step.only_below for step in steps] == [0, 1]
    assert steps[0].query.match == AnyOf((Term("every", "tea"), Term("identifier", "tea")))
    assert steps[0].query.points == (
        *(Points(Term(f"b{bit}", "tea"), 100 << bit) for bit in range(6)),
        Points(Term("core", "tea"), 2000),
        Points(Term("every", "tea"), 2000),
        Points(Term("head", "tea"), 1200),
        Points(Term("product_type", "tea"), 1200),
        Points(Term("identifier", "tea"), IDENTIFIED),
    )


def test_steps_go_from_all_words_to_parts() -> None:
    query = understand("green tea cup", analyser)
    words = tuple(Term("every", token) for token in ("green", "tea", "cup"))
    identified = identify(query)
    steps = list_steps(query, Frequencies())
    assert [step.query.match for step in steps] == [
        AnyOf((AllOf(words), identified)),
        AnyOf((AnyOf(words, at_least=2), identified)),
        AnyOf((*words, identified)),
        AnyOf((*sorted(words, key=lambda term: term.text), identified)),
    ]
    assert [step.only_below for step in steps] == [0, 10, 10, 1]
    assert len({step.query.points for step in steps}) == 1


def test_words_that_say_nothing_find_nothing() -> None:
    last = list_steps(understand("没有这样的东西", analyser), Frequencies())[-1].query.match
    assert isinstance(last, AnyOf)
    assert Term("every", "的") not in last.clauses
    assert Term("every", "东西") in last.clauses
    alone = list_steps(understand("的", analyser), Frequencies())[-1].query.match
    assert isinstance(alone, AnyOf)
    assert Term("every", "的") in alone.clauses


@given(st.text(max_size=300), st.lists(st.sampled_from("ps4 mate60pro wh-1000xm3 无线蓝牙耳机充电器 tea".split())))
def test_scores_stay_exact_in_32_bits_and_an_identifier_wins(noise: str, words: list[str]) -> None:
    query = understand(" ".join(words) + noise, analyser)
    if query.is_empty:
        return
    points = list_steps(query, Frequencies())[0].query.points
    assert all(type(each.points) is int and each.points > 0 for each in points)
    rest = sum(each.points for each in points if each.clause != identify(query))
    assert (rest + IDENTIFIED) * MAX_FACTOR < 2**24
    assert rest * MAX_FACTOR < IDENTIFIED * MIN_FACTOR

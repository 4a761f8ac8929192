from hypothesis import given
from hypothesis import strategies as st

from search.analysis import get_analyser
from search.ranking.explaining import Reason, explain, holds
from search.ranking.factors import Signals, weigh_product
from search.ranking.frequencies import Frequencies
from search.ranking.impacts import ProductText, measure_product
from search.ranking.scoring import list_steps
from search.ranking.understanding import understand

analyser = get_analyser()
WORDS = "green tea cup mate60 wh-1000xm3 绿茶 茶杯 for".split()
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


def test_reasons_of_a_product() -> None:
    text = ProductText(title="Green tea", brand="Kaori", specifications=("Origin Japan",))
    query = understand("kaori tea", analyser)
    reasons = explain(
        query, text, analyser=analyser, frequencies=Frequencies(), signals=Signals(is_available=False, popularity=1.0)
    )
    assert reasons == [
        Reason("word", "kaori", "brand", 3800),
        Reason("word", "tea", "title", 3500),
        Reason("all_in_core", points=2000),
        Reason("all_anywhere", points=2000),
        Reason("head", "tea", "title", 1200),
        Reason("popularity", factor=1.3),
        Reason("sold_out", factor=0.7),
    ]


def test_what_does_not_match_is_no_reason() -> None:
    assert explain(
        understand("coffee", analyser), ProductText(title="Tea"), analyser=analyser, frequencies=Frequencies()
    ) == []  # fmt: skip


@given(texts, texts, texts)
def test_reasons_add_up_to_the_score(asked: str, title: str, summary: str) -> None:
    query = understand(asked, analyser)
    text = ProductText(title=title, summary=summary, product_types=("Tea",))
    impacts = measure_product(text, analyser)
    points = list_steps(query, Frequencies())[0].query.points
    expected = sum(each.points for each in points if holds(each.clause, impacts))
    reasons = explain(query, text, analyser=analyser, frequencies=Frequencies())
    assert sum(reason.points for reason in reasons) == expected
    assert weigh_product(Signals()) == 10

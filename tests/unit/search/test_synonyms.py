from search.analysis import get_analyser
from search.ranking.frequencies import Frequencies
from search.ranking.scoring import SYNONYM_SHARE, list_steps
from search.ranking.synonyms import SynonymRule, Thesaurus
from search.ranking.tree import AnyOf, Points, Term
from search.ranking.understanding import Query, understand
from search.starter.reading import read_starter_synonyms

analyser = get_analyser()


def read(text: str, *rules: SynonymRule, locale: str = "en") -> Query:
    return understand(text, analyser, thesaurus=Thesaurus(rules, analyser), locale=locale)


def list_synonyms(query: Query) -> list[tuple[str, tuple[tuple[str, ...], ...]]]:
    return [(word.text, word.synonyms) for word in query.words]


def test_words_of_a_group_find_each_other() -> None:
    rule = SynonymRule(("laptop", "Notebooks", "笔记本电脑"))
    assert list_synonyms(read("gaming laptops", rule)) == [
        ("gaming", ()),
        ("laptops", (("notebook",), ("笔记本", "电脑"))),
    ]
    assert list_synonyms(read("笔记本电脑", rule)) == [("笔记本电脑", (("laptop",), ("notebook",)))]


def test_the_longest_phrase_wins() -> None:
    rules = (SynonymRule(("phone", "handset")), SynonymRule(("phone case", "sleeve")))
    assert list_synonyms(read("phone case", *rules)) == [("phone case", (("sleev",),))]
    assert list_synonyms(read("phone", *rules)) == [("phone", (("handset",),))]


def test_one_way_rules_do_not_find_back() -> None:
    rule = SynonymRule(("makeup",), finds=("lipstick", "mascara"))
    assert list_synonyms(read("makeup", rule)) == [("makeup", (("lipstick",), ("mascara",)))]
    assert list_synonyms(read("lipstick", rule)) == [("lipstick", ())]


def test_a_rule_of_another_language_is_not_used() -> None:
    rule = SynonymRule(("tap", "faucet"), locale="en")
    assert list_synonyms(read("tap", rule)) == [("tap", (("faucet",),))]
    assert list_synonyms(read("tap", rule, locale="zh-hans")) == [("tap", ())]


def test_a_synonym_is_worth_a_share_of_the_word() -> None:
    query = read("tap", SynonymRule(("tap", "faucet")))
    points = list_steps(query, Frequencies())[0].query.points
    either = AnyOf((Term("b0", "tap"), Term("b0", "faucet")))
    assert points[:2] == (Points(Term("b0", "tap"), 100 - SYNONYM_SHARE), Points(either, SYNONYM_SHARE))
    # Together no more than the word would be worth without a synonym.
    alone = list_steps(read("tap"), Frequencies())[0].query.points
    assert sum(each.points for each in points) == sum(each.points for each in alone)


def test_the_starter_set_is_sound() -> None:
    rules = read_starter_synonyms()
    assert len(rules) > 150
    assert list_synonyms(read("口红", *rules)) == [("口红", (("lipstick",), ("唇膏",)))]
    for rule in rules:
        assert len(set(rule.words)) == len(rule.words)
        assert len(rule.words) + len(rule.finds) > 1
        for word in (*rule.words, *rule.finds):
            assert not understand(word, analyser).is_empty
    # Nobody would understand a word that is in two groups.
    words = [word for rule in rules if not rule.finds for word in rule.words]
    assert len(words) == len(set(words))

"""What is kept of a text that was read, and when it is read anew."""

from __future__ import annotations

from search.analysis import Analyser
from search.ranking.factors import Interest, prefer
from search.ranking.frequencies import Frequencies
from search.ranking.keeping import Same
from search.ranking.reading import add_liked, forget, read_text
from search.ranking.synonyms import SynonymRule

ANALYSER = Analyser()
FREQUENCIES = Frequencies(1, 100, {"tea": 3})
SYNONYMS = (SynonymRule(("sofa", "couch")),)


def _read(text="green tea", locale="en", synonyms=SYNONYMS, frequencies=FREQUENCIES, analyser=ANALYSER):
    return read_text(text, locale, analyser=analyser, synonyms=synonyms, frequencies=frequencies)


def test_the_same_text_is_read_once() -> None:
    assert _read() is _read()
    first = _read()
    forget()
    assert _read() is not first
    assert _read() == first


def test_whatever_it_depends_on_has_it_read_anew() -> None:
    first = _read("couch")
    assert [word.synonyms for word in first.query.words] == [(("sofa",),)]
    # Equal is not enough: who edits synonyms or counts tokens makes another object.
    others = {
        "text": _read("sofa"),
        "locale": _read("couch", "zh-hans"),
        "synonyms": _read("couch", synonyms=(SynonymRule(("sofa", "couch")),)),
        "frequencies": _read("couch", frequencies=Frequencies(1, 100, {"tea": 3})),
        "vocabulary": _read("couch", analyser=Analyser(frozenset({"acme"}))),
    }
    assert [name for name, other in others.items() if other is first] == []
    assert [word.synonyms for word in _read("couch", synonyms=()).query.words] == [()]


def test_a_text_without_a_word_has_no_way_to_look_for_it() -> None:
    reading = _read("!?")
    assert reading.query.is_empty
    assert reading.steps == ()


def test_what_a_shopper_likes_changes_nothing_that_is_kept() -> None:
    plain = _read()
    liked = prefer([Interest("brand", "acme", 1.0)])
    personal = add_liked(plain, liked)
    assert personal.query.liked == liked
    assert [step.query.points for step in personal.steps] == [(*step.query.points, *liked) for step in plain.steps]
    assert _read() is plain
    assert plain.query.liked == ()


def test_a_key_is_equal_to_itself_alone() -> None:
    value = tuple("ab")
    assert Same(value) == Same(value)
    assert hash(Same(value)) == hash(Same(value))
    assert Same(value) != Same(tuple("ab"))
    assert Same(value) != value

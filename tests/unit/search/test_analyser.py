import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import Analyser, Token, TokenKind, get_analyser, normalise
from tests.unit.search.test_normalisation import difficult

analyser = get_analyser()


def read(text: str, *kinds: TokenKind) -> list[str]:
    return [token.text for token in analyser.analyse(text) if not kinds or token.kind in kinds]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Batteries battery", ["batteri", "batteri"]),
        ("women's", ["women"]),
        ("WH-1000XM3", ["wh1000xm3", "wh", "1000", "xm", "3", "1000xm3"]),
        ("LC51C", ["lc51c", "lc", "51", "c"]),
        ("Wi-Fi", ["wifi", "wi", "fi"]),
        ("3.5mm", ["3.5mm", "3.5", "mm"]),
        ("1,000 10,100,1000", ["1000", "10", "100", "1000"]),
        ("Café", ["cafe"]),
        ("x" * 500, ["x" * 64]),
        ("Привет", ["привет"]),
        ("हिन्दी", ["हिन्दी"]),
        ("Core™2", ["core", "2"]),
        ("🎧 -- …", []),
        ("", []),
    ],
)
def test_spaced_scripts(text: str, tokens: list[str]) -> None:
    assert read(text) == tokens


def test_spellings_of_a_compound_meet_in_its_whole() -> None:
    wholes = {read(text)[0] for text in ("WH-1000XM3", "WH1000XM3", "wh1000-xm3")}
    assert wholes == {"wh1000xm3"}
    assert read("wifi")[0] == read("Wi-Fi")[0]


def test_chinese_words_pairs_and_characters() -> None:
    assert analyser.analyse("无线耳机") == [
        Token("无线", TokenKind.WORD, 0, 2, 0),
        Token("无", TokenKind.CHARACTER, 0, 1, 0),
        Token("线", TokenKind.CHARACTER, 1, 2, 0),
        Token("耳机", TokenKind.WORD, 2, 4, 1),
        Token("耳", TokenKind.CHARACTER, 2, 3, 1),
        Token("机", TokenKind.CHARACTER, 3, 4, 1),
        Token("无线耳机", TokenKind.RELATED, 0, 4, -1),
        Token("线耳", TokenKind.BIGRAM, 1, 3, -1),
    ]


def test_traditional_text_gives_the_tokens_of_simplified() -> None:
    assert read("無線藍牙耳機") == read("无线蓝牙耳机")


def test_letters_digits_and_chinese_are_split() -> None:
    assert read("mate60pro", TokenKind.PART) == ["mate", "60", "pro"]
    assert read("5g手机", TokenKind.WHOLE, TokenKind.WORD) == ["5g", "手机"]


def test_a_longer_word_is_found_by_its_pairs() -> None:
    assert read("充电器", TokenKind.WORD) == ["充电器"]
    assert read("充电器", TokenKind.BIGRAM) == ["充电", "电器"]


def test_a_compound_of_the_dictionary_is_its_words() -> None:
    assert read("电动牙刷", TokenKind.WORD, TokenKind.RELATED) == ["电动", "牙刷", "电动牙刷"]
    assert read("中华人民共和国", TokenKind.WORD) == ["中华", "人民", "共和国"]


def test_the_shop_may_add_words() -> None:
    own = Analyser(frozenset({"螺螄粉"}))
    words = [token.text for token in own.analyse("柳州螺蛳粉") if token.kind is TokenKind.WORD]
    assert words == ["柳州", "螺蛳粉"]
    assert read("柳州螺蛳粉", TokenKind.WORD) == ["柳州", "螺蛳", "粉"]


def test_words_are_numbered_through_the_text() -> None:
    tokens = analyser.analyse("red WH-1 无线耳机")
    words = {token.text: token.word for token in tokens if token.kind in (TokenKind.WORD, TokenKind.WHOLE)}
    assert words == {"red": 0, "wh1": 1, "无线": 2, "耳机": 3}


def test_a_long_chain_is_words_not_one_number() -> None:
    assert {token.kind for token in analyser.analyse("one-two-three-four-five-six-seven-eight-nine")} == {
        TokenKind.WORD
    }


anything = st.one_of(difficult, st.text(max_size=60))


@given(anything)
def test_it_never_raises_and_offsets_lie_in_the_source(text: str) -> None:
    for token in analyser.analyse(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.text
        assert not any(character.isspace() for character in token.text)


@given(anything)
def test_offsets_point_at_the_text_of_the_token(text: str) -> None:
    for token in analyser.analyse(text):
        source = text[token.start : token.end]
        if token.kind in (TokenKind.CHARACTER, TokenKind.BIGRAM):
            assert token.text in normalise(source).text
        elif token.kind is not TokenKind.RELATED and source.isascii():
            assert token.text in [found.text for found in analyser.analyse(source)]


@given(anything)
def test_the_quick_way_finds_the_same(text: str) -> None:
    quick = [(piece[0], piece[1]) for run in analyser.split(text) for piece in run.pieces]
    assert quick == [(token.text, token.kind) for token in analyser.analyse(text)]


@given(anything, anything)
def test_a_line_does_not_depend_on_the_one_before(first: str, second: str) -> None:
    apart = [token.text for text in (first, second) for token in analyser.analyse(text)]
    assert [token.text for token in analyser.analyse(f"{first}\n\n{second}")] == apart

import pytest

from cms.content.reading import count_minutes


@pytest.mark.parametrize(
    ("texts", "minutes"),
    [
        ([], 1),
        ([""], 1),
        (["茶" * 400], 1),
        (["茶" * 401], 2),
        (["<p>" + "茶" * 200 + "</p>", "茶" * 200], 1),
        (["word " * 220], 1),
        (["word " * 221], 2),
        (["茶" * 200 + " word" * 110], 1),
        (["茶" * 201 + " word" * 110], 2),
        (["<a href='" + "word " * 900 + "'>x</a>"], 1),
        (["don’t well-known 3.5 " * 73], 1),
    ],
)
def test_minutes(texts: list[str], minutes: int) -> None:
    assert count_minutes(texts) == minutes

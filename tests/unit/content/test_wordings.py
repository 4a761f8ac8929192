from __future__ import annotations

from cms.content.wordings import Avoided, find_avoided, find_missing, read_avoided, read_wanted

AVOIDED = read_avoided("手慢无 = 库存有限\n\n hurry \n亲们=\n")


def test_a_phrase_a_line_with_what_to_say_instead() -> None:
    assert (Avoided("手慢无", "库存有限"), Avoided("hurry"), Avoided("亲们")) == AVOIDED
    assert read_wanted("好好挑\n\n 用很久 ") == ("好好挑", "用很久")
    assert read_avoided("= nothing") == ()


def test_spelling_makes_no_difference() -> None:
    assert find_avoided(["<p>只剩三件，手 慢 無！</p>"], AVOIDED) == [AVOIDED[0]]
    assert find_avoided(["HURRY up"], AVOIDED) == [AVOIDED[1]]
    assert find_avoided(["库存有限"], AVOIDED) == []


def test_what_stands_nowhere_is_missing() -> None:
    assert find_missing(["好好挑", "<b>用很久</b>"], ["好好挑", "用很久", "有来处"]) == ["有来处"]
    assert find_missing([], []) == []

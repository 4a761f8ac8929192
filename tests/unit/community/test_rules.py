"""What all rules together say of a contribution."""

from __future__ import annotations

import pytest

from cms.community.moderation.findings import Outcome, Reason
from cms.community.moderation.rules import Circumstances, Strictness, Submitted, judge
from cms.community.moderation.words import Word, WordList

WORDS = WordList.make([Word("scam"), Word("赌博", rejects=True)])
KNOWN = Circumstances(approved_before=5)


def ask(circumstances: Circumstances = KNOWN, strictness: Strictness | None = None, **texts: str):
    return judge(Submitted(texts, circumstances), words=WORDS, strictness=strictness or Strictness())


def test_nothing_found_is_approved() -> None:
    verdict = ask(body="好用")
    assert (verdict.outcome, verdict.is_approved, verdict.reasons) == (Outcome.APPROVE, True, ())


def test_every_text_is_read_and_every_reason_told_once() -> None:
    verdict = ask(title="scam", body="scam, www.abc.com and www.def.com, QQ 123456")
    assert verdict.outcome is Outcome.HOLD
    assert verdict.reasons == (Reason.WORD, Reason.LINK, Reason.CONTACT)
    assert [one.field for one in verdict.findings] == ["title", "body", "body", "body", "body"]


def test_one_word_that_rejects_is_enough() -> None:
    assert ask(body="scam 赌博").outcome is Outcome.REJECT


@pytest.mark.parametrize(
    ("known", "reason", "note"),
    [
        (Circumstances(approved_before=0), Reason.NEW_MEMBER, "0"),
        (Circumstances(approved_before=5, written_lately=5), Reason.BURST, "6"),
        (Circumstances(approved_before=5, has_pictures=True), Reason.PICTURE, ""),
        (Circumstances(approved_before=5, is_premoderated=True), Reason.PREMODERATED, ""),
        (Circumstances(approved_before=5, repeats_of_own=1), Reason.REPEAT, "own:1"),
        (Circumstances(approved_before=5, repeats_of_others=2), Reason.REPEAT, "others:2"),
    ],
)
def test_circumstances_that_hold(known: Circumstances, reason: Reason, note: str) -> None:
    (finding,) = ask(known, body="好用").findings
    assert (finding.reason, finding.note, finding.rejects) == (reason, note, False)


def test_switched_off_rules_find_nothing() -> None:
    off = Strictness(holds_pictures=False, held_first=0, burst_count=0, repeat_members=0)
    known = Circumstances(has_pictures=True, written_lately=99, repeats_of_others=99)
    assert ask(known, off, body="好用").is_approved
    assert ask(Circumstances(approved_before=5, repeats_of_others=1), body="好用").is_approved

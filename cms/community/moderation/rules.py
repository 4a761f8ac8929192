"""PURE. All rules over one contribution: what is typed, who typed it, and what was seen lately are arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cms.community.moderation.findings import Finding, Reason, Verdict, join
from cms.community.moderation.links import find_contacts, find_links
from cms.community.moderation.words import WordList, find_words


@dataclass(frozen=True, slots=True)
class Strictness:
    """How strictly to look; 0 switches a rule off."""

    holds_pictures: bool = True
    held_first: int = 1
    burst_count: int = 6
    repeat_members: int = 2
    allowed_hosts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known beside the text."""

    is_premoderated: bool = False
    has_pictures: bool = False
    approved_before: int = 0
    """Contributions of the member that were approved, in all."""
    written_lately: int = 0
    """Contributions of the member within the time of the burst, this one not counted."""
    repeats_of_own: int = 0
    """Texts of the same member that are nearly this one."""
    repeats_of_others: int = 0
    """Other members who wrote nearly this text."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A contribution as the rules see it."""

    texts: Mapping[str, str]
    circumstances: Circumstances = field(default_factory=Circumstances)


def judge(submitted: Submitted, *, words: WordList, strictness: Strictness) -> Verdict:
    """What all rules together say."""
    groups: list[list[Finding]] = []
    for name, text in submitted.texts.items():
        groups.append(find_words(name, text, words))
        groups.append(find_links(name, text, allowed_hosts=strictness.allowed_hosts))
        groups.append(find_contacts(name, text))
    groups.append(_judge_circumstances(submitted.circumstances, strictness))
    return join(*groups)


def _judge_circumstances(known: Circumstances, strictness: Strictness) -> list[Finding]:
    found = []
    if known.repeats_of_own:
        found.append(Finding(Reason.REPEAT, note=f"own:{known.repeats_of_own}"))
    if strictness.repeat_members and known.repeats_of_others >= strictness.repeat_members:
        found.append(Finding(Reason.REPEAT, note=f"others:{known.repeats_of_others}"))
    if strictness.burst_count and known.written_lately + 1 >= strictness.burst_count:
        found.append(Finding(Reason.BURST, note=str(known.written_lately + 1)))
    if known.approved_before < strictness.held_first:
        found.append(Finding(Reason.NEW_MEMBER, note=str(known.approved_before)))
    if known.has_pictures and strictness.holds_pictures:
        found.append(Finding(Reason.PICTURE))
    if known.is_premoderated:
        found.append(Finding(Reason.PREMODERATED))
    return found

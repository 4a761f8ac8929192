"""Asks the rules about a contribution, with everything they have to know read from the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from cms.community.models import (
    ContributionState,
    ModerationItem,
    ModerationSettings,
    ModerationWord,
    TextFingerprint,
    WordSeverity,
)
from cms.community.moderation import kinds, repeats
from cms.community.moderation.findings import Verdict
from cms.community.moderation.rules import Circumstances, Strictness, Submitted, judge
from cms.community.moderation.words import Word, WordList

_MOST_CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Screened:
    """What the rules say, and the signature to remember the text by."""

    verdict: Verdict
    signature: repeats.Signature | None


def screen(contribution: Any, *, kind: str, at: datetime) -> Verdict:
    """What the rules say of `contribution` as it is, saved or not. Nothing is written."""
    return screen_and_sign(contribution, kind=kind, at=at).verdict


def screen_and_sign(contribution: Any, *, kind: str, at: datetime) -> Screened:
    """As `screen`, with the signature of the text."""
    of_kind = kinds.get_kind(kind)
    rules = ModerationSettings.load()
    texts = {name: text for name, text in of_kind.read_texts(contribution).items() if text}
    signature = repeats.sign(texts.values())
    submitted = Submitted(texts, _find_circumstances(contribution, of_kind, signature, rules, at=at))
    return Screened(judge(submitted, words=load_words(), strictness=_read_strictness(rules)), signature)


def load_words() -> WordList:
    """The list of words as the rules search for it."""
    rows = ModerationWord.objects.filter(is_active=True).values_list("word", "severity")
    return WordList.make(Word(word, rejects=severity == WordSeverity.REJECT) for word, severity in rows)


def _read_strictness(rules: ModerationSettings) -> Strictness:
    own = urlsplit(settings.VITRINE_STOREFRONT_URL).hostname or ""
    return Strictness(
        holds_pictures=rules.holds_pictures,
        held_first=rules.held_first,
        burst_count=rules.burst_count,
        repeat_members=rules.repeat_members,
        allowed_hosts=[own, *rules.allowed_hosts.split()],
    )


def _find_circumstances(
    contribution: Any,
    kind: kinds.ContributionKind,
    signature: repeats.Signature | None,
    rules: ModerationSettings,
    *,
    at: datetime,
) -> Circumstances:
    member_id = contribution.member_id
    premoderated = kind.is_premoderated(contribution)
    of_member = ModerationItem.objects.filter(member=member_id)
    if contribution.pk is not None:
        of_member = of_member.exclude(kind=kind.name, object_id=contribution.pk)
    own, others = _count_repeats(contribution, kind.name, signature, rules, at=at)
    return Circumstances(
        is_premoderated=kind.name in rules.premoderated_kinds if premoderated is None else premoderated,
        has_pictures=kind.has_pictures(contribution),
        approved_before=_count_up_to(of_member.filter(state=ContributionState.APPROVED), rules.held_first),
        written_lately=_count_up_to(
            of_member.filter(created_at__gt=at - timedelta(minutes=rules.burst_minutes), created_at__lte=at),
            rules.burst_count,
        ),
        repeats_of_own=own,
        repeats_of_others=others,
    )


def _count_up_to(rows: Any, most: int) -> int:
    """How many, counted no further than it matters."""
    return rows.order_by()[:most].count() if most else 0


def _count_repeats(
    contribution: Any, kind: str, signature: repeats.Signature | None, rules: ModerationSettings, *, at: datetime
) -> tuple[int, int]:
    """How often this member said nearly the same, and how many others did."""
    if signature is None:
        return 0, 0
    alike = [
        member
        for member, stored in _list_candidates(contribution, kind, signature, rules, at=at)
        if repeats.compare(signature, repeats.unpack(stored)) >= repeats.ALIKE
    ]
    own = sum(member == contribution.member_id for member in alike)
    return own, len(set(_without(alike, contribution.member_id)))


def _without(members: Iterable[int | None], member: int | None) -> list[int]:
    return [one for one in members if one is not None and one != member]


def _list_candidates(
    contribution: Any, kind: str, signature: repeats.Signature, rules: ModerationSettings, *, at: datetime
) -> Sequence[tuple[int | None, bytes]]:
    rows = TextFingerprint.objects.filter(
        bands__band__in=repeats.list_bands(signature), seen_at__gt=at - timedelta(hours=rules.repeat_hours)
    )
    # Whoever takes something back may say it again.
    rows = rows.exclude(item__state=ContributionState.WITHDRAWN)
    if contribution.pk is not None:
        rows = rows.exclude(item__kind=kind, item__object_id=contribution.pk)
    found = rows.order_by("-seen_at").values_list("pk", "member", "signature").distinct()[:_MOST_CANDIDATES]
    return [(member, bytes(stored)) for _pk, member, stored in found]

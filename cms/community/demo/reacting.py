"""Who likes which posts, and finds which reviews helpful: many small things, written in bulk and counted once."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from cms.community.demo.timeline import Happening
from cms.community.models import Answer, ContributionState, HelpfulVote, Like, Post, Question, Reply, Review
from cms.members.models import Member

_VOTED: dict[str, Any] = {"review": Review, "question": Question, "answer": Answer, "official_answer": Answer}
_SILENT = ("xinlai", "fenxiang")


@transaction.atomic
def add_reactions(
    happenings: Sequence[Happening], written: Mapping[str, Any], members: Mapping[str, Member], *, at: datetime
) -> int:
    """Have members react to what is visible and has no reaction yet; returns how many reactions that were."""
    crowd = [member for key, member in members.items() if key not in _SILENT]
    shown = [
        (one, written[one.name])
        for one in happenings
        if one.name in written and written[one.name].state == ContributionState.APPROVED
    ]
    likes = _list_likes(shown, crowd, at=at)
    votes = _list_votes(shown, crowd, at=at)
    Like.objects.bulk_create(likes)
    HelpfulVote.objects.bulk_create(votes)
    return len(likes) + len(votes)


def choose_crowd(crowd: Sequence[Member], name: str, count: int, *, author: int | None) -> list[Member]:
    """`count` members, not the author among them: others for another name, and the same each time."""
    ranked = sorted(crowd, key=lambda member: zlib.crc32(f"{name}/{member.subject}".encode()))
    return [member for member in ranked if member.pk != author][:count]


def _list_likes(shown: Iterable[tuple[Happening, Any]], crowd: list[Member], *, at: datetime) -> list[Like]:
    likes: list[Like] = []
    for kind, model, field in (("post", Post, "post"), ("reply", Reply, "reply")):
        fresh = [
            (one, thing) for one, thing in shown if one.kind == kind and thing.like_count == 0 and one.row.get("likes")
        ]
        for one, thing in fresh:
            fans = choose_crowd(crowd, one.name, one.row["likes"], author=thing.member_id)
            thing.like_count = len(fans)
            likes += [
                Like(member=member, created_at=_spread(thing, place, at=at), **{field: thing})
                for place, member in enumerate(fans)
            ]
        model.objects.bulk_update([thing for _one, thing in fresh], ["like_count"])
    return likes


def _list_votes(shown: Iterable[tuple[Happening, Any]], crowd: list[Member], *, at: datetime) -> list[HelpfulVote]:
    votes: list[HelpfulVote] = []
    for kind, model in _VOTED.items():
        fresh = [
            (one, thing)
            for one, thing in shown
            if one.kind == kind and thing.helpful_count == 0 and one.row.get("helpful")
        ]
        for one, thing in fresh:
            fans = choose_crowd(crowd, one.name, one.row["helpful"], author=thing.member_id)
            thing.helpful_count = len(fans)
            votes += [
                HelpfulVote(
                    kind="answer" if kind == "official_answer" else kind,
                    object_id=thing.pk,
                    member=member,
                    voted_at=_spread(thing, place, at=at),
                )
                for place, member in enumerate(fans)
            ]
        model._default_manager.bulk_update([thing for _one, thing in fresh], ["helpful_count"])
    return votes


def _spread(thing: Any, place: int, *, at: datetime) -> datetime:
    """Some time after it was written, each a little later than the one before."""
    return min(thing.created_at + timedelta(hours=2 + 5 * place), at)

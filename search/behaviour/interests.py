"""Keeps what members like in step with what they do: made anew from their events, a moment after new ones came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from cms.catalog.models import Product
from cms.delivery import outbox
from cms.members.models import Consent, ConsentKind, Member
from search.behaviour.learning.decay import HALF_LIVES, fade
from search.behaviour.learning.interests import FAINTEST, Deed, judge_strength, score_interests
from search.behaviour.learning.tallying import WEIGHTS
from search.behaviour.models import BehaviourSettings, Event, MemberInterest
from search.ranking.factors import Interest

CONSUMER = "interests"
_SOON = timedelta(seconds=30)
_MOST_EVENTS = 300
_DAY = 86_400


def register() -> None:
    """Join the outbox."""
    outbox.register_consumer(outbox.Consumer(CONSUMER, work))


def plan_learning(members: Iterable[int], *, at: datetime) -> None:
    """Have the interests of these members learnt anew in a moment."""
    outbox.enqueue(CONSUMER, [str(member) for member in members], available_at=at + _SOON)


def work(keys: list[str], at: datetime) -> dict[str, str]:
    """Learn what these members like; the consumer of the outbox."""
    half_life = BehaviourSettings.load().half_life_days
    for key in keys:
        learn_interests(int(key), half_life, at=at)
    return {}


@transaction.atomic
def learn_interests(member: int, half_life: int, *, at: datetime) -> int:
    """Replace what `member` likes by what their events say now; nothing without consent. Returns how many."""
    # Who takes a consent back holds this row too: what is learnt cannot outlast it.
    if Member.objects.select_for_update().filter(pk=member).first() is None:
        return 0
    since = at - timedelta(days=half_life * HALF_LIVES)
    events = Event.objects.filter(
        member=member, object_id_field="product", action_name__in=list(WEIGHTS), occurred_at__gt=since
    )
    rows = list(
        events.order_by("-occurred_at", "-pk").values_list("action_name", "occurred_at", "object_id")[:_MOST_EVENTS]
    )
    keys = {key for _action, _at, key in rows}
    places = {
        key: (brand or "", category or "")
        for key, brand, category in Product.objects.filter(key__in=keys).values_list(
            "key", "brand__key", "category__key"
        )
    }
    deeds = [
        Deed(action, (at - occurred_at).total_seconds() / _DAY, key, *places.get(key, ("", "")))
        for action, occurred_at, key in rows
    ]
    scores = score_interests(deeds, WEIGHTS, half_life) if agrees(member) else {}
    MemberInterest.objects.filter(member=member).delete()
    MemberInterest.objects.bulk_create(
        [
            MemberInterest(member_id=member, field=field, key=key, score=score, scored_at=at, half_life_days=half_life)
            for (field, key), score in scores.items()
        ]
    )
    return len(scores)


def agrees(member: int) -> bool:
    """Whether a member agreed to personal recommendations, and still does."""
    said = _list_said().filter(member=member).values_list("is_given", flat=True).first()
    return bool(said)


def find_interests(*, issuer: str, subject: str, at: datetime) -> tuple[Interest, ...]:
    """What a signed-in shopper likes at `at`, the strongest first; nothing unless they agree now. One query."""
    rows = (
        MemberInterest.objects.filter(member__issuer=issuer, member__subject=subject)
        .annotate(agrees=Subquery(_list_said().filter(member=OuterRef("member")).values("is_given")[:1]))
        .filter(agrees=True)
        .values_list("field", "key", "score", "scored_at", "half_life_days")
    )
    found = [
        Interest(field, key, judge_strength(score * fade((at - scored_at).total_seconds() / _DAY, half_life)))
        for field, key, score, scored_at, half_life in rows
    ]
    return tuple(sorted((one for one in found if one.strength >= FAINTEST), key=lambda one: (-one.strength, one.key)))


def _list_said() -> QuerySet[Consent]:
    """What was said about it, the latest first."""
    return Consent.objects.filter(kind=ConsentKind.PERSONALISATION).order_by("-changed_at", "-pk")

"""A run: looks at every product, does what rules may do by themselves, and writes proposals for the rest.

Running again changes nothing more: what is as wished is left alone, a proposal that waits is kept, one that was refused
stays away for as long as the settings say, and one whose reason has gone is withdrawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from campaigns.shelving.alerting import tell_of_stock
from campaigns.shelving.applying import apply
from campaigns.shelving.facts import read_surroundings
from campaigns.shelving.models import ChangeState, ShelfChange, ShelfRun, ShelvingSettings
from campaigns.shelving.stocks import remember_stock
from campaigns.shelving.wishing import Tally, Wanted, iterate_wanted, read_rules

_SAID = ("value", "origin", "rule_id", "rule_name", "reasons", "overruled")
"""What a proposal says, beside the run that made it last."""


def run_rules(*, at: datetime, user: Any = None) -> ShelfRun:
    """One run over all products; returns what it came to."""
    settings, run = ShelvingSettings.load(), ShelfRun.objects.create(started_at=at, user=user)
    surroundings, tally, done = read_surroundings(at=at), Tally(), Counter[int]()
    remember_stock(surroundings, at=at)
    tell_of_stock(surroundings, at=at)
    counts: Counter[str] = Counter()
    for batch in iterate_wanted(read_rules(), surroundings, settings, tally, at=at):
        answerable = _leave_out_answered(batch, settings, at=at)
        capped = [wanted for wanted in answerable if _is_within_cap(wanted, done, counts)]
        proposing = [wanted for wanted in capped if not _applies(wanted)]
        changes = [_make_change(wanted, run, at=at) for wanted in capped if _applies(wanted)]
        apply(changes, user=None, at=at)
        counts.update(change.state for change in changes)
        counts["proposed"] += _propose(proposing, run, at=at)
    _withdraw(run, at=at)
    run.seen, run.contradicted, run.left = tally.seen, tally.contradicted, counts["left"]
    run.applied, run.failed, run.proposed = counts[ChangeState.APPLIED], counts[ChangeState.FAILED], counts["proposed"]
    run.finished_at = timezone.now()
    run.save()
    return run


def count_wanted(*, at: datetime) -> dict[str, int]:
    """What a run would do now, by rule and origin; nothing is written."""
    settings, tally = ShelvingSettings.load(), Tally()
    counts: Counter[str] = Counter()
    for batch in iterate_wanted(read_rules(), read_surroundings(at=at), settings, tally, at=at):
        counts.update(wanted.wish.rule.name if wanted.wish.rule else str(wanted.origin.label) for wanted in batch)
    return dict(counts)


def _is_within_cap(wanted: Wanted, done: Counter[int], counts: Counter[str]) -> bool:
    rule = wanted.wish.rule
    if rule is None:
        return True
    done[rule.id] += 1
    counts["left"] += done[rule.id] > rule.most
    return done[rule.id] <= rule.most


def _applies(wanted: Wanted) -> bool:
    return wanted.wish.rule is not None and wanted.wish.rule.applies


def _leave_out_answered(batch: Sequence[Wanted], settings: ShelvingSettings, *, at: datetime) -> list[Wanted]:
    """Without what somebody refused or took back not long ago, and what was not possible then. One query."""
    since = at - timedelta(days=settings.quiet_days)
    answered = ShelfChange.objects.filter(
        Q(state__in=(ChangeState.REFUSED, ChangeState.FAILED), decided_at__gt=since)
        | Q(state=ChangeState.UNDONE, undone_at__gt=since),
        product__in=[wanted.facts.pk for wanted in batch],
    )
    quiet = set(answered.values_list("product", "kind", "value"))
    return [one for one in batch if (one.facts.pk, one.wish.kind, one.wish.value) not in quiet]


@transaction.atomic
def _propose(batch: Sequence[Wanted], run: ShelfRun, *, at: datetime) -> int:
    """Write what is proposed for the first time, and bring what waits up to date; how many are new."""
    waiting = {
        (change.product_id, change.kind): change
        for change in ShelfChange.objects.select_for_update().filter(
            state=ChangeState.PROPOSED, product__in=[wanted.facts.pk for wanted in batch]
        )
    }
    new, changed, same = [], [], []
    for wanted in batch:
        change = waiting.get((wanted.facts.pk, wanted.wish.kind))
        fresh = _make_change(wanted, run, at=at)
        if change is None:
            new.append(fresh)
        elif all(getattr(change, name) == getattr(fresh, name) for name in _SAID):
            same.append(change.pk)
        else:
            for name in (*_SAID, "run"):
                setattr(change, name, getattr(fresh, name))
            changed.append(change)
    # Should another run propose the same at this moment, its proposal stands.
    ShelfChange.objects.bulk_create(new, ignore_conflicts=True)
    fields = ["value", "origin", "rule", "rule_name", "reasons", "overruled", "run"]
    ShelfChange.objects.bulk_update(changed, fields, batch_size=200)
    # Most of what waits says the same as six hours ago, and is not worth writing anew.
    ShelfChange.objects.filter(pk__in=same).update(run=run)
    return len(new)


def _withdraw(run: ShelfRun, *, at: datetime) -> None:
    """Take away proposals that this run has not made again: their reason is gone."""
    ShelfChange.objects.filter(state=ChangeState.PROPOSED, proposed_at__lt=at).exclude(run=run).delete()


def _make_change(wanted: Wanted, run: ShelfRun, *, at: datetime) -> ShelfChange:
    wish, rule = wanted.wish, wanted.wish.rule
    return ShelfChange(
        product_id=wanted.facts.pk,
        kind=wish.kind,
        value=wish.value,
        origin=wanted.origin,
        rule_id=rule.id if rule else None,
        rule_name=rule.name if rule else "",
        run=run,
        reasons=[asdict(reason) for reason in wish.reasons],
        overruled=[other.name for other in wish.overruled],
        proposed_at=at,
    )

"""What the index and the admin may ask of the weights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cms.delivery.models import OutboxEntry
from search.ranking.factors import DEFAULT_WEIGHTS, Weights
from search.weighing.models import RankingWeights, Reweighing
from search.weighing.scheduling import INDEX


@dataclass(frozen=True, slots=True)
class Progress:
    """Of `total` products, `done` have the weights that are in force now."""

    done: int
    total: int
    started_at: datetime

    @property
    def percent(self) -> int:
        return 100 * self.done // max(self.total, 1)


def find_weights() -> Weights:
    """The shop's weights; those that come with the system where nobody has changed them. One query."""
    row = RankingWeights.objects.filter(pk=1).first()
    return row.make_weights() if row is not None else DEFAULT_WEIGHTS


def find_progress() -> Progress | None:
    """How far a reweighing is; None where every product has today's weights. Two queries at most."""
    row = Reweighing.objects.filter(pk=1, started_at__isnull=False, finished_at__isnull=True).first()
    if row is None or row.started_at is None:
        return None
    return Progress(max(0, row.handed_over - count_waiting(row)), row.total, row.started_at)


def count_waiting(row: Reweighing) -> int:
    """How many of the products handed over the index has still to write, at most."""
    if row.handed_over_at is None:
        return 0
    return OutboxEntry.objects.filter(
        consumer=INDEX, available_at__lte=row.handed_over_at, created_at__gte=row.started_at
    ).count()

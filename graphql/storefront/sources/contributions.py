"""What sources of everything that members write have in common."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from cms.community.models import ContributionState
from cms.community.votes import find_votes
from cms.members.models import Member
from storefront.context import RequestContext
from storefront.sources.authors import AuthorSource, describe_author


def find_viewer(context: RequestContext) -> Member | None:
    """The row of the member who asks; None for a guest, and for who has never done anything here."""
    viewer = context.member
    return viewer.find_member() if viewer is not None else None


class ContributionSource:
    """Something a member wrote, as its type reads it."""

    typename: str

    def __init__(self, batch: ContributionBatch, row: Any) -> None:
        self.batch = batch
        self.row = row

    @property
    def author(self) -> AuthorSource | None:
        return describe_author(self.row.member)

    @property
    def is_mine(self) -> bool:
        viewer = find_viewer(self.batch.context)
        return viewer is not None and self.row.member_id == viewer.pk

    @property
    def text(self) -> str | None:
        """What was typed, for its author to change."""
        return self.row.body if self.is_mine else None

    @property
    def reason(self) -> str | None:
        """Why it was turned down, to its author."""
        is_told = self.row.state == ContributionState.REJECTED and self.is_mine
        return (self.row.reason or None) if is_told else None

    @property
    def is_helpful(self) -> bool:
        """Whether the one who asks has found it helpful."""
        return self.row.pk in self.batch.voted


class ContributionBatch:
    """Contributions of one kind that belong to one answer; `rows` have their members along."""

    kind: str
    source: type[ContributionSource]

    def __init__(self, rows: Iterable[Any], *, locale: str, context: RequestContext) -> None:
        self.locale = locale
        self.context = context
        self.rows = list(rows)
        self.sources = [self.source(self, row) for row in self.rows]

    @cached_property
    def voted(self) -> set[int]:
        """What the one who asks has voted for, one query."""
        viewer = find_viewer(self.context)
        if viewer is None or not self.rows:
            return set()
        return find_votes(self.kind, [row.pk for row in self.rows], member=viewer)

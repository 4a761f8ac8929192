"""What everything that members write has in common."""

from __future__ import annotations

import graphene

from cms.community.models import ContributionState as State


class ContributionState(graphene.Enum):
    """What has been decided about it. Everybody sees only what is approved; its author sees the rest marked so."""

    PENDING = State.PENDING.value
    APPROVED = State.APPROVED.value
    REJECTED = State.REJECTED.value
    WITHDRAWN = State.WITHDRAWN.value

    @property
    def description(self) -> str:
        return {
            State.PENDING: "It waits until somebody has looked at it; only its author sees it.",
            State.APPROVED: "Everybody sees it.",
            State.REJECTED: "It was turned down; only its author sees it, with the reason.",
            State.WITHDRAWN: "Its author took it back.",
        }[State(self.value)]

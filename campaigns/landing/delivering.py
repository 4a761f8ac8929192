"""Makes landing pages, their lists and group codes kinds of delivery documents."""

from __future__ import annotations

from campaigns.landing.models import CodeGroup, LandingIndexPage, LandingPage
from cms.delivery import kinds
from cms.delivery.model_kinds import PublishedKind, SavedKind


def register() -> None:
    """Make the kinds known."""
    # Imported when the models are ready.
    from campaigns.landing.checking.pages import check_landing
    from campaigns.landing.rendering.pages import render_groups, render_indexes, render_landings

    kinds.register(
        PublishedKind(
            "landing",
            LandingPage,
            render_landings,
            changes_target=False,
            check=lambda source, *, at: check_landing(source, at=at),
        )
    )
    kinds.register(PublishedKind("landing_index", LandingIndexPage, render_indexes, changes_target=False))
    kinds.register(SavedKind("code_group", CodeGroup, render_groups))

"""Makes pages and what stands around them kinds of delivery documents."""

from __future__ import annotations

from cms.content.models import HomePage
from cms.delivery import kinds
from cms.delivery.model_kinds import PublishedKind


def register() -> None:
    """Make the kinds known."""
    # Imported when the models are ready.
    from cms.content.rendering.home import render_homes

    kinds.register(PublishedKind("home", HomePage, render_homes, changes_target=False))

"""Makes promotions a kind of delivery document."""

from __future__ import annotations

from campaigns.promotions import versions
from campaigns.promotions.models import Promotion
from campaigns.promotions.rendering import KIND, render_promotions
from cms.delivery import kinds, services
from cms.delivery.model_kinds import PublishedKind


def register() -> None:
    """Make the kind known, and have the rule books follow its documents."""
    from campaigns.promotions.checking import check_promotion

    kinds.register(PublishedKind(KIND, Promotion, render_promotions, changes_target=False, check=check_promotion))
    services.watch(KIND, lambda keys: versions.grow())
    versions.connect()

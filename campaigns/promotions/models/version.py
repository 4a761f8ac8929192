from __future__ import annotations

from cms.versions import Version


class PromotionVersion(Version):
    """One row whose number grows with every change of what is in force: what processes look at."""

    class Meta:
        default_permissions = ()

from __future__ import annotations

from cms.versions import Version


class GuidanceVersion(Version):
    """One row whose number grows with every change of what guides the search: what processes look at."""

    class Meta:
        default_permissions = ()

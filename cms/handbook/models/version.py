from cms.versions import Version


class HandbookVersion(Version):
    """Grows with every change of what screens lead to."""

    class Meta:
        default_permissions = ()

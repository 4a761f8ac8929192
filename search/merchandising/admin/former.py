"""Keeps what stood in a row before its first change in the admin."""

from __future__ import annotations

from typing import Any


class KeepsFormerVersion:
    """For an edit view of something with revisions.

    What came with the system or a demo has no version yet: without one, the first change could not be undone.
    """

    def save_instance(self: Any) -> Any:
        former = self.model._default_manager.get(pk=self.object.pk)
        if former.latest_revision_id is None:
            self.form.instance.latest_revision = former.save_revision(clean=False, log_action="wagtail.create")
        return super().save_instance()  # type: ignore[misc]

"""The forms of what is looked at before it is published."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cms.delivery.checking import find_moment
from cms.delivery.page_forms import DeliveredPageForm
from cms.delivery.problems import keep_errors

_PUBLISHING = ("action-publish", "action-submit", "action-restart-workflow")


class ChecksBeforePublishing:
    """Refuses to publish, to submit and to approve what has errors; a draft is always saved, and always rejected."""

    def _post_clean(self: Any) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors or self.is_deferred_validation or not self._leads_to_publishing():
            return
        at = timezone.now()
        for problem in keep_errors(self.instance.list_problems(at=find_moment(self.instance, at=at))):
            self.add_error(None, problem.message)

    def _leads_to_publishing(self: Any) -> bool:
        if any(self.data.get(name) for name in _PUBLISHING):
            return True
        return bool(self.data.get("action-workflow-action")) and self.data.get("workflow-action-name") != "reject"


class CheckedPageForm(ChecksBeforePublishing, DeliveredPageForm):
    """The form of pages."""

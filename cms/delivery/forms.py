"""The form of pages that are looked at before they are published."""

from __future__ import annotations

from django.utils import timezone

from cms.delivery.checking import find_moment
from cms.delivery.page_forms import DeliveredPageForm
from cms.delivery.problems import keep_errors

_PUBLISHING = ("action-publish", "action-submit", "action-restart-workflow")


class CheckedPageForm(DeliveredPageForm):
    """Refuses to publish, to submit and to approve what has errors; a draft is always saved, and always rejected."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors or self.is_deferred_validation or not self._leads_to_publishing():
            return
        at = timezone.now()
        for problem in keep_errors(self.instance.list_problems(at=find_moment(self.instance, at=at))):
            self.add_error(None, problem.message)

    def _leads_to_publishing(self) -> bool:
        if any(self.data.get(name) for name in _PUBLISHING):
            return True
        return bool(self.data.get("action-workflow-action")) and self.data.get("workflow-action-name") != "reject"

"""The form of landing pages."""

from __future__ import annotations

from typing import Any

from cms.catalog.reach.refusing import find_refusal
from cms.delivery.forms import CheckedPageForm


class LandingPageForm(CheckedPageForm):
    """Nobody puts products on a shelf that they do not look after, not into a draft either."""

    def _post_clean(self: Any) -> None:
        super()._post_clean()
        if reason := find_refusal(self.for_user, self.instance):
            self.add_error(None, reason)

"""Why nothing was claimed, with the quote that holds now."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.refusals import Refusal, Refused

LONGEST_KEY = 80


class ClaimRefused(Refused):
    """Nothing was claimed. `quote` is what the cart would cost now, where that is the reason."""

    def __init__(self, code: str, message: object, *, field: str = "", quote: dict[str, Any] | None = None) -> None:
        super().__init__([Refusal(code, message, field)])
        self.quote = quote


def make_bad_order() -> ClaimRefused:
    text = _("An order's number has %(most)d characters at most.") % {"most": LONGEST_KEY}
    return ClaimRefused("BAD_ORDER", text, field="order")

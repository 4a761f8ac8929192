"""The keys of the moderators' pages, as their help tells them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LIST_KEYS = [
    ("j", _("next")),
    ("k", _("previous")),
    ("Enter", _("open it")),
    ("x", _("tick")),
    ("u", _("undo the last decision")),
    ("?", _("this help")),
]
ITEM_KEYS = [
    ("a", _("approve")),
    ("r", _("reject: choose a reason, then Enter on the button")),
    ("e", _("hand on")),
    ("o", _("answer for the shop")),
    ("j", _("next")),
    ("k", _("previous")),
    ("u", _("undo the last decision")),
    ("?", _("this help")),
]

"""Directives in words, for whoever asks why a product stands where it does."""

from __future__ import annotations

from django.utils.translation import gettext as _

from search.merchandising.comparing import Change
from search.ranking.directives import Touch, TouchKind


def describe_touch(touch: Touch) -> str:
    """What a rule did to one hit."""
    if touch.kind is TouchKind.PIN:
        return _("pinned at place %(place)d by “%(rule)s”") % {"place": touch.amount, "rule": touch.reason}
    if touch.kind is TouchKind.BOOST:
        return _("boosted by “%(rule)s”: +%(points)d") % {"points": touch.amount, "rule": touch.reason}
    return _("buried by “%(rule)s”: %(points)d") % {"points": touch.amount, "rule": touch.reason}


def describe_change(change: Change) -> str:
    """How it moved, as a mark: "↑3", "↓1", "new", "gone"; "" where it stayed."""
    if change.is_new:
        return _("new")
    if change.is_gone:
        return _("gone")
    if change.climbed:
        return f"{'↑' if change.climbed > 0 else '↓'}{abs(change.climbed)}"
    return ""


def describe_change_fully(change: Change) -> str:
    """The same for who hears it read."""
    if change.is_new:
        return _("was not among the first")
    if change.is_gone:
        return _("is no longer among the first")
    if change.climbed > 0:
        return _("up from place %(place)d") % {"place": change.before}
    if change.climbed < 0:
        return _("down from place %(place)d") % {"place": change.before}
    return ""

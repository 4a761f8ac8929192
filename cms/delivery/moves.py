"""What has moved can still be reached: Wagtail's redirects, kept for every kind of document."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass

from wagtail.contrib.redirects.models import Redirect

from cms.delivery.addresses import make_address

logger = logging.getLogger(__name__)

_LONGEST = 255


@dataclass(frozen=True, slots=True)
class Move:
    """A document that was at one path and is at another from now on, or from a planned moment on."""

    locale: str
    old_path: str
    new_path: str


def record_moves(moves: Collection[Move]) -> None:
    """Lead from the old addresses to the new ones. A chain of moves is kept short, and none ever goes in a circle.

    What is live at an address goes before a redirect from it, so a move may be recorded before it happens.
    """
    targets = {
        Redirect.normalise_path(make_address(move.old_path, move.locale)): make_address(move.new_path, move.locale)
        for move in moves
    }
    too_long = {old for old, new in targets.items() if max(len(old), len(new)) > _LONGEST}
    if too_long:
        logger.warning("No redirect from %s: addresses of redirects have at most %d characters", too_long, _LONGEST)
        targets = {old: new for old, new in targets.items() if old not in too_long}
    if not targets:
        return
    for old, new in targets.items():
        Redirect.objects.filter(redirect_link=old, automatically_created=True).update(redirect_link=new)
    ends = [Redirect.normalise_path(new) for new in targets.values()]
    Redirect.objects.filter(old_path__in=[*ends, *targets], automatically_created=True).delete()
    Redirect.objects.bulk_create(
        [
            Redirect(old_path=old, redirect_link=new, is_permanent=True, automatically_created=True)
            for old, new in targets.items()
        ]
    )


def find_redirect(path: str, locale: str) -> tuple[str, bool] | None:
    """Where an address leads now, and whether for good; None where it leads nowhere else."""
    address = Redirect.normalise_path(make_address(path, locale))
    found = Redirect.objects.filter(old_path__in=[address, Redirect.normalise_path(path)]).select_related(
        "redirect_page"
    )
    chosen = max(found, key=lambda redirect: redirect.old_path == address, default=None)
    link = chosen.link if chosen is not None else None
    return (link, chosen.is_permanent) if chosen is not None and link else None

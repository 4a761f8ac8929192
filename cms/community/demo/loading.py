"""Loads the demo's community: members, boards, and all that was written in the last three months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from wagtail.models import Locale

from cms.community.demo.knowing import Shop
from cms.community.demo.moderators import find_moderator, give_cases_to
from cms.community.demo.places import load_boards, load_dimensions
from cms.community.demo.purchases import load_purchases
from cms.community.demo.reacting import add_reactions
from cms.community.demo.reading import LOCALES
from cms.community.demo.timeline import Happening, list_happenings
from cms.community.demo.writing import Author

_TOGETHER = 40
"""So much is written in one transaction: what is cut off is not half of something."""


def load_community(*, at: datetime) -> int:
    """Add what is missing; returns how many texts and reactions that were."""
    locales = {locale.language_code: locale for locale in Locale.objects.filter(language_code__in=LOCALES)}
    load_boards(locales)
    load_dimensions(locales)
    shop, happenings = Shop(at=at), list_happenings()
    load_purchases(happenings, shop, at=at)
    moderator = find_moderator()
    give_cases_to(moderator)
    author = Author(shop, moderator, at)
    added = 0
    for batch in _split(happenings):
        with transaction.atomic():
            added += sum([author.write(one) for one in batch])
    return added + add_reactions(happenings, author.written, shop.members, at=at)


def _split(happenings: Sequence[Happening]) -> Iterator[Sequence[Happening]]:
    for start in range(0, len(happenings), _TOGETHER):
        yield happenings[start : start + _TOGETHER]

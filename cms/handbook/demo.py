"""What the demo shop's people have made of the handbook: some have read it, two have said something."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.handbook.models import HandbookNote, HandbookPage, HandbookReading

_LANGUAGE = "zh-hans"
# Every third has not got round to it yet.
_EVERY = 3


@transaction.atomic
def load_handbook(*, at: datetime) -> int:
    """Readings and notes, where nobody has read anything yet; returns how many."""
    if HandbookReading.objects.exists() or HandbookNote.objects.exists():
        return 0
    pages = list(HandbookPage.objects.filter(live=True, locale__language_code=_LANGUAGE).prefetch_related("groups"))
    readings = []
    for user in get_user_model()._default_manager.filter(is_active=True).prefetch_related("groups").order_by("pk"):
        mine = {group.pk for group in user.groups.all()}
        due = [page for page in pages if mine & {group.pk for group in page.groups.all()}]
        readings += [
            HandbookReading(page=page, edition=page.edition, user=user)
            for place, page in enumerate(due)
            if place % _EVERY
        ]
    HandbookReading.objects.bulk_create(readings)
    return len(readings) + len(_leave_notes(pages))


def _leave_notes(pages: list[HandbookPage]) -> list[HandbookNote]:
    by_key = {page.starter_key: page for page in pages}
    writer = get_user_model()._default_manager.filter(groups__isnull=False).order_by("-pk").first()
    with override(_LANGUAGE):
        said = {
            "products-write": _("A picture of a good title beside a bad one would help."),
            "moderation-queue": _("What do we do with a review that names a colleague?"),
        }
    notes = [
        HandbookNote(page=by_key[key], user=writer, is_helpful=False, text=text)
        for key, text in said.items()
        if key in by_key
    ]
    return HandbookNote.objects.bulk_create(notes)

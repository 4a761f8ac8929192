"""What the handbook needs somebody for today."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.handbook import selectors
from cms.handbook.models import HandbookNote
from cms.today import TOP, Answer, Entry, Question


def read_unread(user: Any, *, at: datetime) -> Answer | None:
    """For everybody who has to read something: what they have not confirmed."""
    rows = selectors.list_unread(user)
    count = rows.count()
    if not count:
        return None
    entries = [Entry(page.title, reverse("handbook:page", args=[page.pk])) for page in rows[:TOP]]
    return Answer(count, entries, reverse("handbook:index"))


def read_upkeep(user: Any, *, at: datetime) -> Answer | None:
    """For owners, and for who looks after the whole: feedback to see to, pages to check."""
    notes = list(selectors.list_notes(user).filter(done_at=None).exclude(text="")[:50])
    old = selectors.list_old(user, on=timezone.localdate(at))
    if not notes and not old:
        return None
    told = [_tell(note) for note in notes]
    due = [Entry(page.title, reverse("handbook:page", args=[page.pk]), _("Does it still hold?")) for page in old]
    entries = [*told, *due]
    return Answer(len(entries), entries[:TOP], reverse("handbook:notes" if notes else "handbook:index"))


def _tell(note: HandbookNote) -> Entry:
    about = note.page.title if note.page else _("About the product")
    return Entry(str(note), reverse("handbook:notes"), about, note.created_at)


UNREAD = Question(
    "handbook-unread",
    gettext_lazy("To read in the handbook"),
    "help",
    gettext_lazy("You have read everything."),
    read_unread,
    order=150,
)
UPKEEP = Question(
    "handbook-upkeep",
    gettext_lazy("Handbook: feedback and checks"),
    "comment",
    gettext_lazy("Nothing waits."),
    read_upkeep,
    order=160,
)

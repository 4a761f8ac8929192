"""Writes what people do with the handbook beside editing it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.handbook.models import HandbookNote, HandbookPage, HandbookReading
from cms.handbook.models.page import write_words
from cms.handbook.starter.reading import find_starter_text
from cms.notices.telling import tell, tell_people_with

NOTICE = "handbook"


def confirm_reading(page: HandbookPage, user: Any) -> bool:
    """Note that `user` has read and understood the edition in force; whether that is new."""
    _row, is_new = HandbookReading.objects.get_or_create(page=page, edition=page.edition, user=user)
    return is_new


def leave_note(
    user: Any, *, page: HandbookPage | None, text: str = "", is_helpful: bool | None = None, address: str = ""
) -> HandbookNote:
    """Tell the owner of `page`, or those who lead where there is none. A second verdict of one person replaces it."""
    if page is not None and is_helpful is not None:
        HandbookNote.objects.filter(page=page, user=user, is_helpful__isnull=False, text="").delete()
    with transaction.atomic():
        note = HandbookNote.objects.create(
            page=page, user=user, text=text, is_helpful=is_helpful, address=address[:300]
        )
        if text:
            _tell(note)
    return note


def _tell(note: HandbookNote) -> None:
    """The page's owner hears of it; where there is none, everybody who may see all that was said."""
    what: dict[str, Any] = {
        "subject": lambda: _("Feedback: %(about)s") % {"about": note.page or _("About the product")},
        "body": note.text,
        "address": reverse("handbook:notes"),
        "key": str(note.pk),
    }
    owner = note.page.owner if note.page is not None else None
    if owner is not None:
        tell(NOTICE, [owner], **what)
    else:
        tell_people_with("handbook.view_handbooknote", NOTICE, **what)


def finish_note(note: HandbookNote, user: Any) -> None:
    """Say that a note has been seen to."""
    HandbookNote.objects.filter(pk=note.pk, done_at=None).update(done_at=timezone.now(), done_by=user)


def check_page(page: HandbookPage, user: Any, *, on: date) -> None:
    """Say that the page still holds; nobody is reminded of it until it is old again."""
    HandbookPage.objects.filter(pk=page.pk).update(checked_at=on, checked_by=user)


def begin_edition(page: HandbookPage, *, on: date) -> None:
    """After a page was published: who has to read it has to read it again, unless it was only corrected."""
    changes: dict[str, Any] = {"checked_at": on}
    if not page.is_correction or not page.edition:
        changes["edition"] = F("edition") + 1
    HandbookPage.objects.filter(pk=page.pk).update(**changes)


def can_restore(page: HandbookPage) -> bool:
    """Whether the page came with the shop, so that its first text is known."""
    return find_starter_text(page.starter_key, page.locale.language_code) is not None


@transaction.atomic
def restore_original(page: HandbookPage, user: Any) -> HandbookPage:
    """Make the text the page came with its newest draft; the published one stays until somebody publishes."""
    text = find_starter_text(page.starter_key, page.locale.language_code)
    if text is None:
        raise LookupError(page.starter_key)
    draft = page.get_latest_revision_as_object()
    draft.title = text.title
    draft.body = draft.body.stream_block.to_python(list(text.body))
    draft.words = write_words(draft)
    draft.save_revision(user=user, log_action=True)
    return draft

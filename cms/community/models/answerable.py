from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.community.texts import render_text


class Answerable(models.Model):
    """Something the shop may answer, once; answering again replaces the words, not the time of the first answer."""

    official_answer = models.TextField(_("the shop's answer"), max_length=4000, blank=True)
    official_answer_html = models.TextField(editable=False, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True

    def note_answer(self, text: str, *, by: Any, at: datetime) -> None:
        """Take `text` as the answer, "" as none; the caller saves."""
        self.official_answer, self.official_answer_html = text, render_text(text)
        self.answered_at = (self.answered_at or at) if text else None
        self.answered_by = by if text else None


ANSWERED = ("official_answer", "official_answer_html", "answered_at", "answered_by")
"""The fields that `note_answer` sets."""

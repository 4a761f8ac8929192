from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WordSeverity(models.TextChoices):
    HOLD = "hold", _("hold for a moderator")
    REJECT = "reject", _("reject at once")


class WordCategory(models.TextChoices):
    ADVERTISING = "advertising", _("advertising")
    CONTACT = "contact", _("contact details")
    ABUSE = "abuse", _("insults")
    FRAUD = "fraud", _("fraud")
    GAMBLING = "gambling", _("gambling")
    ADULT = "adult", _("adult")
    CLAIM = "claim", _("unlawful claims")
    OTHER = "other", _("other")


class ModerationWord(models.Model):
    """A word that moderators want to see, however it is spelt: width, case, script and signs between do not matter."""

    word = models.CharField(
        _("word"),
        max_length=100,
        unique=True,
        help_text=_("Full or half width, capitals, traditional characters and signs in between make no difference."),
    )
    severity = models.CharField(_("what to do"), max_length=6, choices=WordSeverity.choices, default=WordSeverity.HOLD)
    category = models.CharField(_("category"), max_length=12, choices=WordCategory.choices, default=WordCategory.OTHER)
    is_active = models.BooleanField(_("in use"), default=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("moderation word")
        verbose_name_plural = _("moderation words")
        ordering = ["category", "word"]

    def __str__(self) -> str:
        return self.word


class CannedReason(models.Model):
    """A reason for a rejection that moderators need not type each time; the author reads it."""

    locale = models.CharField(_("language"), max_length=20)
    text = models.CharField(_("text for the author"), max_length=500)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("reason for rejection")
        verbose_name_plural = _("reasons for rejection")
        ordering = ["locale", "sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["locale", "text"], name="one_canned_reason_a_text")]

    def __str__(self) -> str:
        return self.text

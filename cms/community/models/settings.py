from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting


class ModerationSettings(BaseGenericSetting):
    """How strictly contributions are looked at."""

    premoderated_kinds = models.JSONField(
        _("look at first"),
        default=list,
        blank=True,
        help_text=_(
            "Everything of these kinds waits for a moderator; the others appear at once unless a rule objects."
        ),
    )
    holds_pictures = models.BooleanField(
        _("hold everything with pictures"), default=True, help_text=_("No rule can see what a picture shows.")
    )
    held_first = models.PositiveSmallIntegerField(
        _("first contributions held"),
        default=1,
        help_text=_("As long as so many of a member's contributions have not been approved, each is held. 0: none."),
    )
    burst_count = models.PositiveSmallIntegerField(
        _("contributions at once"), default=6, help_text=_("From so many within the minutes below on. 0: no limit.")
    )
    burst_minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=10, validators=[MinValueValidator(1), MaxValueValidator(1440)]
    )
    repeat_members = models.PositiveSmallIntegerField(
        _("members with the same text"),
        default=2,
        help_text=_("Held when so many others wrote nearly the same. 0: never."),
    )
    repeat_hours = models.PositiveSmallIntegerField(
        _("hours to look back for repeats"), default=72, validators=[MinValueValidator(1), MaxValueValidator(2160)]
    )
    allowed_hosts = models.TextField(
        _("sites that may be linked to"),
        blank=True,
        help_text=_("One host name a line, with everything below it. The shop's own is always allowed."),
    )
    report_threshold = models.PositiveSmallIntegerField(
        _("reports that bring it back"),
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_("So many open reports put a visible contribution back into the queue."),
    )
    hides_reported = models.BooleanField(
        _("hide it meanwhile"), default=True, help_text=_("Until a moderator has decided on the reports.")
    )
    claim_minutes = models.PositiveSmallIntegerField(
        _("minutes an item is kept for who opened it"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(240)],
    )

    class Meta:
        verbose_name = _("moderation rules")
        verbose_name_plural = _("moderation rules")
        default_permissions = ("change",)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class ReviewSettings(BaseGenericSetting):
    """Who may review what, and what becomes of reviews of few stars."""

    needs_purchase = models.BooleanField(
        _("only of what was bought here"),
        default=False,
        help_text=_("Without a purchase that the shop's backend has told of, nobody can write a review."),
    )
    follow_up_count = models.PositiveSmallIntegerField(
        _("follow-ups a review"), default=1, validators=[MaxValueValidator(20)], help_text=_("0: none.")
    )
    follow_up_days = models.PositiveSmallIntegerField(
        _("days in which a follow-up may be written"), default=180, validators=[MinValueValidator(1)]
    )
    case_rating = models.PositiveSmallIntegerField(
        _("a low review has at most so many stars"),
        default=2,
        validators=[MaxValueValidator(4)],
        help_text=_("Somebody has to see to each of them. 0: no such cases."),
    )
    case_hours = models.PositiveSmallIntegerField(
        _("hours until it has to be answered"), default=24, validators=[MinValueValidator(1)]
    )
    case_group = models.ForeignKey(
        "auth.Group",
        verbose_name=_("who takes them in turn"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Each new case goes to the person of this group with the fewest. Left empty, to nobody yet."),
    )

    class Meta:
        verbose_name = _("reviews")
        verbose_name_plural = _("reviews")
        default_permissions = ("change",)

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)

from cms.handbook.blocks import BodyBlock
from cms.handbook.dates import add_months

# What counts for the row and not for one of its versions: a restored version does not take it back.
_OF_THE_ROW = ("edition", "checked_at", "checked_by_id", "owner_id", "starter_key")


class HandbookPage(
    PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, ClusterableModel
):
    """One page: without a parent it is a chapter. No storefront, search or API ever reads these rows."""

    parent = models.ForeignKey(
        "self", verbose_name=_("chapter"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    position = models.PositiveIntegerField(_("place"), default=100, help_text=_("Smaller numbers come first."))
    title = models.CharField(_("title"), max_length=120)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    groups = ParentalManyToManyField(
        "auth.Group",
        verbose_name=_("for whom"),
        blank=True,
        related_name="+",
        help_text=_("Who has to have read it. None chosen: anybody may, nobody has to."),
    )
    screens = models.JSONField(
        _("screens"), default=list, blank=True, help_text=_("Where the handbook opens at this page.")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Gets the feedback, and is reminded to check whether the page still holds."),
    )
    check_months = models.PositiveSmallIntegerField(
        _("check every so many months"), default=6, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    is_correction = models.BooleanField(
        _("only a small correction"), default=False, help_text=_("Nobody has to read the page again for it.")
    )
    checked_at = models.DateField(_("last checked"), null=True, blank=True, editable=False, db_index=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    edition = models.PositiveIntegerField(_("edition"), default=0, editable=False)
    starter_key = models.CharField(max_length=80, blank=True, editable=False, db_index=True)
    words = models.TextField(blank=True, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="content_type",
        object_id_field="object_id",
        for_concrete_model=False,
        related_query_name="handbook_page",
    )
    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        for_concrete_model=False,
    )

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("handbook page")
        verbose_name_plural = _("handbook pages")

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        return self._revisions

    def with_content_json(self, content: Any) -> HandbookPage:
        page = super().with_content_json(content)
        for name in _OF_THE_ROW:
            setattr(page, name, getattr(self, name))
        return page

    def clean(self) -> None:
        super().clean()
        seen = {self.pk} if self.pk else set()
        above = self.parent
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("A page cannot stand inside itself; choose another chapter.")})
            seen.add(above.pk)
            above = above.parent

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.parent is not None and self.parent.locale_id != self.locale_id:
            # A translation stands in the translated chapter as soon as there is one.
            self.parent = self.parent.get_translation_or_none(self.locale)
        self.words = write_words(self)
        super().save(*args, **kwargs)

    def is_old(self, on: date) -> bool:
        """Whether somebody ought to look whether it still holds."""
        return self.checked_at is None or add_months(self.checked_at, self.check_months) < on

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "handbook/preview.html"


def write_words(page: HandbookPage) -> str:
    """All that a search finds the page by."""
    return " ".join(" ".join(map(str, page.body.stream_block.get_searchable_content(page.body))).split())

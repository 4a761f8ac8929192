from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class LandingTemplate(index.Indexed, models.Model):
    """Blocks that were kept to begin with again: those of a whole page with its colours, or a single one."""

    name = models.CharField(_("name"), max_length=80)
    description = models.CharField(_("description"), max_length=200, blank=True)
    picture = models.ForeignKey(
        "media.MediaImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Without one, a sketch of its blocks is shown."),
    )
    is_page = models.BooleanField(_("whole page"), default=True, editable=False)
    blocks = models.JSONField(default=list, editable=False)
    theme = models.JSONField(default=dict, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("saved by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("description")]

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """What forms and addresses call it, beside those that are shipped."""
        return f"saved-{self.pk}"

    @property
    def block_types(self) -> list[str]:
        """The types of its blocks, for a sketch."""
        return [block["type"] for block in self.blocks]

    def read_blocks(self) -> list[dict[str, Any]]:
        """Its blocks as raw stream data."""
        return self.blocks

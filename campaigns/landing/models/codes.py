from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable
from wagtail.search import index

from cms.delivery.models import DeliveredOnSave


def make_key() -> str:
    return uuid.uuid4().hex


class CodeGroup(DeliveredOnSave, index.Indexed, ClusterableModel):
    """The codes of a chat group and of those that follow it; one of them is shown at a time.

    Kept apart from the pages that show it, so that whoever looks after the groups can mark one full without touching,
    or publishing, a page.
    """

    delivery_kind = "code_group"

    key = models.CharField(max_length=32, unique=True, default=make_key, editable=False)
    name = models.CharField(_("name"), max_length=120, help_text=_("For editors; shoppers do not see it."))
    told_at = models.DateTimeField(null=True, editable=False)
    """When editors were told that every code is full; None while somebody can join."""
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("group with codes")
        verbose_name_plural = _("groups with codes")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def find_open_code(self, *, at: datetime) -> GroupCode | None:
        """The code that is shown at `at`; None when every one is full or has expired."""
        return next((code for code in self.codes.all() if code.takes_people(at=at)), None)


class GroupCode(Orderable):
    """One group behind one QR code."""

    group = ParentalKey(CodeGroup, on_delete=models.CASCADE, related_name="codes")
    name = models.CharField(_("name of the chat group"), max_length=60)
    picture = models.ForeignKey(
        "media.MediaImage", verbose_name=_("QR code"), on_delete=models.CASCADE, related_name="+"
    )
    capacity = models.PositiveIntegerField(
        _("capacity"), default=200, help_text=_("How many people it takes; 0: it is not counted.")
    )
    joined = models.PositiveIntegerField(_("people in it now"), default=0)
    is_full = models.BooleanField(_("full"), default=False, help_text=_("Marked full, whatever the numbers say."))
    expires_at = models.DateTimeField(
        _("code works until"), null=True, blank=True, help_text=_("Codes of WeChat groups expire after seven days.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("group code")
        verbose_name_plural = _("group codes")

    def __str__(self) -> str:
        return self.name

    def takes_people(self, *, at: datetime) -> bool:
        """Whether the group has room, and the code still works, at `at`."""
        if self.is_full or (self.capacity and self.joined >= self.capacity):
            return False
        return self.expires_at is None or self.expires_at > at

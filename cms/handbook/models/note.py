from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.handbook.models.page import HandbookPage


class HandbookNote(models.Model):
    """What somebody says of a page to its owner; without a page, of the whole product to those who lead."""

    page = models.ForeignKey(
        HandbookPage, verbose_name=_("page"), null=True, on_delete=models.CASCADE, related_name="notes"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_helpful = models.BooleanField(_("was helpful"), null=True)
    text = models.TextField(_("what was said"), max_length=2000, blank=True)
    address = models.CharField(_("screen"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("said"), auto_now_add=True, db_index=True)
    done_at = models.DateTimeField(_("seen to"), null=True, blank=True, db_index=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("seen to by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        default_permissions = ("view", "change")
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")

    def __str__(self) -> str:
        return self.text[:60] or str(self.page or "")

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedProposal(models.Model):
    """A value that a feed has for a field the editor owns: shown as a difference, taken only by a person."""

    content = models.ForeignKey(
        "catalog.ProductContent", verbose_name=_("product content"), on_delete=models.CASCADE, related_name="proposals"
    )
    field = models.CharField(_("field"), max_length=60)
    value = models.JSONField(_("proposed value"))
    feed = models.CharField(_("feed"), max_length=120)
    proposed_at = models.DateTimeField(_("proposed"), auto_now=True)

    class Meta:
        verbose_name = _("feed proposal")
        verbose_name_plural = _("feed proposals")
        constraints = [models.UniqueConstraint(fields=["content", "field"], name="one_proposal_a_field")]

    def __str__(self) -> str:
        return f"{self.content_id}.{self.field}"

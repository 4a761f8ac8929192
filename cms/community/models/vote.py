from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.members.models import Member


class HelpfulVote(models.Model):
    """A member found a contribution helpful: once."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.CASCADE, related_name="+")
    voted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("helpful vote")
        verbose_name_plural = _("helpful votes")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "member"], name="one_vote_a_member")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.community.models.contribution import Contribution, ContributionState
from cms.community.models.post import Post, make_post_key


class Reply(Contribution):
    """What a member says to a post, or to a reply: those stand one level below the reply they all go back to.

    `parent` is that reply, `reply_to` the one really answered, which may itself stand below `parent`.
    """

    key = models.CharField(_("key"), max_length=32, unique=True, default=make_post_key, editable=False)
    post = models.ForeignKey(Post, verbose_name=_("post"), on_delete=models.CASCADE, related_name="replies")
    parent = models.ForeignKey(
        "self", verbose_name=_("below"), null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    reply_to = models.ForeignKey(
        "self", verbose_name=_("answers"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    html = models.TextField(editable=False)
    like_count = models.PositiveIntegerField(_("likes"), default=0)

    class Meta(Contribution.Meta):
        abstract = False
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        indexes = [
            models.Index(
                fields=["post", "created_at", "key"],
                condition=Q(state=ContributionState.APPROVED, parent__isnull=True),
                name="reply_to_post",
            ),
            models.Index(
                fields=["parent", "created_at", "key"],
                condition=Q(state=ContributionState.APPROVED),
                name="reply_below_reply",
            ),
            models.Index(fields=["member", "-created_at"], name="reply_by_member"),
        ]

    def __str__(self) -> str:
        return self.body[:60]

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.community.models.post import Post
from cms.community.models.reply import Reply
from cms.members.models import Member


class Like(models.Model):
    """That a member likes a post or a reply: once."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="likes")
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.CASCADE, related_name="likes")
    reply = models.ForeignKey(Reply, null=True, blank=True, on_delete=models.CASCADE, related_name="likes")
    created_at = models.DateTimeField(_("liked at"))

    class Meta:
        verbose_name = _("like")
        verbose_name_plural = _("likes")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["member", "post"], name="one_like_a_post"),
            models.UniqueConstraint(fields=["member", "reply"], name="one_like_a_reply"),
            models.CheckConstraint(
                condition=Q(post__isnull=False, reply__isnull=True) | Q(post__isnull=True, reply__isnull=False),
                name="like_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} ♥ {self.post_id or self.reply_id}"


class FavouriteKind(models.TextChoices):
    """What can be kept; the values are kinds of delivery documents."""

    PRODUCT = "product", _("product")
    ARTICLE = "article", _("article")
    POST = "post", _("post")


class Favourite(models.Model):
    """Something a member keeps, by the key of its delivery documents: it may be gone, and come back."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="favourites")
    kind = models.CharField(max_length=32, choices=FavouriteKind)
    key = models.CharField(max_length=200)
    created_at = models.DateTimeField(_("kept at"))

    class Meta:
        verbose_name = _("favourite")
        verbose_name_plural = _("favourites")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["member", "kind", "key"], name="one_favourite_a_thing")]
        indexes = [
            models.Index(fields=["member", "-created_at", "-id"], name="favourite_of_member"),
            models.Index(fields=["member", "kind", "-created_at", "-id"], name="favourite_of_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

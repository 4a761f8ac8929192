from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.community.models.board import Board
from cms.community.models.contribution import Contribution, ContributionState

_VISIBLE = Q(state=ContributionState.APPROVED)


def make_post_key() -> str:
    """Short enough for an address, long enough that nobody counts our posts."""
    return secrets.token_hex(6)


class Post(Contribution):
    """What a member posts on a board. `html` is `body` made safe once; the counts are kept up to date by what counts.

    `listed_at` is when it first appeared, which lists are ordered by; `active_at` the last time it or a reply did.
    """

    key = models.CharField(_("key"), max_length=32, unique=True, default=make_post_key, editable=False)
    board = models.ForeignKey(Board, verbose_name=_("board"), on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(_("title"), max_length=100)
    html = models.TextField(editable=False)
    picture_count = models.PositiveSmallIntegerField(_("pictures"), default=0)
    is_pinned = models.BooleanField(_("pinned"), default=False)
    is_essence = models.BooleanField(_("highlighted"), default=False)
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True)
    listed_at = models.DateTimeField(_("appeared at"), null=True, blank=True)
    active_at = models.DateTimeField(_("last active"), null=True, blank=True)
    reply_count = models.PositiveIntegerField(_("replies"), default=0)
    like_count = models.PositiveIntegerField(_("likes"), default=0)
    favourite_count = models.PositiveIntegerField(_("favourites"), default=0)

    class Meta(Contribution.Meta):
        abstract = False
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        permissions = [("feature_post", "Can pin and highlight posts")]
        indexes = [
            models.Index(fields=["-listed_at", "key"], condition=_VISIBLE, name="post_newest"),
            models.Index(fields=["-active_at", "key"], condition=_VISIBLE, name="post_active"),
            models.Index(fields=["board", "-listed_at", "key"], condition=_VISIBLE, name="post_newest_on_board"),
            models.Index(fields=["board", "-active_at", "key"], condition=_VISIBLE, name="post_active_on_board"),
            models.Index(fields=["member", "-created_at"], name="post_by_member"),
            models.Index(fields=["-created_at"], name="post_written"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Where a storefront shows it, below its locale."""
        return f"/community/posts/{self.key}"


class PostProduct(models.Model):
    """A product a post is about."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="products")
    product = models.ForeignKey("catalog.Product", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("product of a post")
        verbose_name_plural = _("products of posts")
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["post", "product"], name="one_product_a_post")]

    def __str__(self) -> str:
        return f"{self.post_id} → {self.product_id}"

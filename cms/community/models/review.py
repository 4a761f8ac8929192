from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.community.models.answerable import Answerable
from cms.community.models.contribution import Contribution, ContributionState
from cms.community.models.dimensions import ReviewDimension
from cms.community.models.post import make_post_key
from cms.community.models.purchase import Purchase

RATINGS = (1, 2, 3, 4, 5)


class Review(Answerable, Contribution):
    """What a member thinks of a product: one a member and product, edited rather than written twice.

    The product is named by its key, so that reviews outlive a product that goes and comes back with a feed.
    """

    key = models.CharField(_("key"), max_length=32, unique=True, default=make_post_key, editable=False)
    product_key = models.CharField(_("product"), max_length=120)
    sku = models.CharField(_("SKU bought"), max_length=120, blank=True)
    options = models.JSONField(_("variant bought"), default=list, blank=True)
    rating = models.PositiveSmallIntegerField(_("rating"))
    title = models.CharField(_("title"), max_length=80, blank=True)
    html = models.TextField(editable=False)
    recommends = models.BooleanField(_("recommends it"), default=True)
    purchase = models.ForeignKey(
        Purchase, verbose_name=_("purchase"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_verified = models.BooleanField(_("bought here"), default=False)
    has_pictures = models.BooleanField(_("has pictures"), default=False)
    helpful_count = models.PositiveIntegerField(_("found helpful by"), default=0)
    edited_at = models.DateTimeField(_("edited at"), null=True, blank=True)

    class Meta(Contribution.Meta):
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="review_rating_1_to_5"),
            models.UniqueConstraint(
                fields=["member", "product_key"],
                condition=~Q(state=ContributionState.WITHDRAWN),
                name="one_review_a_member",
            ),
        ]
        indexes = [
            models.Index(fields=["product_key", "state", "-created_at", "-id"], name="review_newest"),
            models.Index(fields=["product_key", "state", "-helpful_count", "-created_at"], name="review_helpful"),
            models.Index(fields=["product_key", "state", "rating", "-created_at"], name="review_rating"),
            models.Index(fields=["member", "-created_at"], name="review_member"),
        ]

    def __str__(self) -> str:
        return self.title or self.body[:40]


class ReviewScore(models.Model):
    """A review's rating of one dimension."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="scores")
    dimension = models.ForeignKey(ReviewDimension, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField(_("rating"))

    class Meta:
        verbose_name = _("rating of a dimension")
        verbose_name_plural = _("ratings of dimensions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["review", "dimension"], name="one_score_a_dimension"),
            models.CheckConstraint(condition=Q(score__gte=1, score__lte=5), name="review_score_1_to_5"),
        ]

    def __str__(self) -> str:
        return str(self.score)


class FollowUp(Answerable, Contribution):
    """What the author of a review adds some time later."""

    key = models.CharField(_("key"), max_length=32, unique=True, default=make_post_key, editable=False)
    review = models.ForeignKey(Review, verbose_name=_("review"), on_delete=models.CASCADE, related_name="follow_ups")
    html = models.TextField(editable=False)
    has_pictures = models.BooleanField(_("has pictures"), default=False)

    class Meta(Contribution.Meta):
        verbose_name = _("follow-up review")
        verbose_name_plural = _("follow-up reviews")
        indexes = [models.Index(fields=["review", "state", "created_at"], name="follow_up_of_review")]

    def __str__(self) -> str:
        return self.body[:40]


class ReviewSummary(models.Model):
    """What all visible reviews of a product come to; counted anew in the transaction of every change to them."""

    product_key = models.CharField(_("product"), max_length=120, unique=True)
    count = models.PositiveIntegerField(_("reviews"), default=0)
    rating_sum = models.PositiveIntegerField(default=0)
    stars = models.JSONField(default=list)
    """How many reviews gave 1, 2, 3, 4, 5 stars."""
    dimensions = models.JSONField(default=dict)
    """By key of a dimension, [how many rated it, the sum of their ratings]."""
    recommended_count = models.PositiveIntegerField(default=0)
    verified_count = models.PositiveIntegerField(default=0)
    pictured_count = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("summary of reviews")
        verbose_name_plural = _("summaries of reviews")
        default_permissions = ()

    def __str__(self) -> str:
        return self.product_key

    @property
    def average(self) -> float | None:
        """The average rating; None where there is no review."""
        return self.rating_sum / self.count if self.count else None

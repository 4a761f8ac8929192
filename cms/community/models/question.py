from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.community.models.contribution import Contribution
from cms.community.models.post import make_post_key


class Question(Contribution):
    """Something a member wants to know about a product."""

    key = models.CharField(_("key"), max_length=32, unique=True, default=make_post_key, editable=False)
    product_key = models.CharField(_("product"), max_length=120)
    html = models.TextField(editable=False)
    helpful_count = models.PositiveIntegerField(_("found helpful by"), default=0)
    answer_count = models.PositiveIntegerField(_("visible answers"), default=0)
    has_official_answer = models.BooleanField(_("answered by the shop"), default=False)

    class Meta(Contribution.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = [
            models.Index(fields=["product_key", "state", "-created_at", "-id"], name="question_newest"),
            models.Index(fields=["product_key", "state", "-helpful_count", "-created_at"], name="question_helpful"),
            models.Index(fields=["member", "-created_at"], name="question_member"),
        ]

    def __str__(self) -> str:
        return self.body[:60]


class Answer(Contribution):
    """An answer to a question: by a member, or by the shop itself, whose `author` no shopper sees."""

    key = models.CharField(_("key"), max_length=32, unique=True, default=make_post_key, editable=False)
    question = models.ForeignKey(Question, verbose_name=_("question"), on_delete=models.CASCADE, related_name="answers")
    is_official = models.BooleanField(_("by the shop"), default=False)
    is_buyer = models.BooleanField(_("by somebody who bought it"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    html = models.TextField(editable=False)
    helpful_count = models.PositiveIntegerField(_("found helpful by"), default=0)

    class Meta(Contribution.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        indexes = [
            models.Index(
                fields=["question", "state", "-is_official", "-helpful_count", "created_at"], name="answer_best"
            ),
            models.Index(fields=["member", "-created_at"], name="answer_member"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["question"], condition=models.Q(is_official=True), name="one_official_answer"
            )
        ]

    def __str__(self) -> str:
        return self.body[:60]

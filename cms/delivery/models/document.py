from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DocumentQuerySet(models.QuerySet["DeliveryDocument"]):
    def live(self, *, at: datetime) -> DocumentQuerySet:
        """Versions that are served at the instant `at`."""
        return self.open(at=at).filter(live_from__lte=at, release="")

    def open(self, *, at: datetime) -> DocumentQuerySet:
        """Versions that are served at `at` or planned for later: everything that has not ended."""
        return self.filter(Q(live_until__isnull=True) | Q(live_until__gt=at))


class DeliveryDocument(models.Model):
    """One version of what is served for (kind, key, locale) during [live_from, live_until).

    Versions of one (kind, key, locale) without a release never overlap: the publishing services keep it so.
    `release` names the release the version waits for; "" waits for none. `source_id` and `revision_id` say what to
    render again when something the document shows has changed; revision_id None is the object as saved. `path` is
    where a storefront shows it below its locale, "" for what has no page; `listed_at` is what lists are ordered by.
    """

    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=200)
    locale = models.CharField(max_length=20)
    slug = models.CharField(max_length=255, blank=True)
    path = models.CharField(max_length=1000, blank=True, default="")
    listed_at = models.DateTimeField(null=True, blank=True)
    live_from = models.DateTimeField()
    live_until = models.DateTimeField(null=True, blank=True)
    release = models.CharField(max_length=64, blank=True, default="")
    source_id = models.BigIntegerField()
    revision_id = models.BigIntegerField(null=True, blank=True)
    body = models.TextField()
    content_hash = models.CharField(max_length=64)
    rendered_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery document")
        verbose_name_plural = _("delivery documents")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key", "locale", "release", "live_from"], name="one_document_an_instant"
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gt=F("live_from")), name="document_window_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "locale", "slug"], name="document_by_slug"),
            models.Index(fields=["kind", "source_id"], name="document_by_source"),
            models.Index(fields=["path"], name="document_by_path"),
            models.Index(fields=["kind", "-listed_at", "key"], name="document_as_listed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}:{self.locale}"

    def data(self) -> dict[str, Any]:
        """The body as parsed JSON."""
        return orjson.loads(self.body)


class DocumentDependency(models.Model):
    """What rendering a document read: "brand:sony", "image:12". A change of it renders the document again."""

    document = models.ForeignKey(DeliveryDocument, on_delete=models.CASCADE, related_name="dependencies")
    target = models.CharField(max_length=240)

    class Meta:
        verbose_name = _("document dependency")
        verbose_name_plural = _("document dependencies")
        constraints = [models.UniqueConstraint(fields=["target", "document"], name="one_dependency_a_target")]

    def __str__(self) -> str:
        return self.target


class DocumentLabel(models.Model):
    """What lists of a kind can be narrowed by: "topic:tea" on an article, "board:help" on a post."""

    document = models.ForeignKey(DeliveryDocument, on_delete=models.CASCADE, related_name="labels")
    label = models.CharField(max_length=240)

    class Meta:
        verbose_name = _("document label")
        verbose_name_plural = _("document labels")
        constraints = [models.UniqueConstraint(fields=["label", "document"], name="one_label_a_document")]

    def __str__(self) -> str:
        return self.label

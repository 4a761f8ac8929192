from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OutboxStatus(models.TextChoices):
    PENDING = "pending", _("pending")
    CLAIMED = "claimed", _("claimed")
    DEAD = "dead", _("dead")


class OutboxEntry(models.Model):
    """`consumer` has to look at `key` again, not before `available_at`.

    An entry says that something changed, never what it is now: a consumer brings its side up to the present state,
    so entries of one key coalesce, and applying one twice changes nothing. A done entry is deleted.
    """

    consumer = models.CharField(max_length=32)
    key = models.CharField(max_length=240)
    status = models.CharField(max_length=8, choices=OutboxStatus, default=OutboxStatus.PENDING)
    available_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    attempts = models.PositiveIntegerField(default=0)
    claimed_by = models.CharField(max_length=80, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("outbox entry")
        verbose_name_plural = _("outbox entries")
        constraints = [
            # Order per key: two workers can never hold the same key of a consumer at once.
            models.UniqueConstraint(fields=["consumer", "key"], condition=Q(status="claimed"), name="one_claim_a_key"),
        ]
        indexes = [
            models.Index(fields=["consumer", "status", "available_at", "id"], name="outbox_due"),
            models.Index(fields=["consumer", "key"], name="outbox_by_key"),
        ]

    def __str__(self) -> str:
        return f"{self.consumer} ← {self.key}"

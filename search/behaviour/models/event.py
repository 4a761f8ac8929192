from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """Something a shopper did, kept for as many days as the settings say.

    `digest` is made of the client and the event's own id, so that sending an event twice counts once, and nobody can
    take up the ids of others. `client` is a keyed hash; `member` is there only where the member agreed to personal
    recommendations. No address, no browser. The names follow the User Behavior Insights schema: `timestamp` is
    `occurred_at` here, `event_attributes.object` and `.position` are spread out.
    """

    digest = models.UUIDField(unique=True, editable=False)
    application = models.CharField(max_length=32)
    action_name = models.CharField(max_length=16)
    message_type = models.CharField(max_length=16, blank=True)
    message = models.CharField(max_length=200, blank=True)
    query_id = models.UUIDField(null=True)
    client = models.CharField(max_length=32)
    member = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    object_id = models.CharField(max_length=120, blank=True)
    object_id_field = models.CharField(max_length=16, blank=True)
    ordinal = models.PositiveIntegerField(null=True)
    quantity = models.PositiveIntegerField(default=1)
    locale = models.CharField(max_length=12, blank=True)
    occurred_at = models.DateTimeField(_("when"))
    received_at = models.DateTimeField()
    is_counted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        default_permissions = ()
        indexes = [
            # Small however many events there are: what is counted leaves it.
            models.Index(fields=["id"], condition=Q(is_counted=False), name="event_to_count"),
            models.Index(fields=["client", "occurred_at"], name="event_of_client"),
            models.Index(fields=["occurred_at"], name="event_by_time"),
            # Most events are nobody's: they need not be in it.
            models.Index(fields=["member"], condition=Q(member__isnull=False), name="event_of_member"),
        ]

    def __str__(self) -> str:
        return f"{self.action_name} {self.object_id}".strip()


class SearchRecord(models.Model):
    """A search as the server answered it: nothing of who asked. `phrase` is the text as queries are compared.

    `hits` are the keys of the first products shown, in order; `is_narrowed` says that filters were chosen.
    """

    query_id = models.UUIDField(unique=True, editable=False)
    text = models.CharField(max_length=200)
    phrase = models.CharField(max_length=200)
    locale = models.CharField(max_length=12)
    found = models.PositiveIntegerField()
    took_ms = models.PositiveIntegerField()
    hits = models.JSONField(default=list)
    is_narrowed = models.BooleanField(default=False)
    is_degraded = models.BooleanField(default=False)
    searched_at = models.DateTimeField(db_index=True)
    is_counted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("search")
        verbose_name_plural = _("searches")
        default_permissions = ()
        indexes = [models.Index(fields=["id"], condition=Q(is_counted=False), name="search_to_count")]

    def __str__(self) -> str:
        return self.text

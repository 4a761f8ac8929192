from __future__ import annotations

import base64
import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def make_secret() -> str:
    """A new signing secret as the specification writes them."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"


def validate_url(url: str) -> None:
    """Refuse addresses no message may be sent to; where a name leads is checked again at each message."""
    from django.conf import settings

    from cms.outbound.addresses import AddressRefused, check_form

    try:
        check_form(url, allow_private=settings.VITRINE_WEBHOOK_PRIVATE_ADDRESSES)
    except AddressRefused as error:
        raise ValidationError(
            _("Messages cannot be sent there: %(reason)s."), code=error.code, params={"reason": str(error)}
        ) from error


class WebhookEndpoint(models.Model):
    """Someone else's address that hears of changes, and how the last message to it went."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    url = models.CharField(
        _("address"),
        max_length=500,
        validators=[validate_url],
        help_text=_("Receives a POST with a small JSON message for each change. Redirects are not followed."),
    )
    secret = models.CharField(
        _("signing secret"),
        max_length=100,
        default=make_secret,
        editable=False,
        help_text=_("The receiver needs it to check that a message is ours."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    kinds = models.JSONField(
        _("kinds"), default=list, blank=True, help_text=_("What it hears of. Choose none to hear of everything.")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    last_attempt_at = models.DateTimeField(_("last message"), null=True, blank=True, editable=False)
    last_status = models.PositiveSmallIntegerField(_("last answer"), null=True, blank=True, editable=False)
    last_error = models.CharField(_("last error"), max_length=500, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0, editable=False)
    paused_until = models.DateTimeField(_("paused until"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def wants(self, kind: str) -> bool:
        """Whether this endpoint hears of documents of `kind`."""
        return not self.kinds or kind in self.kinds

    def is_paused(self, *, at: datetime) -> bool:
        """Whether it failed a moment ago and is left alone for a while."""
        return self.paused_until is not None and self.paused_until > at


class WebhookMessage(models.Model):
    """The latest state of one document an endpoint has been told of, or is about to be.

    A message keeps its id over all attempts: the receiver can tell a repetition from a second change.
    """

    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.CASCADE, related_name="messages")
    key = models.CharField(max_length=240)
    message_id = models.CharField(max_length=40)
    state = models.CharField(max_length=64, blank=True)
    body = models.TextField()
    occurred_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("webhook message")
        verbose_name_plural = _("webhook messages")
        constraints = [models.UniqueConstraint(fields=["endpoint", "key"], name="one_webhook_message_a_key")]

    def __str__(self) -> str:
        return f"{self.endpoint_id} ← {self.key}"

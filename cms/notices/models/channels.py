from __future__ import annotations

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.delivery.webhooks.models import validate_url


class ChannelFormat(models.TextChoices):
    """Whose robot it is: each takes messages of its own shape, and signs in its own way."""

    WECOM = "wecom", _("WeCom group robot")
    DINGTALK = "dingtalk", _("DingTalk group robot")
    FEISHU = "feishu", _("Feishu group robot")
    WEBHOOK = "webhook", _("Webhook (Standard Webhooks)")


class NoticeChannel(models.Model):
    """A chat's robot, or another program, that hears of notices: of which kinds, and of what is for which groups."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    format = models.CharField(_("format"), max_length=10, choices=ChannelFormat)
    url = models.CharField(
        _("address"), max_length=500, validators=[validate_url], help_text=_("As the robot's settings show it.")
    )
    secret = models.CharField(_("signing secret"), max_length=200, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    kinds = models.JSONField(_("kinds"), default=list, blank=True)
    groups = models.ManyToManyField(
        Group,
        verbose_name=_("groups"),
        blank=True,
        help_text=_("Hears of what somebody of these groups is told. Choose none to hear of what anybody is told."),
    )
    language = models.CharField(
        _("language"), max_length=12, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    last_attempt_at = models.DateTimeField(_("last message"), null=True, blank=True, editable=False)
    last_error = models.CharField(_("last error"), max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("notice channel")
        verbose_name_plural = _("notice channels")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.format == ChannelFormat.FEISHU and not self.secret:
            raise ValidationError({"secret": _("Switch on signature checking at the robot and enter its secret.")})
        if self.format == ChannelFormat.DINGTALK and not self.secret:
            raise ValidationError({"secret": _("Choose signing at the robot and enter its secret (SEC…).")})


class ChannelMessage(models.Model):
    """One message to one channel, until and after it was accepted."""

    channel = models.ForeignKey(NoticeChannel, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=255)
    body = models.TextField(blank=True)
    address = models.CharField(max_length=500, blank=True)
    key = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("channel message")
        verbose_name_plural = _("channel messages")
        indexes = [models.Index(fields=["channel", "kind", "key", "created_at"], name="channel_messages_of_a_key")]

    def __str__(self) -> str:
        return self.subject

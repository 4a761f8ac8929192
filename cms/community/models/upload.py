from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.members.models import Member


def make_upload_key() -> str:
    """A name nobody guesses."""
    return secrets.token_urlsafe(18)


class Upload(models.Model):
    """A picture a member has uploaded, already made anew by us.

    It is kept here, where no address leads, for as long as not everybody may see it; published, it is an image with
    renditions, and `content` is empty. `used_for` names the one thing that shows it ("post:12"), "" for nothing yet.
    """

    key = models.CharField(max_length=32, unique=True, default=make_upload_key, editable=False)
    member = models.ForeignKey(
        Member, verbose_name=_("member"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    content = models.BinaryField(null=True, blank=True)
    content_type = models.CharField(max_length=32)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    byte_size = models.PositiveIntegerField()
    blurhash = models.CharField(max_length=60, blank=True)
    alt = models.CharField(_("description"), max_length=200, blank=True)
    used_for = models.CharField(max_length=64, blank=True, db_index=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_public = models.BooleanField(_("shown to everybody"), default=False)
    image = models.OneToOneField(
        "media.MediaImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="upload"
    )
    created_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("uploaded picture")
        verbose_name_plural = _("uploaded pictures")
        default_permissions = ()
        indexes = [models.Index(fields=["created_at"], condition=Q(used_for=""), name="upload_unused")]

    def __str__(self) -> str:
        return self.key

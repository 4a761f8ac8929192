from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection


class ProvidedCollection(models.Model):
    """A collection the shop began with: made once, whatever somebody makes of it afterwards."""

    key = models.SlugField(unique=True)
    collection = models.ForeignKey(Collection, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("collection to begin with")
        verbose_name_plural = _("collections to begin with")
        default_permissions = ()

    def __str__(self) -> str:
        return self.key

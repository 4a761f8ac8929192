from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

KINDS_OF_FILES = ("image", "document", "media")
"""What rights are about, beside a collection, whose rights new files in it take."""

_TARGETS = (*KINDS_OF_FILES, "collection")


class LicenceKind(models.TextChoices):
    OWN = "own", _("our own")
    BOUGHT = "bought", _("bought")
    FREE = "free", _("free licence")
    MEMBER = "member", _("by a member")
    PARTNER = "partner", _("by a partner")


class UsageRights(models.Model):
    """What we may do with a picture, document or video, and until when; or what new files of a collection begin with.

    Both days are included. `told_at` is when the owners heard that the present term ends.
    """

    image = models.OneToOneField(
        "media.MediaImage", null=True, blank=True, on_delete=models.CASCADE, related_name="rights"
    )
    document = models.OneToOneField(
        "wagtaildocs.Document", null=True, blank=True, on_delete=models.CASCADE, related_name="rights"
    )
    media = models.OneToOneField(
        "wagtailmedia.Media", null=True, blank=True, on_delete=models.CASCADE, related_name="rights"
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection", null=True, blank=True, on_delete=models.CASCADE, related_name="rights"
    )
    holder = models.CharField(_("rights holder"), max_length=200, blank=True)
    source = models.CharField(
        _("source"), max_length=500, blank=True, help_text=_("Who took it, or the address where it was got.")
    )
    kind = models.CharField(_("licence"), max_length=8, choices=LicenceKind, blank=True)
    proof = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("proof of the licence"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The contract or the receipt."),
    )
    valid_from = models.DateField(_("may be used from"), null=True, blank=True)
    valid_until = models.DateField(
        _("may be used until"), null=True, blank=True, db_index=True, help_text=_("This day included; empty for good.")
    )
    channels = models.CharField(
        _("channels"),
        max_length=300,
        blank=True,
        help_text=_("Where it may be shown: shop, app, posters; empty for all."),
    )
    territories = models.CharField(
        _("territories"), max_length=300, blank=True, help_text=_("In which countries or regions; empty for all.")
    )
    credit = models.CharField(
        _("credit line"), max_length=200, blank=True, help_text=_("Shown beside it, where the licence asks for it.")
    )
    told_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("rights of use")
        verbose_name_plural = _("rights of use")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *[Q(**{f"{other}__isnull": other != one for other in _TARGETS}) for one in _TARGETS],
                    _connector=Q.OR,
                ),
                name="rights_are_about_one_thing",
            ),
        ]

    TERMS = ("holder", "source", "kind", "proof", "valid_from", "valid_until", "channels", "territories", "credit")
    """What an editor fills in."""

    def __str__(self) -> str:
        return str(self.target)

    @property
    def target(self) -> Any:
        """The file, or the collection, that they are about."""
        return next(getattr(self, name) for name in _TARGETS if getattr(self, f"{name}_id"))

    @property
    def target_kind(self) -> str:
        return next(name for name in _TARGETS if getattr(self, f"{name}_id"))

    def clean(self) -> None:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": gettext("It ends before it begins. Correct one of the two days.")})

    def is_over(self, day: date) -> bool:
        """Whether on `day` it may no longer be used."""
        return self.valid_until is not None and self.valid_until < day

    def is_early(self, day: date) -> bool:
        """Whether on `day` it may not be used yet."""
        return self.valid_from is not None and self.valid_from > day


# Rights are no use of a file; the proof they name is one.
for _name in KINDS_OF_FILES:
    UsageRights._meta.get_field(_name).wagtail_reference_index_ignore = True  # type: ignore[union-attr]

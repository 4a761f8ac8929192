from __future__ import annotations

from django.conf import settings
from django.contrib.admin.decorators import display
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class CategoryLimit(models.Model):
    """An area that a group, or a person, is responsible for: whoever has one changes products nowhere else.

    Several add up. A person's own replace those of their groups.
    """

    group = models.ForeignKey(
        "auth.Group", verbose_name=_("group"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="category_limits",
    )  # fmt: skip
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="category_limits",
    )  # fmt: skip
    category = models.ForeignKey(
        "catalog.Category",
        verbose_name=_("category"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="limits",
        help_text=_("With everything below it. Left empty, the whole tree."),
    )
    brand = models.ForeignKey(
        "catalog.Brand",
        verbose_name=_("brand"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="limits",
        help_text=_("Only its products. Left empty, every brand."),
    )
    hides_rest = models.BooleanField(
        _("hides the other products"),
        default=False,
        help_text=_("Otherwise the others can be looked at, and not changed. One area that shows them is enough."),
    )

    class Meta:
        verbose_name = _("area of responsibility")
        verbose_name_plural = _("areas of responsibility")
        ordering = ["group__name", "user__username", "category__path", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=True, user__isnull=False) | Q(group__isnull=False, user__isnull=True),
                name="limit_of_group_or_person",
            ),
            models.CheckConstraint(
                condition=Q(category__isnull=False) | Q(brand__isnull=False), name="limit_says_where"
            ),
            models.UniqueConstraint(
                *(Coalesce(name, 0) for name in ("group", "user", "category", "brand")),
                name="one_limit_a_place",
                violation_error_message=_("There is such an area already."),
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(str(one) for one in (self.category, self.brand) if one is not None)

    def clean(self) -> None:
        if (self.group_id is None) == (self.user_id is None):
            raise ValidationError(gettext("Choose either a group or a person: an area belongs to one of them."))
        if self.category_id is None and self.brand_id is None:
            raise ValidationError(gettext("Choose a category, a brand, or both: without either there is no limit."))

    @property
    @display(description=_("person or group"))
    def owner(self) -> str:
        """Whose it is, as people are called."""
        if self.group is not None:
            return self.group.name
        return self.user.get_full_name() or self.user.get_username() if self.user is not None else ""

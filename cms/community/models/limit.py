from __future__ import annotations

from django.conf import settings
from django.contrib.admin.decorators import display
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class BoardLimit(models.Model):
    """A board that a group, or a person, is responsible for: whoever has one decides on no other board.

    Several add up. A person's own replace those of their groups.
    """

    group = models.ForeignKey(
        "auth.Group", verbose_name=_("group"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="board_limits",
    )  # fmt: skip
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), null=True, blank=True, on_delete=models.CASCADE,
        related_name="board_limits",
    )  # fmt: skip
    board = models.ForeignKey(
        "community.Board", verbose_name=_("board"), on_delete=models.CASCADE, related_name="limits"
    )

    class Meta:
        verbose_name = _("board of responsibility")
        verbose_name_plural = _("boards of responsibility")
        ordering = ["group__name", "user__username", "board__position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(group__isnull=True, user__isnull=False) | Q(group__isnull=False, user__isnull=True),
                name="board_limit_of_group_or_person",
            ),
            models.UniqueConstraint(
                *(Coalesce(name, 0) for name in ("group", "user", "board")),
                name="one_limit_a_board",
                violation_error_message=_("There is such a board of responsibility already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.board)

    def clean(self) -> None:
        if (self.group_id is None) == (self.user_id is None):
            raise ValidationError(gettext("Choose either a group or a person: a board is looked after by one of them."))

    @property
    @display(description=_("person or group"))
    def owner(self) -> str:
        """Whose it is, as people are called."""
        if self.group is not None:
            return self.group.name
        return self.user.get_full_name() or self.user.get_username() if self.user is not None else ""

"""What a model inherits so that everything that publishes it goes through the delivery services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction

from cms.delivery.problems import Problem


class DeliveredOnSave(models.Model):
    """Live as soon as it is saved, in every locale: saving and delivering are one transaction.

    A subclass names its `delivery_kind`.
    """

    delivery_kind: str

    class Meta:
        abstract = True

    def list_delivered_along(self) -> Sequence[Any]:
        """Others of the same kind whose documents list this one."""
        return []

    def save(self, *args: Any, **kwargs: Any) -> None:
        from cms.delivery import services

        with transaction.atomic():
            super().save(*args, **kwargs)
            services.deliver_saved(self)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        from cms.delivery import services

        with transaction.atomic():
            services.withdraw_saved([self])
            return super().delete(*args, **kwargs)


class DeliveredByPublishing(models.Model):
    """Live by Wagtail's publishing actions: `cms.delivery.actions` has each deliver in its own transaction.

    Must stand before Wagtail's DraftStateMixin among the bases. A subclass names its `delivery_kind`, and the view
    that its form is looked at by while it is edited, where it has one, and
    `first_checks_view` of the one that looks at the form while the first version is written.
    """

    delivery_kind: str
    checks_view: str = ""
    first_checks_view: str = ""

    class Meta:
        abstract = True

    def list_problems(self, *, at: datetime) -> Sequence[Problem]:
        """What would be wrong with it if it were served at `at`; one that is an error refuses every publication."""
        from cms.delivery.kinds import check_source

        return check_source(self.delivery_kind, self, at=at)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        from cms.delivery import services

        with transaction.atomic():
            services.withdraw(self)
            return super().delete(*args, **kwargs)

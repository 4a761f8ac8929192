"""The areas of a group, on the page where its rights are given."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.forms import inlineformset_factory
from django.template.loader import render_to_string

from cms.catalog.admin.reach.viewset import LimitForm
from cms.catalog.models import CategoryLimit

_Base: Any = inlineformset_factory(
    Group, CategoryLimit, form=LimitForm, fields=["category", "brand", "hides_rest"], extra=1, can_delete=True
)
_PREFIX = "category_limits"


class GroupLimitFormSet(_Base):
    """What Wagtail wants of a panel of its group page."""

    def __init__(self, data: Any = None, files: Any = None, instance: Any = None, prefix: str = _PREFIX) -> None:
        # Whoever sends the page's form without this part leaves it as it is.
        if data is not None and f"{_PREFIX}-TOTAL_FORMS" not in data:
            data = files = None
        super().__init__(data, files, instance=instance, prefix=prefix)

    def is_valid(self) -> bool:
        return not self.is_bound or super().is_valid()

    def save(self, commit: bool = True) -> Any:
        return super().save(commit=commit) if self.is_bound else []

    def as_admin_panel(self) -> str:
        return render_to_string("catalog/reach/group_panel.html", {"formset": self})

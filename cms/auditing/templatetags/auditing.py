from __future__ import annotations

from typing import Any

from django import template

from cms.auditing.admin.showing import ShownChange, show_changes

register = template.Library()


@register.filter
def changes_of(entry: Any) -> list[ShownChange]:
    """What an entry of one of Wagtail's logs has changed."""
    return show_changes(entry)

"""What a notice calls people and things."""

from __future__ import annotations

from typing import Any

from wagtail.admin.admin_url_finder import AdminURLFinder


def name_person(user: Any) -> str:
    """By full name where there is one; where the Chinese one is whole, without its transcription."""
    if user is None:
        return "—"
    if user.first_name and not user.first_name.isascii() and user.last_name.isascii():
        return str(user.first_name)
    return str(user.get_full_name() or user.get_username())


def name_thing(thing: Any) -> str:
    """As lists in the admin call it, drafts included."""
    return thing.get_admin_display_title() if hasattr(thing, "get_admin_display_title") else str(thing)


def find_edit_address(thing: Any, user: Any = None) -> str:
    """Where a thing is edited; "" where it is edited nowhere, or `user` may not."""
    return AdminURLFinder(user).get_edit_url(thing) or ""

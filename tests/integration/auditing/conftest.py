"""What the admin wrote down of a thing."""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import registry

from tests.integration.admin.conftest import admin, admin_client

__all__ = ["admin", "admin_client"]

Lines = list[tuple[str, Any, Any]]


def list_changes(thing: Any, action: str | None = None) -> Lines:
    """The changes of a thing, oldest first: path, before, after."""
    entries = registry.get_logs_for_instance(thing).order_by("timestamp", "pk")
    if action is not None:
        entries = entries.filter(action=action)
    return [
        (".".join(change["path"]), change.get("before", "•••"), change.get("after", "•••"))
        for entry in entries
        for change in (entry.data or {}).get("changes", [])
    ]

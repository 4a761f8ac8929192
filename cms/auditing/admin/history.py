"""Has the history page of every thing show what was before and after."""

from __future__ import annotations

from wagtail.admin.views.generic.history import ActionColumn


def put_in_place() -> None:
    """One cell for things with versions and without: ours, which says what Wagtail's does and the changes too."""
    ActionColumn.cell_template_name = "auditing/action_cell.html"

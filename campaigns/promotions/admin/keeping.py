"""Screens for what is never deleted: codes that are out there, and what orders were given."""

from __future__ import annotations

from typing import Any

from wagtail.admin.viewsets.model import ModelViewSet


class KeptViewSet(ModelViewSet):
    """Nothing of it can be deleted, by nobody."""

    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(**{"delete_url_name": None, **kwargs})

    def get_urlpatterns(self) -> list[Any]:
        return [one for one in super().get_urlpatterns() if one.name != "delete"]

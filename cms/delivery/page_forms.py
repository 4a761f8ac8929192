"""The form of every page of ours."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

from cms.delivery.slug_fields import PinyinSlugInput


class DeliveredPageForm(WagtailAdminPageForm):
    """Suggests slugs, and makes one where the editor leaves it to us."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("slug"):
            field.widget = PinyinSlugInput()
            # The page makes one of its title.
            field.required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.parent_page is not None and cleaned.get("slug") and "slug" not in self.errors:
            problem = self.instance.find_slug_problem(cleaned["slug"], self.parent_page)
            if problem:
                self.add_error("slug", problem)
        return cleaned

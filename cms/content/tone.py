"""How the shop speaks, shown to whoever writes for it."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class TonePanel(Panel):
    """The site's tone of voice in the locale of what is edited; not there where nobody wrote one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"heading": _("How we speak"), "icon": "info-circle", **options})

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/panels/tone.html"

        @cached_property
        def tone(self) -> str:
            locale_id = getattr(self.instance, "locale_id", None) or 0
            # The models of pages have this panel, so it asks for theirs only now.
            texts = apps.get_model("content", "SiteText")
            found = texts.objects.filter(locale_id=locale_id).values_list("tone", flat=True).first()
            return found or ""

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.tone)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "tone": self.tone}

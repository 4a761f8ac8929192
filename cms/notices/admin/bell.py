"""The bell in the sidebar: how many notices somebody has not read, in one query a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from cms.notices.models import Notice

_MOST_SHOWN = 99


class BellMenuItem(MenuItem):
    """Says how many are unread beside its name, or on its icon while the sidebar is folded."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        count = count_unread(request.user)
        attributes = {}
        if count:
            said = ngettext("%(count)d unread notice", "%(count)d unread notices", count) % {"count": count}
            attributes = {
                "data-notices": f"{_MOST_SHOWN}+" if count > _MOST_SHOWN else str(count),
                "aria-label": f"{self.label}: {said}",
            }
        return LinkMenuItem(
            self.name, self.label, self.url, icon_name=self.icon_name, classname=self.classname, attrs=attributes
        )


def count_unread(user: Any) -> int:
    return Notice.objects.filter(user=user, read_at=None).count()


def make_bell() -> BellMenuItem:
    return BellMenuItem(
        _("Notices"), reverse_lazy("notices:index"), name="notices", icon_name="bell", classname="notices-bell", order=1
    )

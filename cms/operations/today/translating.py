"""What is published in the shop's own language and not in another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.today import TOP, Answer, Entry, Question

_RIGHT = "simple_translation.submit_translation"
_BELOW_HOMES = 3


def read_untranslated(user: Any, *, at: datetime) -> Answer | None:
    """For whoever has pages translated: of those they may change, two queries."""
    policy = PagePermissionPolicy(Page)
    if not user.has_perm(_RIGHT) or not policy.user_has_any_permission(user, ("add", "change")):
        return None
    others = Page.objects.filter(translation_key=OuterRef("translation_key")).exclude(locale=OuterRef("locale"))
    pages = policy.instances_user_has_any_permission_for(user, ("add", "change")).filter(
        ~Exists(others),
        live=True,
        depth__gte=_BELOW_HOMES,
        locale__language_code=settings.LANGUAGE_CODE,
    )
    rows = pages.order_by("-latest_revision_created_at", "pk")[:TOP]
    entries = [
        Entry(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), since=page.first_published_at)
        for page in rows
    ]
    return Answer(pages.count(), entries, "")


UNTRANSLATED = Question(
    "untranslated",
    gettext_lazy("Published in one language only"),
    "globe",
    gettext_lazy("Every page is in every language."),
    read_untranslated,
    order=75,
)

"""Tells the owners of files that a licence ends: whoever has put a file here, and whoever keeps collections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.media.models import UsageRights
from cms.media.rights.telling import register_teller
from cms.notices.kinds import Kind, Way, register
from cms.notices.telling import list_people_with, tell

LICENCE = "licence-ends"
_KEEPS_FILES = "wagtailcore.change_collection"


def connect() -> None:
    """Make the kind known, and tell of what the media library finds; called once the app is ready."""
    register(Kind(LICENCE, gettext_lazy("A licence ends"), "image", Way.DIGEST))
    register_teller(tell_owners)


def tell_owners(ending: Sequence[UsageRights]) -> None:
    """Each of `ending` once."""
    keepers = list_people_with(_KEEPS_FILES) or list(get_user_model()._default_manager.filter(is_superuser=True))
    for rights in ending:
        owner = rights.target.uploaded_by_user
        _tell(rights, [*keepers, *([owner] if owner is not None else [])])


def _tell(rights: UsageRights, people: Sequence[Any]) -> None:
    title, day = rights.target.title, rights.valid_until

    def word() -> str:
        return _("The licence of “%(title)s” ends on %(day)s") % {
            "title": title,
            "day": date_format(day, "DATE_FORMAT") if day else "",
        }

    tell(LICENCE, people, subject=word, address=reverse("media_licences"), key=f"rights:{rights.pk}:{day}")

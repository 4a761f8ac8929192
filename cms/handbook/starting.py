"""The starter handbook, put into the tables once: a shop edits it, and what it deletes stays deleted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from cms.handbook.keeping import KEEPER
from cms.handbook.models import HandbookPage, StarterPage
from cms.handbook.starter.reading import Starter, read_starters


@transaction.atomic
def ensure_starters(*, find_group: Callable[[str], Any]) -> int:
    """Add the pages that were never added before, published; `find_group` knows the group of a role. How many."""
    known = set(StarterPage.objects.values_list("key", flat=True))
    missing = [starter for starter in read_starters() if starter.key not in known]
    if not missing:
        return 0
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    groups = {role: find_group(role) for role in {role for starter in missing for role in starter.roles}}
    for starter in missing:
        for language in starter.texts:
            if language in locales:
                _make_page(starter, locales[language], [group for role in starter.roles if (group := groups[role])])
    StarterPage.objects.bulk_create([StarterPage(key=starter.key) for starter in missing])
    KEEPER.grow()
    return len(missing)


def _make_page(starter: Starter, locale: Locale, groups: list[Any]) -> None:
    text = starter.texts[locale.language_code]
    above = HandbookPage.objects.filter(locale=locale, starter_key=starter.chapter).first() if starter.chapter else None
    page = HandbookPage(
        locale=locale,
        translation_key=_make_key(starter.key),
        title=text.title,
        parent=above,
        position=starter.position,
        screens=list(starter.screens),
        starter_key=starter.key,
        live=False,
        checked_at=timezone.localdate(),
    )
    page.body = page.body.stream_block.to_python(list(text.body))
    page.groups.set(groups)
    page.save()
    page.save_revision().publish()


def _make_key(key: str) -> UUID:
    """The same on every installation, so that both languages find each other."""
    return uuid5(NAMESPACE_URL, f"vitrine:handbook:{key}")

"""Puts the demo's pages into the tree, and publishes each as an editor would, dated as its data say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.content.demo.keys import make_key
from cms.content.demo.reading import LOCALES
from cms.content.models import HomePage
from cms.delivery import services


@dataclass(frozen=True, slots=True)
class Place:
    """A language with the home page above everything in it."""

    code: str
    locale: Locale
    home: HomePage

    @property
    def short(self) -> str:
        """What the language is called in the data files."""
        return LOCALES[self.code]


def list_places() -> list[Place]:
    """Every language of the demo, the one that others translate first."""
    homes = {home.locale.language_code: home for home in HomePage.objects.select_related("locale")}
    return [Place(code, homes[code].locale, homes[code]) for code in LOCALES if code in homes]


def ensure_page(page: Page, *, kind: str, key: str, place: Place, parent: Page) -> Page:
    """The demo's page of that name, put below `parent` if it is not there yet: unpublished, and still empty."""
    translation_key = make_key(kind, key)
    present = Page.objects.filter(translation_key=translation_key, locale=place.locale).first()
    if present is not None:
        return present.specific
    page.translation_key, page.locale, page.live = translation_key, place.locale, False
    # Read again: each child that is added changes what its parent knows of itself.
    return Page.objects.get(pk=parent.pk).add_child(instance=page)


def list_empty(pages: list[Page]) -> Iterator[Page]:
    """Those that nobody has saved since they were put into the tree."""
    return (page for page in pages if page.latest_revision_id is None)


def set_streams(page: Any, **streams: Any) -> None:
    """Give `page` raw data for its streams."""
    for name, raw in streams.items():
        field = page._meta.get_field(name)
        setattr(page, name, field.to_python(json.dumps(raw)))


@transaction.atomic
def publish_page(page: Any, *, at: datetime, user: Any = None) -> None:
    """Publish what `page` holds; readers see it dated `at`, as if it had been published then."""
    page.first_published_at = at
    # Each of the savings would look for references anew: once is enough.
    with disable_reference_index_auto_update():
        page.save_revision(user=user, log_action=True).publish(user=user)
    ReferenceIndex.create_or_update_for_object(page)
    type(page).objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)
    page.refresh_from_db()
    # Once more, as readers are told the date of the last change, too.
    services.deliver_many(page.delivery_kind, [page], at=timezone.now())

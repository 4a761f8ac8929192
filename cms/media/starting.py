"""The collections a shop begins with, so that files and the rights on them have a place from the first day."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext, gettext_noop, override
from wagtail.models import Collection

from cms.media.models import ProvidedCollection

PRODUCTS, CAMPAIGNS, ARTICLES, COMMUNITY, BRAND = "products", "campaigns", "articles", "community", "brand"
_NAMES = {
    PRODUCTS: gettext_noop("Products"),
    CAMPAIGNS: gettext_noop("Campaigns"),
    ARTICLES: gettext_noop("Articles"),
    COMMUNITY: gettext_noop("Community pages"),
    BRAND: gettext_noop("Brand"),
}


@transaction.atomic
def ensure_collections() -> int:
    """Make those that were never made, in the shop's language; one of that name is taken. Returns how many are new."""
    known = set(ProvidedCollection.objects.values_list("key", flat=True))
    made = 0
    for key, name in _NAMES.items():
        if key in known:
            continue
        with override(settings.LANGUAGE_CODE):
            label = gettext(name)
        root = Collection.get_first_root_node()
        found = root.get_children().filter(name=label).first()
        if found is None:
            found = root.add_child(name=label)
            made += 1
        ProvidedCollection.objects.create(key=key, collection=found)
    return made


def find_collection(key: str) -> Collection | None:
    """The collection, whatever it is called now; None where somebody has deleted it."""
    provided = ProvidedCollection.objects.filter(key=key).select_related("collection").first()
    return provided.collection if provided else None

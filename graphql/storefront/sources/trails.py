"""Whole addresses of the storefront, and the way down to a page."""

from __future__ import annotations

from django.conf import settings
from django.utils.encoding import iri_to_uri

from cms.delivery.addresses import make_address
from cms.delivery.live import LiveDocument


def list_trail(document: LiveDocument, title: str) -> list[tuple[str, str]]:
    """(name, whole address) of the pages above a document, and of itself."""
    above = [(one["title"], one["path"]) for one in document.data["breadcrumbs"]]
    return [(name, make_url(path, document.locale)) for name, path in [*above, (title, document.path)]]


def make_url(path: str, locale: str) -> str:
    """The whole address of a path of the storefront."""
    return iri_to_uri(settings.VITRINE_STOREFRONT_URL.rstrip("/") + make_address(path, locale))
